package lockstep.nn.json;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.nn.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Makes records of JSON. A place is the path of members from the outermost record.
final class RecordReader {

  private static final String BATCH = "N";
  private static final int MOST_SHOWN = 40;

  private final RecordTypes types;

  RecordReader(RecordTypes types) {
    this.types = types;
  }

  Object value(String place, Type declared, Json json) {
    return switch (declared) {
      case ParameterizedType generic -> group(place, generic, json);
      case Class<?> type -> single(place, type, json);
      default -> throw cannot(place, declared);
    };
  }

  private Object group(String place, ParameterizedType generic, Json json) {
    Type[] arguments = generic.getActualTypeArguments();
    if (generic.getRawType() == List.class) {
      return items(place, arguments[0], json);
    }
    if (generic.getRawType() == Map.class && arguments[0] == String.class) {
      return members(place, arguments[1], json);
    }
    throw cannot(place, generic);
  }

  private List<Object> items(String place, Type each, Json json) {
    if (!(json instanceof Json.Items(var items))) {
      throw unexpected(place, "an array", json);
    }
    var read = new ArrayList<>();
    for (Json item : items) {
      read.add(value(place + "[" + read.size() + "]", each, item));
    }
    return List.copyOf(read);
  }

  private Map<String, Object> members(String place, Type each, Json json) {
    if (!(json instanceof Json.Fields(var members))) {
      throw unexpected(place, "an object", json);
    }
    var read = new LinkedHashMap<String, Object>();
    members.forEach((name, member) -> read.put(name, value(place + "." + name, each, member)));
    return Collections.unmodifiableMap(read);
  }

  private Object single(String place, Class<?> type, Json json) {
    if (type == int.class || type == Integer.class) {
      return (int) whole(place, Integer.MIN_VALUE, Integer.MAX_VALUE, json);
    }
    if (type == long.class || type == Long.class) {
      return whole(place, Long.MIN_VALUE, Long.MAX_VALUE, json);
    }
    if (type == float.class || type == Float.class) {
      return number(place, json);
    }
    if (type == double.class || type == Double.class) {
      return real(place, json);
    }
    if (type == boolean.class || type == Boolean.class) {
      if (json instanceof Json.Truth(var truth)) {
        return truth;
      }
      throw unexpected(place, "true or false", json);
    }
    if (type == String.class) {
      return text(place, "a text", json);
    }
    if (type == Shape.class) {
      return shape(place, json);
    }
    if (Json.class.isAssignableFrom(type)) {
      if (type.isInstance(json)) {
        return json;
      }
      throw unexpected(place, type.getSimpleName(), json);
    }
    if (type.isEnum()) {
      return constant(
          place,
          type,
          json instanceof Json.Fields(var members)
              ? members.getOrDefault("name", new Json.Nothing())
              : json);
    }
    if (type.isRecord()) {
      return record(place, type, json);
    }
    if (type.isInterface()) {
      return named(place, type, json);
    }
    throw cannot(place, type);
  }

  private static long whole(String place, long least, long most, Json json) {
    if (json instanceof Json.Whole(var value) && value >= least && value <= most) {
      return value;
    }
    throw unexpected(place, "a whole number from " + least + " to " + most, json);
  }

  private static double real(String place, Json json) {
    return switch (json) {
      case Json.Real(var value) -> value;
      case Json.Whole(var value) -> (double) value;
      case Json.Text(var text) when text.equals("NaN") -> Double.NaN;
      case Json.Text(var text) when text.equals("Infinity") -> Double.POSITIVE_INFINITY;
      case Json.Text(var text) when text.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
      case Json.Text _, Json.Fields _, Json.Items _, Json.Truth _, Json.Nothing _ ->
          throw unexpected(place, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"", json);
    };
  }

  private static float number(String place, Json json) {
    double wide = real(place, json);
    float value = (float) wide;
    if (Float.isInfinite(value) && !Double.isInfinite(wide)) {
      throw unexpected(place, "a number within ±" + Float.MAX_VALUE, json);
    }
    return value;
  }

  private static String text(String place, String expected, Json json) {
    if (json instanceof Json.Text(var text)) {
      return text;
    }
    throw unexpected(place, expected, json);
  }

  private static Shape shape(String place, Json json) {
    if (!(json instanceof Json.Items(var items))) {
      throw unexpected(place, "a shape, an array of sizes", json);
    }
    int[] sizes = new int[items.size()];
    int batch = -1;
    for (int axis = 0; axis < sizes.length; axis++) {
      Json size = items.get(axis);
      String inside = place + "[" + axis + "]";
      if (size instanceof Json.Text(var text) && batch < 0) {
        sizes[axis] = factor(inside, text);
        batch = axis;
      } else {
        sizes[axis] = (int) whole(inside, 0, Integer.MAX_VALUE, size);
      }
    }
    Shape shape = Shape.of(sizes);
    return batch < 0 ? shape : shape.withBatchAxis(batch);
  }

