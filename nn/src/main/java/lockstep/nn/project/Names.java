package lockstep.nn.project;

import java.util.List;
import java.util.function.Function;
import lockstep.nn.json.Nearest;

/// Things that have names, found by them.
final class Names {

  private Names() {}

  static <T> T find(String what, String name, List<T> all, Function<T, String> names) {
    return all.stream()
        .filter(each -> names.apply(each).equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(what, name, all.stream().map(names).toList()));
  }

  /// {@return a sentence with the names there are}
  static IllegalArgumentException unknown(String what, String name, List<String> known) {
    return new IllegalArgumentException(
        what
            + ": expected one of "
            + String.join(", ", known)
            + ", got `"
            + name
            + "`."
            + Nearest.hint(name, known));
  }
}
