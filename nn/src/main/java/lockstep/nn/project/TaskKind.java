package lockstep.nn.project;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a network is asked.
public enum TaskKind {
  /// It follows from the data.
  DETECT,
  /// Which of several classes?
  CLASSIFICATION,
  /// How much?
  REGRESSION,
  /// Which token comes next?
  LANGUAGE_MODEL,
  /// Which numbers come next?
  FORECASTING,
  /// The same again, through a few numbers.
  RECONSTRUCTION;

  /// {@return its name as it is spelled}
  public String text() {
    return this == DETECT ? "auto" : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// {@return the task of that name}
  ///
  /// @throws IllegalArgumentException if there is none, with the names there are
  public static TaskKind of(String name) {
    return Names.find("task", name, Arrays.asList(values()), TaskKind::text);
  }

  /// {@return all names, for help}
  public static String all() {
    return Arrays.stream(values()).map(TaskKind::text).collect(Collectors.joining(", "));
  }
}
