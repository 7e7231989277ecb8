package lockstep.nn.metric;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.kernels.random.PhiloxVector;

/// Percentile intervals by resampling, after Efron: n samples are drawn from n with replacement, a
/// thousand times. All figures are taken from the same resamples.
///
/// Word i of stream r of Philox picks sample i of resample r; so the intervals depend on the seed
/// alone.
final class Bootstrap {

  static final int RESAMPLES = 1000;

  private static final double TAIL = 0.025;
  private static final int CHUNK = 8192;
  private static final long UNSIGNED = 0xFFFF_FFFFL;

  private Bootstrap() {}

  /// Figures as a function of how often each sample counts.
  @FunctionalInterface
  interface Weighted {
    void measure(int[] weights, double[] figures);
  }

  static List<Score> scores(int samples, long seed, List<String> names, Weighted weighted) {
    if (samples == 0) {
      throw new IllegalStateException("metric: expected samples, none was added.");
    }
    double[] values = once(samples, names.size(), weighted);
    double[][] resampled = resample(samples, seed, names.size(), weighted);
    var scores = new ArrayList<Score>();
    for (int i = 0; i < values.length; i++) {
      double[] column = defined(resampled[i]);
      boolean known = !Double.isNaN(values[i]);
      scores.add(
          new Score(
              names.get(i),
              values[i],
              known ? quantile(column, TAIL) : Double.NaN,
              known ? quantile(column, 1 - TAIL) : Double.NaN));
    }
    return scores;
  }

  /// {@return the figures of all samples, each counted once}
  static double[] once(int samples, int figures, Weighted weighted) {
    int[] ones = new int[samples];
    Arrays.fill(ones, 1);
    double[] values = new double[figures];
    weighted.measure(ones, values);
    return values;
  }

  private static double[][] resample(int samples, long seed, int figures, Weighted weighted) {
    double[][] resampled = new double[figures][RESAMPLES];
    int[] weights = new int[samples];
    double[] values = new double[figures];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment words = arena.allocate((long) CHUNK * Integer.BYTES, 64);
      for (int r = 0; r < RESAMPLES; r++) {
        draw(seed, r, weights, words);
        weighted.measure(weights, values);
        for (int i = 0; i < figures; i++) {
          resampled[i][r] = values[i];
        }
      }
    }
    return resampled;
  }

  /// Counts how often each sample is drawn.
  static void draw(long seed, int resample, int[] weights, MemorySegment words) {
    Arrays.fill(weights, 0);
    int samples = weights.length;
    for (int from = 0; from < samples; from += CHUNK) {
      int count = Math.min(CHUNK, samples - from);
      PhiloxVector.words(seed, resample, from, words.address(), count);
      for (int i = 0; i < count; i++) {
        long word = words.getAtIndex(JAVA_INT, i) & UNSIGNED;
        weights[(int) ((word * samples) >>> 32)]++;
      }
    }
  }

  private static double[] defined(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  /// {@return the value below which that part of the sorted values is, between two of them by their
  /// distance}
  static double quantile(double[] sorted, double part) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    if (sorted[below] == sorted[above]) {
      return sorted[below];
    }
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