  private static int factor(String place, String text) {
    if (text.equals(BATCH)) {
      return 1;
    }
    if (text.matches("[1-9][0-9]{0,8}·N")) {
      return Integer.parseInt(text.substring(0, text.length() - 2));
    }
    throw unexpected(place, "a size or \"N\"", new Json.Text(text));
  }

  private static Object constant(String place, Class<?> type, Json json) {
    List<String> names =
        Stream.of(type.getEnumConstants()).map(each -> ((Enum<?>) each).name()).toList();
    String name = text(place, "one of " + names, json);
    int index = names.indexOf(name);
    if (index < 0) {
      throw new JsonException(
          place
              + ": expected one of "
              + names
              + ", found "
              + show(json)
              + "."
              + Nearest.hint(name, names));
    }
    return type.getEnumConstants()[index];
  }

  private Object named(String place, Class<?> declared, Json json) {
    Json.Fields fields = fields(place, json);
    String inside = place + "." + RecordTypes.TYPE;
    List<String> names = types.names(declared);
    Json tag = fields.members().get(RecordTypes.TYPE);
    if (tag == null) {
      throw new JsonException(
          place + ": expected a member `type`, one of " + names + ", found none.");
    }
    String name = text(inside, "one of " + names, tag);
    Class<?> type =
        types
            .find(name, declared)
            .orElseThrow(() ->
                new JsonException(
                    inside
                        + ": expected one of "
                        + names
                        + ", found "
                        + show(tag)
                        + "."
                        + Nearest.hint(name, names)
                        + " What a program adds must be registered."));
    return single(place, type, json);
  }

  private Object record(String place, Class<?> type, Json json) {
    Json.Fields fields = fields(place, json);
    List<String> names = RecordTypes.members(type);
    fields
        .members()
        .forEach((name, value) -> {
          if (name.equals(RecordTypes.TYPE)) {
            if (!text(place + ".type", "a text", value).equals(type.getSimpleName())) {
              throw unexpected(place + ".type", type.getSimpleName(), value);
            }
          } else if (!names.contains(name)) {
            throw new JsonException(
                place
                    + ": expected members "
                    + names
                    + ", found `"
                    + cut(name)
                    + "`."
                    + Nearest.hint(name, names));
          }
        });
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] parameters = new Class<?>[components.length];
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Type declared = components[i].getGenericType();
      String inside = place + "." + names.get(i);
      Json member = fields.members().get(names.get(i));
      parameters[i] = components[i].getType();
      arguments[i] =
          parameters[i] == Optional.class
              ? optional(inside, declared, member)
              : value(inside, declared, required(place, components[i], names.get(i), fields));
    }
    return make(place, type, parameters, arguments);
  }

  private static Json required(
      String place, RecordComponent component, String name, Json.Fields fields) {
    Json member = fields.members().get(name);
    if (member == null) {
      WhenAbsent absent = component.getAnnotation(WhenAbsent.class);
      if (absent != null) {
        return Json.parse(absent.value());
      }
      throw new JsonException(
          place
              + ": expected a member `"
              + name
              + "`, found only "
              + fields.members().keySet()
              + ".");
    }
    return member;
  }

  private Optional<Object> optional(String place, Type declared, @Nullable Json member) {
    if (!(declared instanceof ParameterizedType generic)) {
      throw cannot(place, declared);
    }
    return Optional.ofNullable(member)
        .map(json -> value(place, generic.getActualTypeArguments()[0], json));
  }

  private static Object make(
      String place, Class<?> type, Class<?>[] parameters, Object[] arguments) {
    try {
      return type.getDeclaredConstructor(parameters).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw new JsonException(place + ": " + refused.getMessage(), refused);
      }
      throw new IllegalStateException(place + ": " + type.getName() + " cannot be made.", e);
    } catch (ReflectiveOperationException e) {
      throw new JsonException(
          place
              + ": expected a public record, found "
              + type.getName()
              + ". Make it public, in a package that its module exports.",
          e);
    }
  }

  private static Json.Fields fields(String place, Json json) {
    if (json instanceof Json.Fields fields) {
      return fields;
    }
    throw unexpected(place, "an object", json);
  }

  private static JsonException cannot(String place, Type type) {
    return new JsonException(
        place
            + ": expected a component that JSON can hold, found one of "
            + type.getTypeName()
            + ". Use numbers, texts, enums, lists or records of those.");
  }

  private static JsonException unexpected(String place, String expected, Json found) {
    return new JsonException(place + ": expected " + expected + ", found " + show(found) + ".");
  }

  private static String show(Json json) {
    return switch (json) {
      case Json.Fields _ -> "an object";
      case Json.Items(var items) -> "an array of " + items.size();
      case Json.Text(var text) -> "\"" + cut(text) + "\"";
      case Json.Whole _, Json.Real _, Json.Truth _, Json.Nothing _ -> json.text();
    };
  }

  /// What a stranger wrote, as a part of one line.
  private static String cut(String text) {
    String line = text.replaceAll("\\p{C}|\\R", "?");
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
  }
}
