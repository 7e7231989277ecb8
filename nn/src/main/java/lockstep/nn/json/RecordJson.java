package lockstep.nn.json;

import java.util.List;

/// Records as JSON and back, by their components: how networks, optimizers and preparations are
/// stored.
///
/// {@snippet :
/// record Point(int x, double y) {}
/// var records = new RecordJson(List.of(Point.class));
/// Json json = records.write(new Point(1, 2.5));       // {"type":"Point","x":1,"y":2.5}
/// Point point = records.read(Point.class, json);
/// }
///
/// | component | JSON |
/// |---|---|
/// | `int`, `long` | a whole number |
/// | `float`, `double` | the shortest number that reads back as the same; `"NaN"`, `"Infinity"`, `"-Infinity"` |
/// | `boolean`, `String` | the same |
/// | an enum | its name |
/// | `Optional<…>` | what it holds, or no member: so a record may gain one and its old files still read |
/// | `List<…>`, `Map<String, …>` | an array, an object |
/// | {@link lockstep.nn.tensor.Shape} | an array, the batch axis as `"N"` |
/// | {@link Json} | itself |
/// | a record | an object |
/// | an interface | an object with a member `type`, the simple name of a registered class |
///
/// A component that was added to a record after files of it were written says by {@link WhenAbsent}
/// what it is in those.
///
/// What a text names is looked up among the registered classes and nowhere else: a file makes no
/// objects but those that the program expects.
public final class RecordJson {

  private final RecordTypes types;

  /// With the classes that JSON may name.
  ///
  /// @param classes records and enums; a sealed interface stands for all of its
  /// @throws IllegalArgumentException if two of the same name could be meant
  public RecordJson(List<? extends Class<?>> classes) {
    types = new RecordTypes(classes);
  }

  /// {@return a registered record or enum as an object whose first member is its `type`}
  ///
  /// @throws IllegalArgumentException if it, or something in it, cannot be stored, naming the place
  public Json.Fields write(Object value) {
    return new RecordWriter(types).named(value.getClass().getSimpleName(), value);
  }

  /// {@return what JSON describes}
  ///
  /// @param type what is expected: a record, an enum, or an interface of registered ones
  /// @throws JsonException if it describes something else, naming the member, what was expected and
  ///   what was found
  public <T> T read(Class<T> type, Json json) {
    return type.cast(new RecordReader(types).value(type.getSimpleName(), type, json));
  }
}
