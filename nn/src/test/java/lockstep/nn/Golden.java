package lockstep.nn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lockstep.nn.json.Json;

/// What PyTorch makes of a network, read from a fixture in the safetensors format. A fixture is
/// trusted: its checksum is tested.
final class Golden {

  static final Path FOLDER = Path.of("src/test/resources/golden");

  private final Json.Fields metadata;
  private final Map<String, double[]> tensors = new HashMap<>();

  private Golden(Json.Fields metadata) {
    this.metadata = metadata;
  }

  static Golden of(String network) throws IOException {
    byte[] bytes = Files.readAllBytes(FOLDER.resolve(network + ".safetensors"));
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(file.getLong());
    var header = (Json.Fields) Json.parse(new String(bytes, Long.BYTES, length, UTF_8));
    var golden = new Golden((Json.Fields) header.get("__metadata__"));
    header.members().sequencedEntrySet().stream()
        .filter(entry -> !entry.getKey().equals("__metadata__"))
        .forEach(entry ->
            golden.tensors.put(
                entry.getKey(), read((Json.Fields) entry.getValue(), file, Long.BYTES + length)));
    return golden;
  }

  private static double[] read(Json.Fields tensor, ByteBuffer file, int data) {
    int begin = data + (int) wholes(tensor.get("data_offsets")).findFirst().orElseThrow();
    int count = (int) wholes(tensor.get("shape")).reduce(1, (a, b) -> a * b);
    String kind = ((Json.Text) tensor.get("dtype")).value();
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (kind) {
            case "F64" -> file.getDouble(begin + i * Double.BYTES);
            case "F32" -> file.getFloat(begin + i * Float.BYTES);
            case "I32" -> file.getInt(begin + i * Integer.BYTES);
            default -> throw new IllegalArgumentException("dtype: got " + kind);
          };
    }
    return values;
  }

  private static LongStream wholes(Json items) {
    return ((Json.Items) items).items().stream().mapToLong(item -> ((Json.Whole) item).value());
  }

  /// {@return the words of a text beside the tensors}
  List<String> words(String name) {
    return Stream.of(((Json.Text) metadata.get(name)).value().split(" "))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /// {@return a tensor's numbers}
  double[] values(String name) {
    double[] values = tensors.get(name);
    if (values == null) {
      throw new IllegalArgumentException("no tensor '" + name + "', only " + tensors.keySet());
    }
    return values;
  }

  /// {@return a row of a tensor}
  double[] row(String name, int rows, int row) {
    double[] values = values(name);
    int columns = values.length / rows;
    return java.util.Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }
}
