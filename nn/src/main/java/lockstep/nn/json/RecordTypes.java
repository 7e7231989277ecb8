package lockstep.nn.json;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The classes that JSON may name, by their simple names. A name may stand for several, as long as
/// no interface has two of them.
final class RecordTypes {

  /// The member that names a class.
  static final String TYPE = "type";

  private final Map<String, List<Class<?>>> byName = new LinkedHashMap<>();

  RecordTypes(List<? extends Class<?>> classes) {
    for (Class<?> each : new LinkedHashSet<>(classes)) {
      add(each);
    }
  }

  private void add(Class<?> type) {
    if (type.isSealed() && type.isInterface()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        add(permitted);
      }
      return;
    }
    if (!type.isRecord() && !type.isEnum()) {
      throw new IllegalArgumentException(
          type.getName() + ": expected a record, an enum, or a sealed interface of those.");
    }
    List<Class<?>> same = byName.computeIfAbsent(type.getSimpleName(), _ -> new ArrayList<>());
    if (same.contains(type)) {
      return;
    }
    for (Class<?> other : same) {
      refuseShared(type, other);
    }
    same.add(type);
  }

  private static void refuseShared(Class<?> type, Class<?> other) {
    Set<Class<?>> shared = interfaces(type);
    shared.retainAll(interfaces(other));
    if (!shared.isEmpty()) {
      throw new IllegalArgumentException(
          type.getName()
              + ": expected a name of its own, got that of "
              + other.getName()
              + ", which is "
              + shared.iterator().next().getSimpleName()
              + " too. Rename one of them.");
    }
  }

  /// Those that may be the type of a component: not what every record or enum has.
  private static Set<Class<?>> interfaces(Class<?> type) {
    var all = new LinkedHashSet<Class<?>>();
    for (Class<?> each : type.getInterfaces()) {
      all.add(each);
      all.addAll(interfaces(each));
    }
    return all;
  }

  boolean knows(Class<?> type) {
    return byName.getOrDefault(type.getSimpleName(), List.of()).contains(type);
  }

  /// The class of that name that a component of type `declared` may hold.
  Optional<Class<?>> find(String name, Class<?> declared) {
    return byName.getOrDefault(name, List.of()).stream()
        .filter(declared::isAssignableFrom)
        .findFirst();
  }

  /// The names that a component of type `declared` may have.
  List<String> names(Class<?> declared) {
    return byName.values().stream()
        .flatMap(List::stream)
        .filter(declared::isAssignableFrom)
        .map(Class::getSimpleName)
        .sorted()
        .toList();
  }

  static List<String> members(Class<?> type) {
    return Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }
}
