package lockstep.nn.data.table;

import lockstep.nn.data.file.DecimalMark;

/// Mean and deviation of numbers as they come, by Welford's recurrence, which does not lose digits
/// where the mean is far from 0.
final class Moments {

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

  double mean() {
    return mean;
  }

  /// That of a population; 1 where all numbers are the same, so that it can be divided by.
  double deviation() {
    double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
    return least < most && deviation > 0 ? deviation : 1;
  }

  Column.Quantity column(String name, DecimalMark mark) {
    return count == 0
        ? new Column.Quantity(name, 0, 1, 0, 0, mark)
        : new Column.Quantity(name, mean, deviation(), least, most, mark);
  }
}
