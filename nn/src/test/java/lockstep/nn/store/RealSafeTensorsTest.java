package lockstep.nn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import lockstep.nn.data.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that other programs wrote.
class RealSafeTensorsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "models/burn-mnist/mnist.safetensors",
    "models/resnet20-cifar10/resnet20.safetensors",
    "models/silero-vad/silero_vad_16k.safetensors",
    "models/stories260K/stories260K.safetensors"
  })
  void files_of_others_are_read_and_written_again(String name) {
    SafeTensors read = SafeTensors.open(SharedData.of(name));
    assertThat(read.all()).isNotEmpty();
    Path copy = folder.resolve("copy.safetensors");
    SafeTensors.write(copy, read.all(), new LinkedHashMap<>(read.metadata()));
    SafeTensors again = SafeTensors.open(copy);
    assertThat(again.names()).containsExactlyElementsOf(read.names());
    for (String each : read.names()) {
      assertThat(again.get(each).memory().mismatch(read.get(each).memory())).isEqualTo(-1);
    }
  }

  @Test
  void fixtures_of_other_programs_are_read() throws IOException {
    Map<String, byte[]> files = tar(SharedData.of("fixtures/burn-store-pt-safetensors.tar.gz"));
    int read = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().endsWith(".safetensors")) {
        SafeTensors.of(file.getKey(), MemorySegment.ofArray(file.getValue())).all();
        read++;
      }
    }
    assertThat(read).as("of %s", files.keySet()).isPositive();
  }

  /// The files of an archive: blocks of 512 bytes, a header for each file.
  private static Map<String, byte[]> tar(Path archive) throws IOException {
    byte[] bytes;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      var all = new ByteArrayOutputStream();
      in.transferTo(all);
      bytes = all.toByteArray();
    }
    var files = new LinkedHashMap<String, byte[]>();
    int at = 0;
    while (at + 512 <= bytes.length && bytes[at] != 0) {
      String name = text(bytes, at, 100);
      int size = Integer.parseInt(text(bytes, at + 124, 12).trim(), 8);
      files.put(name, java.util.Arrays.copyOfRange(bytes, at + 512, at + 512 + size));
      at += 512 + Math.ceilDiv(size, 512) * 512;
    }
    return files;
  }

  private static String text(byte[] bytes, int at, int most) {
    int end = at;
    while (end < at + most && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at, end - at, StandardCharsets.UTF_8);
  }
}
