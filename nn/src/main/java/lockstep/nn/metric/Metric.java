package lockstep.nn.metric;

import java.util.List;
import lockstep.nn.json.Json;

/// Collects what a model said and what was right, then tells what it is worth.
public sealed interface Metric permits Classification, Regression, LanguageModel {

  /// {@return how many samples were added}
  int count();

  /// {@return the figures, with intervals from 1,000 resamples of the samples}
  ///
  /// @param seed the source of chance: the same seed gives the same intervals
  /// @throws IllegalStateException if no sample was added
  List<Score> scores(long seed);

  /// {@return why figures are missing or doubtful, one sentence each}
  List<String> notes();

  /// {@return the figures and notes as an object}
  Json.Fields json(long seed);

  /// {@return the figures with seed 0}
  default List<Score> scores() {
    return scores(0);
  }
}
