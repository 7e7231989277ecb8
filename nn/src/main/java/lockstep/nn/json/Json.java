package lockstep.nn.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A JSON value.
///
/// {@snippet :
/// var point = Json.object().with("x", 1).with("y", 2.5);
/// point.text();                          // {"x":1,"y":2.5}
/// Json.parse("[true, null]").text();     // [true,null]
/// }
public sealed interface Json {

  /// An object. Members keep their order.
  ///
  /// @param members the values by name
  record Fields(SequencedMap<String, Json> members) implements Json {
    /// Copies the members.
    public Fields {
      members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    }

    /// {@return this object with one more member, or with another value for that name}
    public Fields with(String name, Json value) {
      var extended = new LinkedHashMap<>(members);
      extended.put(name, value);
      return new Fields(extended);
    }

    /// {@return this object with a text}
    public Fields with(String name, String value) {
      return with(name, new Text(value));
    }

    /// {@return this object with an integer}
    public Fields with(String name, long value) {
      return with(name, new Whole(value));
    }

    /// {@return this object with a number}
    public Fields with(String name, double value) {
      return with(name, new Real(value));
    }

    /// {@return this object with a truth value}
    public Fields with(String name, boolean value) {
      return with(name, new Truth(value));
    }

    /// {@return the member of that name}
    ///
    /// @throws IllegalArgumentException if there is none, naming those that there are
    public Json get(String name) {
      Json value = members.get(name);
      if (value == null) {
        throw new IllegalArgumentException("no member '" + name + "', only " + members.keySet());
      }
      return value;
    }
  }

  /// An array.
  ///
  /// @param items the values in order
  record Items(List<Json> items) implements Json {
    /// Copies the items.
    public Items {
      items = List.copyOf(items);
    }
  }

  /// A string.
  ///
  /// @param value its characters
  record Text(String value) implements Json {}

  /// A number without fraction or exponent.
  ///
  /// @param value the number
  record Whole(long value) implements Json {}

  /// Any other number. JSON has no NaN and no infinities: they are written as `null`.
  ///
  /// @param value the number
  record Real(double value) implements Json {}

  /// `true` or `false`.
  ///
  /// @param value which
  record Truth(boolean value) implements Json {}

  /// `null`.
  record Nothing() implements Json {}

  /// {@return an object without members}
  static Fields object() {
    return new Fields(new LinkedHashMap<>(Map.of()));
  }

  /// {@return an array of texts}
  static Items texts(List<String> values) {
    return new Items(values.stream().<Json>map(Text::new).toList());
  }

  /// {@return this value on one line, without spaces}
  default String text() {
    return new JsonWriter(false).write(this);
  }

  /// {@return this value with one member or item a line}
  default String pretty() {
    return new JsonWriter(true).write(this);
  }

  /// {@return the value that `text` spells}
  ///
  /// @throws JsonException if it is not JSON, naming line and column
  static Json parse(String text) {
    return new JsonParser(text).parse();
  }
}
