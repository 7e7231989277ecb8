package lockstep.nn.data.table;

import java.util.Arrays;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.tensor.Shape;

/// Windows over a series: what a network sees is `history` steps of all columns, what it should say
/// the `horizon` steps of one column that follow.
///
/// The steps to say lie within a range of rows. The history may reach back before it, since what
/// was is known when the future is not; so the windows of a test begin at its first row.
///
/// {@snippet :
/// Series series = Series.of(Csv.read(Path.of("ETTh1.csv")), "OT");
/// var train = new SeriesWindows(series, 0, 0, 8640, 168, 24);
/// var test = new SeriesWindows(series, 0, 11520, 14400, 168, 24);
/// var standardise = StandardiseColumns.fit(series, 0, 8640);
/// }
public final class SeriesWindows implements Dataset {

  private final Series series;
  private final int target;
  private final int first;
  private final int size;
  private final int history;
  private final int horizon;

  /// The windows whose steps to say are of the rows `from` up to, not including, `to`.
  ///
  /// @param target the place of the column to say
  /// @throws IllegalArgumentException if there is not one such window
  public SeriesWindows(Series series, int target, int from, int to, int history, int horizon) {
    if (target < 0 || target >= series.columns().size()) {
      throw new IllegalArgumentException(
          "windows: expected a target within the "
              + series.columns().size()
              + " columns, got "
              + target
              + ".");
    }
    if (history < 1 || horizon < 1) {
      throw new IllegalArgumentException(
          "windows: expected a history and a horizon of 1 or more, got "
              + history
              + " and "
              + horizon
              + ".");
    }
    long begin = Math.max(from, history);
    if (from < 0 || to > series.rows() || begin + horizon > to) {
      throw new IllegalArgumentException(
          "windows: expected rows within 0 and "
              + series.rows()
              + " that hold "
              + horizon
              + " steps after "
              + history
              + ", got "
              + from
              + " to "
              + to
              + ".");
    }
    this.series = series;
    this.target = target;
    this.first = (int) begin;
    this.size = to - horizon - first + 1;
    this.history = history;
    this.horizon = horizon;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Sample get(int index) {
    int now = first + index;
    int columns = series.columns().size();
    float[] seen = Arrays.copyOfRange(series.values(), (now - history) * columns, now * columns);
    return new Sample(
        new Numbers(Shape.of(history, columns), seen),
        target(index),
        series.name() + " row " + now);
  }

  @Override
  public Numbers target(int index) {
    int now = first + index;
    float[] said = new float[horizon];
    for (int i = 0; i < horizon; i++) {
      said[i] = series.at(now + i, target);
    }
    return new Numbers(Shape.of(horizon), said);
  }
}
