package lockstep.blas;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a process was started with: its system properties and environment variables, as values, so
/// that a test can stand in for any machine.
record Surroundings(Map<String, String> properties, Map<String, String> environment) {

  Surroundings {
    properties = Map.copyOf(properties);
    environment = Map.copyOf(environment);
  }

  static Surroundings ofThisProcess() {
    var properties = System.getProperties();
    return new Surroundings(
        properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(Function.identity(), properties::getProperty)),
        System.getenv());
  }

  /// The value of a system property; empty where it is unset or blank.
  Optional<String> property(String name) {
    return Optional.ofNullable(properties.get(name)).filter(value -> !value.isBlank());
  }

  /// The value of an environment variable; empty where it is unset or blank.
  Optional<String> variable(String name) {
    // Windows ignores case and mostly spells PATH as "Path"; the map that Java makes of it does
    // not.
    boolean anyCase = property("os.name").orElse("").startsWith("Windows");
    return environment.entrySet().stream()
        .filter(
            entry -> anyCase ? entry.getKey().equalsIgnoreCase(name) : entry.getKey().equals(name))
        .map(Map.Entry::getValue)
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  Optional<Platform> platform() {
    return Platform.of(property("os.name").orElse(""), property("os.arch").orElse(""));
  }
}
