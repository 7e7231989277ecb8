package lockstep.nn.json;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.nn.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Makes JSON of records. A place is the path of members from the outermost record.
final class RecordWriter {

  private final RecordTypes types;

  RecordWriter(RecordTypes types) {
    this.types = types;
  }

  Json.Fields named(String place, Object value) {
    Class<?> type = value instanceof Enum<?> each ? each.getDeclaringClass() : value.getClass();
    if (!types.knows(type)) {
      throw new IllegalArgumentException(
          place
              + ": expected a registered record, got "
              + (type.isSynthetic() || type.isHidden() ? "a lambda" : type.getName())
              + ", which cannot be stored. Make it a public record and register it.");
    }
    Json.Fields tagged = Json.object().with(RecordTypes.TYPE, type.getSimpleName());
    if (value instanceof Enum<?> each) {
      return tagged.with("name", each.name());
    }
    return record(place, value, tagged);
  }

  private Json.Fields record(String place, Object value, Json.Fields fields) {
    var members = new LinkedHashMap<>(fields.members());
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String name = component.getName();
      String inside = place + "." + name;
      if (name.equals(RecordTypes.TYPE)) {
        throw new IllegalArgumentException(
            inside + ": expected another name, which `type` would hide. Rename the component.");
      }
      Type declared = component.getGenericType();
      Object held = get(inside, component, value);
      if (held instanceof Optional<?> maybe) {
        Type inner = argument(inside, declared, 0);
        maybe.ifPresent(each -> members.put(name, value(inside, inner, each)));
      } else {
        members.put(name, value(inside, declared, held));
      }
    }
    return new Json.Fields(members);
  }

  private static @Nullable Object get(String place, RecordComponent component, Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          place
              + ": expected a public record, got "
              + owner.getClass().getName()
              + ". Make it public, in a package that its module exports.",
          e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(place + ": its accessor failed: " + e.getCause(), e);
    }
  }

  private Json value(String place, Type declared, @Nullable Object value) {
    return switch (value) {
      case Integer whole -> new Json.Whole(whole);
      case Long whole -> new Json.Whole(whole);
      case Float number -> number(number);
      case Double number -> number(number);
      case Boolean truth -> new Json.Truth(truth);
      case String text -> new Json.Text(text);
      case Shape shape -> shape(shape);
      case Json json -> json;
      case List<?> items -> items(place, argument(place, declared, 0), items);
      case Map<?, ?> members -> members(place, argument(place, declared, 1), members);
      case Enum<?> each when declared == each.getDeclaringClass() -> new Json.Text(each.name());
      case Record fields when declared == fields.getClass() -> record(place, fields, Json.object());
      case null -> throw new IllegalArgumentException(place + ": expected a value, got none.");
      default -> named(place, value);
    };
  }

  private static Type argument(String place, Type declared, int index) {
    if (declared instanceof ParameterizedType generic
        && generic.getActualTypeArguments().length > index) {
      return generic.getActualTypeArguments()[index];
    }
    throw new IllegalArgumentException(
        place
            + ": expected a component that says what it holds, got "
            + declared.getTypeName()
            + ". Declare it as List<…> or Map<String, …>.");
  }

  private Json items(String place, Type each, List<?> items) {
    var written = new ArrayList<Json>();
    for (Object item : items) {
      written.add(value(place + "[" + written.size() + "]", each, item));
    }
    return new Json.Items(written);
  }

  private Json members(String place, Type each, Map<?, ?> members) {
    var written = new LinkedHashMap<String, Json>();
    members.forEach(
        (name, value) -> written.put(name.toString(), value(place + "." + name, each, value)));
    return new Json.Fields(written);
  }

  private static Json number(double value) {
    return Double.isFinite(value) ? new Json.Real(value) : new Json.Text(Double.toString(value));
  }

  /// 0.1f is spelled 0.1, not 0.10000000149011612, where that reads back as the same float.
  private static Json number(float value) {
    double spelled = Double.parseDouble(Float.toString(value));
    return number((float) spelled == value ? spelled : value);
  }

  private static Json shape(Shape shape) {
    var sizes = new ArrayList<Json>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      int size = shape.size(axis);
      sizes.add(
          shape.isBatch(axis)
              ? new Json.Text(size == 1 ? "N" : size + "·N")
              : new Json.Whole(size));
    }
    return new Json.Items(sizes);
  }
}
