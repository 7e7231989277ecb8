package lockstep.nn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lockstep.kernels.random.Permutation;

/// Parts of a data set for training, validation and test: views, the same for the same seed.
///
/// Shares are given for each part and are 1 together. Within a part samples keep their order.
///
/// {@snippet :
/// List<Subset> parts = Splits.stratified(data, seed, 0.8, 0.1, 0.1);
/// for (Splits.Fold fold : Splits.folds(data, 5, seed)) {
///   train(fold.train(), fold.test());
/// }
/// }
public final class Splits {

  /// Keeps the draws of splits apart from those for samples, whose streams count epochs and indices
  /// from 0.
  private static final long STREAM = 0x5350_4C49_0000_0000L;

  private static final double ROUNDING = 1e-9;

  private Splits() {}

  /// One turn of cross-validation.
  ///
  /// @param train all but one part
  /// @param test that part
  public record Fold(Subset train, Subset test) {}

  /// {@return the samples from `from` up to, not including, `to`}
  public static Subset range(Dataset data, int from, int to) {
    if (from < 0 || to < from || to > data.size()) {
      throw new IllegalArgumentException(
          "split: expected a range within 0 and "
              + data.size()
              + ", got "
              + from
              + " to "
              + to
              + ".");
    }
    return new Subset(data, IntStream.range(from, to).toArray());
  }

  /// {@return parts of those shares, drawn at random}
  public static List<Subset> ratio(Dataset data, long seed, double... shares) {
    requireShares(shares);
    int[] parts = new int[data.size()];
    deal(shuffled(data.size(), seed, 0), parts, shares);
    return parts(data, parts, shares.length);
  }

  /// {@return parts of those shares, each with the same share of every class}
  ///
  /// @throws IllegalArgumentException if targets are no classes
  public static List<Subset> stratified(Dataset data, long seed, double... shares) {
    requireShares(shares);
    int[] parts = new int[data.size()];
    int stream = 0;
    for (int[] members : classes(data).values()) {
      Permutation.shuffle(seed, STREAM + stream++, members);
      deal(members, parts, shares);
    }
    return parts(data, parts, shares.length);
  }

  /// {@return parts of about those shares; samples of one group are never in two of them}
  ///
  /// @param group the group of the sample of an index: a speaker, a patient, a file
  public static List<Subset> byGroup(
      Dataset data, IntFunction<String> group, long seed, double... shares) {
    requireShares(shares);
    var groups = new ArrayList<>(members(data, group).values());
    int[] parts = new int[data.size()];
    double[] wanted = Arrays.stream(shares).map(share -> share * data.size()).toArray();
    for (int next : shuffled(groups.size(), seed, 0)) {
      int part = largest(wanted);
      for (int index : groups.get(next)) {
        parts[index] = part;
        wanted[part]--;
      }
    }
    return parts(data, parts, shares.length);
  }

  /// {@return `count` ways to leave out a part of samples drawn at random; each sample is left out
  /// once}
  public static List<Fold> folds(Dataset data, int count, long seed) {
    requireFolds(data, count);
    int[] parts = new int[data.size()];
    int next = 0;
    for (int index : shuffled(data.size(), seed, 0)) {
      parts[index] = next++ % count;
    }
    return folds(data, parts, count);
  }

  /// {@return such ways, where each part has about the same share of every class}
  ///
  /// @throws IllegalArgumentException if targets are no classes
  public static List<Fold> stratifiedFolds(Dataset data, int count, long seed) {
    requireFolds(data, count);
    int[] parts = new int[data.size()];
    int stream = 0;
    // Counted on from class to class, so that parts differ by one sample at most.
    int next = 0;
    for (int[] members : classes(data).values()) {
      Permutation.shuffle(seed, STREAM + stream++, members);
      for (int index : members) {
        parts[index] = next++ % count;
      }
    }
    return folds(data, parts, count);
  }

  private static void requireShares(double... shares) {
    double sum = Arrays.stream(shares).sum();
    if (shares.length == 0
        || Arrays.stream(shares).anyMatch(share -> !(share > 0))
        || Math.abs(sum - 1) > ROUNDING) {
      throw new IllegalArgumentException(
          "split: expected shares greater than 0 that are 1 together, got "
              + Arrays.toString(shares)
              + ".");
    }
  }

  private static void requireFolds(Dataset data, int count) {
    if (count < 2 || count > data.size()) {
      throw new IllegalArgumentException(
          "folds: expected 2 to " + data.size() + ", which is one sample each, got " + count + ".");
    }
  }

  private static int[] shuffled(int count, long seed, int stream) {
    int[] order = IntStream.range(0, count).toArray();
    Permutation.shuffle(seed, STREAM + stream, order);
    return order;
  }

  private static void deal(int[] members, int[] parts, double... shares) {
    double until = 0;
    int next = 0;
    for (int part = 0; part < shares.length; part++) {
      until += shares[part];
      long end = part == shares.length - 1 ? members.length : Math.round(until * members.length);
      for (; next < Math.min(end, members.length); next++) {
        parts[members[next]] = part;
      }
    }
  }

  private static int largest(double... values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  private static Map<String, int[]> classes(Dataset data) {
    return members(data, index -> className(data.target(index)));
  }

  private static String className(Item target) {
    return switch (target) {
      case Text(var text) -> text;
      case Tokens tokens when tokens.values().length == 1 -> Integer.toString(tokens.values()[0]);
      case Image _, Numbers _, Row _, Sound _, Tokens _ ->
          throw new IllegalArgumentException(
              "stratified split: expected a class as target, got "
                  + target.describe()
                  + ". Split by ratio.");
    };
  }

  private static Map<String, int[]> members(Dataset data, IntFunction<String> key) {
    Map<String, List<Integer>> lists = new TreeMap<>();
    for (int i = 0; i < data.size(); i++) {
      lists.computeIfAbsent(key.apply(i), _ -> new ArrayList<>()).add(i);
    }
    Map<String, int[]> members = new TreeMap<>();
    lists.forEach(
        (name, list) -> members.put(name, list.stream().mapToInt(Integer::intValue).toArray()));
    return members;
  }

  private static List<Subset> parts(Dataset data, int[] parts, int count) {
    return IntStream.range(0, count).mapToObj(part -> where(data, parts, part, true)).toList();
  }

  private static List<Fold> folds(Dataset data, int[] parts, int count) {
    return IntStream.range(0, count)
        .mapToObj(part -> new Fold(where(data, parts, part, false), where(data, parts, part, true)))
        .toList();
  }

  private static Subset where(Dataset data, int[] parts, int part, boolean inside) {
    int[] indices =
        IntStream.range(0, parts.length).filter(i -> (parts[i] == part) == inside).toArray();
    return new Subset(data, indices);
  }
}
