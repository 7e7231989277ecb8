package lockstep.nn.project;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Splits;
import lockstep.nn.data.Subset;

/// Data in three parts.
record Parts(Dataset train, Dataset validation, Dataset test) {

  private static final int LEAST = 10;

  /// All of it, split.
  static Parts of(Dataset all, String name, long seed) {
    List<Subset> parts = split(all, name, seed, 0.8, 0.1, 0.1);
    return new Parts(parts.get(0), parts.get(1), parts.get(2));
  }

  /// What comes with a test part.
  static Parts of(Dataset train, Dataset test, String name, long seed) {
    List<Subset> parts = split(train, name, seed, 0.9, 0.1);
    return new Parts(parts.get(0), parts.get(1), test);
  }

  private static List<Subset> split(Dataset data, String name, long seed, double... shares) {
    if (data.size() < LEAST) {
      throw new DataException(
          name,
          "expected at least "
              + LEAST
              + " samples to learn from, validate and test, found "
              + data.size()
              + ". Add more.");
    }
    var parts = new ArrayList<Subset>();
    if (!data.labels().isEmpty()) {
      parts.addAll(Splits.stratified(data, seed, shares));
    }
    // Where classes have one or two samples, no part gets its share of them.
    boolean lacking = parts.isEmpty() || parts.stream().anyMatch(part -> part.size() == 0);
    return lacking ? Splits.ratio(data, seed, shares) : parts;
  }
}
