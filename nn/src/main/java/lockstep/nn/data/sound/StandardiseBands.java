package lockstep.nn.data.sound;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Step;

/// Features with mean 0 and deviation 1 over the data that it was fitted to: each band by its own
/// figures, or all by one. What fills up a sequence stays as it is, and does not count.
///
/// @param means what to subtract from each band
/// @param deviations what to divide by
public record StandardiseBands(List<Float> means, List<Float> deviations) implements SoundStep {

  /// A band that never changes is left unscaled.
  private static final double LEAST = 1e-6;

  /// Copies the figures.
  public StandardiseBands {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.isEmpty() || means.size() != deviations.size()) {
      throw new IllegalArgumentException(
          "StandardiseBands: expected as many means as deviations, one or more, got "
              + means.size()
              + " and "
              + deviations.size()
              + ".");
    }
    for (float deviation : deviations) {
      Require.positive("StandardiseBands.deviations", deviation);
    }
  }

  /// {@return the step for features that those steps make of recordings, band by band}
  ///
  /// @param data the training part
  /// @param before the steps, as they stand before this one
  public static StandardiseBands fit(Dataset data, List<? extends Step> before) {
    double[] sums = new double[0];
    double[] squares = new double[0];
    // Subtracted first: sums of squares far from 0 lose digits.
    double[] origin = new double[0];
    long rows = 0;
    for (int i = 0; i < data.size(); i++) {
      Item item = data.get(i).input();
      for (Step step : before) {
        item = step.apply(item);
      }
      Numbers numbers = Step.expect(Numbers.class, item, "StandardiseBands");
      int bands = bands(numbers);
      if (i == 0) {
        sums = new double[bands];
        squares = new double[bands];
        origin = new double[bands];
        for (int b = 0; b < bands; b++) {
          origin[b] = numbers.values()[b];
        }
      }
      requireBands(sums.length, bands);
      float[] values = numbers.values();
      for (int k = 0; k < numbers.counted(); k++) {
        double value = values[k] - origin[k % bands];
        sums[k % bands] += value;
        squares[k % bands] += value * value;
      }
      rows += numbers.length();
    }
    if (rows == 0) {
      throw new IllegalArgumentException("StandardiseBands: expected samples to fit to, got none.");
    }
    var means = new ArrayList<Float>();
    var deviations = new ArrayList<Float>();
    for (int b = 0; b < sums.length; b++) {
      double mean = sums[b] / rows;
      double variance = Math.max(0, squares[b] / rows - mean * mean);
      means.add((float) (origin[b] + mean));
      deviations.add((float) (variance < LEAST * LEAST ? 1 : Math.sqrt(variance)));
    }
    return new StandardiseBands(means, deviations);
  }

  private static int bands(Numbers numbers) {
    int rank = numbers.shape().rank();
    if (rank < 2 || rank > 3 || numbers.shape().count() == 0) {
      throw new IllegalArgumentException(
          "StandardiseBands: expected [frames, bands] or [frames, bands, 1], got "
              + numbers.describe()
              + ".");
    }
    return Math.toIntExact(numbers.shape().count() / numbers.shape().size(0));
  }

  private static void requireBands(int expected, int bands) {
    if (bands != expected) {
      throw new IllegalArgumentException(
          "StandardiseBands: expected " + expected + " bands, got " + bands + ".");
    }
  }

  @Override
  public Item apply(Item item) {
    Numbers numbers = Step.expect(Numbers.class, item, "StandardiseBands");
    int bands = bands(numbers);
    if (means.size() > 1) {
      requireBands(means.size(), bands);
    }
    float[] subtracted = new float[bands];
    float[] divided = new float[bands];
    for (int b = 0; b < bands; b++) {
      subtracted[b] = means.get(b % means.size());
      divided[b] = deviations.get(b % deviations.size());
    }
    float[] values = numbers.values();
    float[] standard = values.clone();
    for (int k = 0; k < numbers.counted(); k++) {
      standard[k] = (values[k] - subtracted[k % bands]) / divided[k % bands];
    }
    return numbers.with(standard);
  }
}
