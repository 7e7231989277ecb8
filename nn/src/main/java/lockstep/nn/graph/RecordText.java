package lockstep.nn.graph;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// Settings as text that {@link RecordParser} reads back exactly: `Name{component: value, …}`.
///
/// | value | text |
/// |---|---|
/// | numbers | as Java prints them, which is exact; a NaN other than Java's own as `NaN#7fc00001` |
/// | text | `"…"` |
/// | lists | `[1, 0]` |
/// | shapes | `[N, 28, 28]` |
/// | tensors | `FLOAT32[2]{1.0, 2.0}` |
final class RecordText {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./-]+");

  private RecordText() {}

  static String print(Object value) {
    return switch (value) {
      case Float number -> number(number);
      case Integer _, Long _, Double _, Boolean _, Shape _ -> value.toString();
      case String text -> quoted(text);
      case Enum<?> constant -> constant.name();
      case Tensor tensor -> tensor(tensor);
      case List<?> list ->
          list.stream().map(RecordText::print).collect(Collectors.joining(", ", "[", "]"));
      case Record settings -> record(settings);
      default ->
          throw new IllegalArgumentException(
              value.getClass() + ": expected a record, a number, a text, a list or a tensor.");
    };
  }

  /// A name as it is where it needs no quotes.
  static String name(String text) {
    return PLAIN.matcher(text).matches() ? text : quoted(text);
  }

  private static String record(Record settings) {
    return java.util.Arrays.stream(settings.getClass().getRecordComponents())
        .map(component -> component.getName() + ": " + print(component(settings, component)))
        .collect(Collectors.joining(", ", settings.getClass().getSimpleName() + "{", "}"));
  }

  private static Object component(Record settings, RecordComponent component) {
    try {
      return Objects.requireNonNull(component.getAccessor().invoke(settings));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          settings.getClass() + "." + component.getName() + ": expected a public record.", e);
    }
  }

  private static String number(float number) {
    int bits = Float.floatToRawIntBits(number);
    boolean plain = !Float.isNaN(number) || bits == Float.floatToIntBits(Float.NaN);
    return plain ? Float.toString(number) : "NaN#" + Integer.toHexString(bits);
  }

  private static String tensor(Tensor tensor) {
    var numbers =
        tensor.dtype() == DType.FLOAT32
            ? floats(tensor.toArray())
            : IntStream.of(tensor.toIntArray())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
    return tensor.dtype().name() + tensor.shape() + "{" + numbers + "}";
  }

  private static String floats(float[] numbers) {
    return IntStream.range(0, numbers.length)
        .mapToObj(i -> number(numbers[i]))
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '"', '\\' -> quoted.append('\\').append(each);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }
}
