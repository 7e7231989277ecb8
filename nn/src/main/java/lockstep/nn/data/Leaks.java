package lockstep.nn.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The same input twice: in training and in test it makes a network look better than it is.
///
/// {@snippet :
/// for (Leaks.Pair pair : Leaks.check(train, test)) {
///   log.println(pair.first() + " is also " + pair.second());
/// }
/// }
public final class Leaks {

  private Leaks() {}

  /// Two samples with the same input, whatever their targets.
  ///
  /// @param first where the one came from
  /// @param second where the other came from
  /// @param sameTarget whether their targets are the same as well
  public record Pair(String first, String second, boolean sameTarget) {}

  /// {@return the samples of `second` whose input is one of `first`, in their order, each with the
  /// first such of `first`}
  ///
  /// @throws DataException if a sample cannot be read
  public static List<Pair> check(Dataset first, Dataset second) {
    Map<Fingerprint, Integer> known = new HashMap<>();
    for (int i = 0; i < first.size(); i++) {
      known.putIfAbsent(Fingerprint.of(first.get(i).input()), i);
    }
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < second.size(); i++) {
      Sample sample = second.get(i);
      Integer same = known.get(Fingerprint.of(sample.input()));
      if (same != null) {
        pairs.add(pair(first.get(same), sample));
      }
    }
    return List.copyOf(pairs);
  }

  /// {@return the samples whose input came before, in their order, each with the first such}
  ///
  /// @throws DataException if a sample cannot be read
  public static List<Pair> within(Dataset data) {
    Map<Fingerprint, Integer> known = new HashMap<>();
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < data.size(); i++) {
      Sample sample = data.get(i);
      Integer same = known.putIfAbsent(Fingerprint.of(sample.input()), i);
      if (same != null) {
        pairs.add(pair(data.get(same), sample));
      }
    }
    return List.copyOf(pairs);
  }

  private static Pair pair(Sample first, Sample second) {
    boolean sameTarget = Fingerprint.of(first.target()).equals(Fingerprint.of(second.target()));
    return new Pair(first.origin(), second.origin(), sameTarget);
  }
}
