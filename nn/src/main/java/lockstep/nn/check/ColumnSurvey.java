package lockstep.nn.check;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import lockstep.nn.data.file.Cell;

/// What is met in a column, row by row.
final class ColumnSurvey {

  private static final int FREQUENT = 3;
  private static final int MOST_DIFFERENT = 100_000;

  /// So few values may each stand for a target.
  private static final int MOST_TELLING = 64;

  /// Each of the values that may tell the target is met so often, on the average.
  private static final int OFTEN = 5;

  private static final double FAR = 20;
  private static final int LEAST_OTHERS = 20;
  private static final double ALIKE = 0.999999;

  private final String name;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, String> targets = new HashMap<>();
  private final Moments own = new Moments();
  private final Together together = new Together();
  private boolean telling = true;
  private int missing;
  private int known;

  ColumnSurvey(String name) {
    this.name = name;
  }

  /// Sums as numbers come, without losing digits.
  private static final class Moments {
    private long count;
    private double mean;
    private double squares;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    void add(double value) {
      count++;
      double before = value - mean;
      mean += before / count;
      squares += before * (value - mean);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }

    double deviation() {
      return count == 0 ? 0 : Math.sqrt(squares / count);
    }
  }

  /// How a number goes with the target's.
  private static final class Together {
    private final Moments one = new Moments();
    private final Moments other = new Moments();
    private double products;

    void add(double value, double target) {
      double before = value - one.mean;
      one.add(value);
      other.add(target);
      products += before * (target - other.mean);
    }

    double correlation() {
      double size = Math.sqrt(one.squares * other.squares);
      return size > 0 && one.count > 2 ? products / size : 0;
    }
  }

  void add(String cell, String target) {
    if (Cell.missing(cell)) {
      missing++;
      return;
    }
    known++;
    String value = cell.strip();
    if (counts.size() < MOST_DIFFERENT || counts.containsKey(value)) {
      counts.merge(value, 1, Integer::sum);
    }
    OptionalDouble number = Cell.number(value);
    if (number.isPresent()) {
      own.add(number.getAsDouble());
      OptionalDouble answer = Cell.number(target);
      if (answer.isPresent()) {
        together.add(number.getAsDouble(), answer.getAsDouble());
      }
    }
    telling = telling && counts.size() <= MOST_TELLING;
    if (telling) {
      String before = targets.putIfAbsent(value, target);
      telling = before == null || before.equals(target);
    }
  }

  ColumnFacts facts(ColumnFacts.Kind kind) {
    boolean numbers = own.count == known && known > 0;
    return new ColumnFacts(
        name,
        kind,
        missing,
        counts.size(),
        numbers
            ? new ColumnFacts.Range(own.least, own.mean, own.deviation(), own.most)
            : ColumnFacts.Range.none(),
        frequent());
  }

  private List<ColumnFacts.Count> frequent() {
    return counts.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Integer>>comparingInt(Map.Entry::getValue)
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(FREQUENT)
        .map(each -> new ColumnFacts.Count(each.getKey(), each.getValue()))
        .toList();
  }

  /// Whether the target is known from this column alone.
  ///
  /// @param classes whether the target is a class; else it is a number
  boolean tellsTarget(boolean classes) {
    if (!classes) {
      return own.count == known && Math.abs(together.correlation()) > ALIKE;
    }
    boolean several = targets.values().stream().distinct().count() > 1;
    return telling && several && known >= OFTEN * (long) counts.size();
  }

  /// A number far from all others: most often a code for a missing value, or a slip of the pen.
  Optional<Finding> outlier() {
    if (own.count < known || known == 0) {
      return Optional.empty();
    }
    double far = own.most - own.mean > own.mean - own.least ? own.most : own.least;
    long times =
        counts.entrySet().stream()
            .filter(each -> isNumber(each.getKey(), far))
            .mapToLong(Map.Entry::getValue)
            .sum();
    long others = own.count - times;
    if (others < LEAST_OTHERS || times > others / LEAST_OTHERS) {
      return Optional.empty();
    }
    // What the others are like without it: with it, their deviation grows as it does.
    double mean = (own.count * own.mean - times * far) / others;
    double squares =
        own.squares - (double) times * others / own.count * (far - mean) * (far - mean);
    double deviations = Math.abs(far - mean) / Math.sqrt(Math.max(0, squares) / others);
    if (!(deviations > FAR) || Double.isInfinite(deviations)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
            Finding.Weight.DOUBT,
            Words.column(name)
                + " has "
                + Words.number(far)
                + " in it, and all others are around "
                + Words.number(mean)
                + ".",
            "If it stands for a missing value, leave the cell empty; if it is a slip, mend it."));
  }

  private static boolean isNumber(String text, double value) {
    OptionalDouble number = Cell.number(text);
    return number.isPresent() && number.getAsDouble() == value;
  }
}
