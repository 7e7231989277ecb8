package lockstep.nn.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.json.Json;

/// How far quantities are off, as scikit-learn counts it.
///
/// | figure | of differences d = prediction − target |
/// |---|---|
/// | `mae` | the mean of |d| |
/// | `mse` | the mean of d² |
/// | `rmse` | the root of `mse`, over all outputs at once |
/// | `r2` | 1 − Σd² / Σ(target − mean target)², the mean over outputs |
///
/// An output whose targets are all equal has R² 1 where it was met exactly, else 0. R² needs two
/// samples. With more than 16 outputs R² has no interval: all targets would have to be kept.
public final class Regression implements Metric {

  private static final List<String> NAMES = List.of("mae", "mse", "rmse", "r2");
  private static final int KEPT_OUTPUTS = 16;

  private final int outputs;
  private final boolean kept;

  private int count;

  /// Of each sample the mean over its outputs.
  private double[] absolute = new double[16];

  private double[] squared = new double[16];

  /// Of each output, over all samples; the targets less the first one, which keeps digits where
  /// they are all large.
  private final double[] first;

  private final double[] squares;
  private final double[] sums;
  private final double[] sumsOfSquares;

  /// Of each sample and output, where they are few: targets less the first one, and d².
  private double[] targets;

  private double[] errors;

  /// For samples of that many outputs each.
  public Regression(int outputs) {
    if (outputs < 1) {
      throw new IllegalArgumentException(
          "Regression.outputs: expected 1 or more, got " + outputs + ".");
    }
    this.outputs = outputs;
    kept = outputs <= KEPT_OUTPUTS;
    first = new double[outputs];
    squares = new double[outputs];
    sums = new double[outputs];
    sumsOfSquares = new double[outputs];
    targets = new double[kept ? 16 * outputs : 0];
    errors = new double[kept ? 16 * outputs : 0];
  }

  /// Adds a sample of one output.
  public void add(float prediction, float target) {
    add(new float[] {prediction}, new float[] {target});
  }

  /// Adds a sample.
  ///
  /// @throws IllegalArgumentException if there are more or fewer outputs
  public void add(float[] prediction, float[] target) {
    if (prediction.length != outputs || target.length != outputs) {
      throw new IllegalArgumentException(
          "Regression: expected "
              + outputs
              + " outputs, got "
              + prediction.length
              + " and targets "
              + target.length
              + ".");
    }
    grow();
    double absoluteSum = 0;
    double squaredSum = 0;
    for (int o = 0; o < outputs; o++) {
      first[o] = count == 0 ? target[o] : first[o];
      double d = (double) prediction[o] - target[o];
      double t = target[o] - first[o];
      absoluteSum += Math.abs(d);
      squaredSum += d * d;
      squares[o] += d * d;
      sums[o] += t;
      sumsOfSquares[o] += t * t;
      if (kept) {
        targets[count * outputs + o] = t;
        errors[count * outputs + o] = d * d;
      }
    }
    absolute[count] = absoluteSum / outputs;
    squared[count] = squaredSum / outputs;
    count++;
  }

  private void grow() {
    if (count == absolute.length) {
      absolute = Arrays.copyOf(absolute, count * 2);
      squared = Arrays.copyOf(squared, count * 2);
      targets = Arrays.copyOf(targets, targets.length * 2);
      errors = Arrays.copyOf(errors, errors.length * 2);
    }
  }

  @Override
  public int count() {
    return count;
  }

  /// {@return the mean of |d|}
  public double mae() {
    return value(0);
  }

  /// {@return the mean of d²}
  public double mse() {
    return value(1);
  }

  /// {@return the root of the mean of d²}
  public double rmse() {
    return value(2);
  }

  /// {@return the part of the variance that is foreseen, NaN with fewer than two samples}
  public double r2() {
    return kept ? value(3) : r2OfSums();
  }

  private double value(int figure) {
    return Bootstrap.once(count, NAMES.size(), this::measure)[figure];
  }

  /// {@return which samples are farthest off, in the order they were added, the worst first}
  public List<Integer> worst(int most) {
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> squared[i]).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public List<Score> scores(long seed) {
    List<Score> scores = new ArrayList<>(Bootstrap.scores(count, seed, NAMES, this::measure));
    if (!kept) {
      scores.set(3, new Score(NAMES.get(3), r2OfSums(), Double.NaN, Double.NaN));
    }
    return List.copyOf(scores);
  }

  @Override
  public List<String> notes() {
    var notes = new ArrayList<String>();
    if (count < 2) {
      notes.add("R² is not defined for fewer than two samples.");
    }
    if (!kept) {
      notes.add("R² has no interval with more than " + KEPT_OUTPUTS + " outputs.");
    }
    return notes;
  }

  @Override
  public Json.Fields json(long seed) {
    return Score.json(this, scores(seed));
  }

  private void measure(int[] weights, double[] figures) {
    double absoluteSum = 0;
    double squaredSum = 0;
    long total = 0;
    for (int i = 0; i < count; i++) {
      absoluteSum += weights[i] * absolute[i];
      squaredSum += weights[i] * squared[i];
      total += weights[i];
    }
    figures[0] = absoluteSum / total;
    figures[1] = squaredSum / total;
    figures[2] = Math.sqrt(figures[1]);
    figures[3] = kept ? r2(weights, total) : Double.NaN;
  }

  private double r2(int[] weights, long total) {
    if (count < 2) {
      return Double.NaN;
    }
    double r2 = 0;
    for (int o = 0; o < outputs; o++) {
      double sum = 0;
      double off = 0;
      for (int i = 0; i < count; i++) {
        sum += weights[i] * targets[i * outputs + o];
        off += weights[i] * errors[i * outputs + o];
      }
      double mean = sum / total;
      double spread = 0;
      for (int i = 0; i < count; i++) {
        double d = targets[i * outputs + o] - mean;
        spread += weights[i] * (d * d);
      }
      r2 += r2(off, spread);
    }
    return r2 / outputs;
  }

  private double r2OfSums() {
    if (count < 2) {
      return Double.NaN;
    }
    double r2 = 0;
    for (int o = 0; o < outputs; o++) {
      r2 += r2(squares[o], Math.max(0, sumsOfSquares[o] - sums[o] * sums[o] / count));
    }
    return r2 / outputs;
  }

  private static double r2(double off, double spread) {
    if (spread == 0) {
      return off == 0 ? 1 : 0;
    }
    return 1 - off / spread;
  }
}
