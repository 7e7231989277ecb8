package lockstep.nn.compare;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SequencedMap;
import lockstep.nn.metric.Score;

/// What a run came to.
///
/// @param name its directory's
/// @param folder its directory
/// @param data what it learnt from
/// @param task what was asked of it
/// @param figure the figure that says most; none where nothing was judged yet
/// @param heldOut whether that is of the held-out part; else it is the best so far on the part that
///   chooses the weights
/// @param others the further figures on the held-out part
/// @param bestEpoch in which epoch the best weights were reached; the first is 1
/// @param epochs how many there were to be
/// @param seconds how long it took
/// @param parameters how many numbers it learnt
/// @param settings every setting by its path
public record RunSummary(
    String name,
    Path folder,
    String data,
    String task,
    Optional<Score> figure,
    boolean heldOut,
    List<Score> others,
    OptionalLong bestEpoch,
    long epochs,
    OptionalDouble seconds,
    OptionalLong parameters,
    SequencedMap<String, String> settings) {

  /// Copies the collections.
  public RunSummary {
    others = List.copyOf(others);
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
  }

  /// {@return whether two runs can be told apart by their figures: same data, task and part}
  boolean isLike(RunSummary other) {
    return data.equals(other.data)
        && task.equals(other.task)
        && heldOut == other.heldOut
        && figureName().equals(other.figureName());
  }

  /// {@return the name of the figure; empty where nothing was judged yet}
  public String figureName() {
    return figure.map(Score::name).orElse("");
  }

  /// {@return whether its figure may be as good as that of another run by chance: their intervals
  /// overlap}
  public boolean isWithin(RunSummary other) {
    if (figure.isEmpty() || other.figure.isEmpty()) {
      return false;
    }
    Score one = figure.get();
    Score two = other.figure.get();
    return one.low() <= two.high() && two.low() <= one.high();
  }
}
