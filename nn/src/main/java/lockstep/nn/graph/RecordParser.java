package lockstep.nn.graph;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// Reads what {@link RecordText} prints: the type that is expected says what each text means.
final class RecordParser {

  private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_.+#-]+");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern SIZE = Pattern.compile("N|[0-9]+·N|[0-9]+");

  private final TextCursor text;

  RecordParser(TextCursor text) {
    this.text = text;
  }

  /// A value of that type.
  Object read(Type type) {
    if (type instanceof ParameterizedType of) {
      return list(of.getActualTypeArguments()[0]);
    }
    var kind = (Class<?>) type;
    if (kind == int.class || kind == Integer.class) {
      return number("an integer", Integer::valueOf);
    }
    if (kind == long.class) {
      return number("an integer", Long::valueOf);
    }
    if (kind == float.class) {
      return number("a number", RecordParser::exactFloat);
    }
    if (kind == double.class) {
      return number("a number", Double::valueOf);
    }
    if (kind == boolean.class) {
      return number("`true` or `false`", RecordParser::exactBoolean);
    }
    if (kind == String.class) {
      return text.quoted();
    }
    if (kind == Shape.class) {
      return shape();
    }
    if (kind == Tensor.class) {
      return tensor();
    }
    return kind.isEnum() ? constant(kind) : record(kind);
  }

  /// A constant of an enum.
  <T> T constant(Class<T> kind) {
    int place = text.place();
    String name = text.token(WORD, "one of " + Arrays.toString(kind.getEnumConstants()));
    for (T each : kind.getEnumConstants()) {
      if (((Enum<?>) each).name().equals(name)) {
        return each;
      }
    }
    throw text.error(
        place,
        "expected one of " + Arrays.toString(kind.getEnumConstants()) + ", found `" + name + "`.");
  }

  private <T> T number(String what, Function<String, T> parse) {
    int place = text.place();
    String found = text.token(NUMBER, what);
    try {
      return parse.apply(found);
    } catch (NumberFormatException e) {
      throw text.error(place, "expected " + what + ", found `" + found + "`.");
    }
  }

  private static float exactFloat(String number) {
    return number.startsWith("NaN#")
        ? Float.intBitsToFloat(Integer.parseUnsignedInt(number.substring(4), 16))
        : Float.parseFloat(number);
  }

  private static boolean exactBoolean(String word) {
    if (!word.equals("true") && !word.equals("false")) {
      throw new NumberFormatException(word);
    }
    return word.equals("true");
  }

  private List<Object> list(Type of) {
    var list = new ArrayList<>();
    text.expect('[');
    while (!text.passes(']')) {
      if (!list.isEmpty()) {
        text.expect(',');
      }
      list.add(read(of));
    }
    return list;
  }

  /// A shape such as `[64·N, 3]`.
  Shape shape() {
    var sizes = new ArrayList<Integer>();
    int batch = -1;
    text.expect('[');
    while (!text.passes(']')) {
      if (!sizes.isEmpty()) {
        text.expect(',');
      }
      int place = text.place();
      String size = text.token(SIZE, "a size, or a multiple of the batch such as `N`");
      if (size.endsWith("N")) {
        if (batch >= 0) {
          throw text.error(place, "expected one axis with the batch, found a second one.");
        }
        batch = sizes.size();
        size = size.equals("N") ? "1" : size.substring(0, size.length() - 2);
      }
      try {
        sizes.add(Integer.valueOf(size));
      } catch (NumberFormatException e) {
        throw text.error(place, "expected a size below 2³¹, found `" + size + "`.");
      }
    }
    Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    return batch < 0 ? shape : shape.withBatchAxis(batch);
  }

  private Tensor tensor() {
    DType dtype = constant(DType.class);
    int place = text.place();
    Shape shape = shape();
    if (shape.hasBatch()) {
      throw text.error(place, "expected a tensor without a batch, found " + shape + ".");
    }
    text.expect('{');
    var numbers = new ArrayList<>();
    while (!text.passes('}')) {
      if (!numbers.isEmpty()) {
        text.expect(',');
      }
      numbers.add(read(dtype == DType.FLOAT32 ? float.class : int.class));
    }
    if (numbers.size() != shape.count()) {
      throw text.error(
          place, "expected " + shape.count() + " numbers for it, found " + numbers.size() + ".");
    }
    if (dtype == DType.INT32) {
      return Tensor.ofInts(shape, numbers.stream().mapToInt(each -> (Integer) each).toArray());
    }
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (Float) numbers.get(i);
    }
    return Tensor.of(shape, floats);
  }

  /// A record of that class, or of one that the sealed interface permits.
  Record record(Class<?> kind) {
    var permitted = new TreeMap<String, Class<?>>();
    permitted(kind, permitted);
    int place = text.place();
    String name = text.token(WORD, "one of " + permitted.keySet());
    Class<?> found = permitted.get(name);
    if (found == null) {
      throw text.error(place, "expected one of " + permitted.keySet() + ", found `" + name + "`.");
    }
    RecordComponent[] components = found.getRecordComponents();
    var values = new Object[components.length];
    text.expect('{');
    for (int i = 0; i < components.length; i++) {
      if (i > 0) {
        text.expect(',');
      }
      int before = text.place();
      String component = text.token(WORD, "`" + components[i].getName() + "`");
      if (!component.equals(components[i].getName())) {
        throw text.error(
            before, "expected `" + components[i].getName() + "`, found `" + component + "`.");
      }
      text.expect(':');
      values[i] = read(components[i].getGenericType());
    }
    text.expect('}');
    return make(found, components, values, place);
  }

  private Record make(Class<?> kind, RecordComponent[] components, Object[] values, int place) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = kind.getConstructor(types);
      return (Record) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw text.error(place, kind.getSimpleName() + " " + String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(kind + ": expected a public record.", e);
    }
  }

  private static void permitted(Class<?> kind, Map<String, Class<?>> into) {
    if (kind.isRecord()) {
      into.put(kind.getSimpleName(), kind);
    } else if (kind.isSealed()) {
      for (Class<?> each : kind.getPermittedSubclasses()) {
        permitted(each, into);
      }
    }
  }
}
