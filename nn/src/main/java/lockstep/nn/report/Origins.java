package lockstep.nn.report;

import java.util.List;

/// How a model came to be, and how to make it again.
///
/// @param settings what it was trained with
/// @param environment where it was trained
/// @param command what to type to train it again
/// @param promise what comes of typing that
/// @param configuration all settings as JSON
public record Origins(
    List<Entry> settings,
    List<Entry> environment,
    String command,
    String promise,
    String configuration) {

  /// A name and what it stands for.
  ///
  /// @param name what
  /// @param value how much, or which
  public record Entry(String name, String value) {}

  /// Copies the lists.
  public Origins {
    settings = List.copyOf(settings);
    environment = List.copyOf(environment);
  }
}
