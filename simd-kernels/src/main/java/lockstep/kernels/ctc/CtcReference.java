package lockstep.kernels.ctc;

import java.util.Arrays;
import java.util.stream.IntStream;
import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Exponential;

/// What [Ctc] and [CtcGradient] compute, with a table of all steps and states for each sample.
public final class CtcReference {

  private CtcReference() {}

  /// As [Ctc], but for what it saves.
  public static void losses(
      CtcShape shape, long logProbabilities, long targets, long lengths, long losses) {
    for (int sample = 0; sample < shape.samples(); sample++) {
      Floats.set(
          losses + (long) sample * Float.BYTES,
          new Sample(shape, sample, logProbabilities, targets, lengths).loss);
    }
  }

  /// As [CtcGradient].
  public static void gradient(
      CtcShape shape,
      long logProbabilities,
      long targets,
      long lengths,
      long dLosses,
      long gradient) {
    for (int sample = 0; sample < shape.samples(); sample++) {
      float dLoss = Floats.get(dLosses + (long) sample * Float.BYTES);
      float[][] rows =
          new Sample(shape, sample, logProbabilities, targets, lengths).gradient(dLoss);
      for (int step = 0; step < shape.steps(); step++) {
        for (int each = 0; each < shape.classes(); each++) {
          long at = ((long) sample * shape.steps() + step) * shape.classes() + each;
          Floats.set(gradient + at * Float.BYTES, rows[step][each]);
        }
      }
    }
  }

  /// One sample: what each step says, what each state says, and the logarithms, shifted, of the
  /// probabilities of the paths up to each state.
  private static final class Sample {

    final float loss;
    private final CtcShape shape;
    private final float[][] says;
    private final int[] states;
    private final float[][] before;

    Sample(CtcShape shape, int sample, long logProbabilities, long targets, long lengths) {
      this.shape = shape;
      says = new float[shape.steps(lengths, sample)][shape.classes()];
      for (int step = 0; step < says.length; step++) {
        for (int each = 0; each < shape.classes(); each++) {
          long at = ((long) sample * shape.steps() + step) * shape.classes() + each;
          says[step][each] = Floats.get(logProbabilities + at * Float.BYTES);
        }
      }
      int[] labels =
          IntStream.range(0, shape.labels())
              .map(i -> Labels.word(targets, sample * shape.labels() + i))
              .filter(label -> label > Labels.BLANK)
              .toArray();
      states = new int[2 * labels.length + 1];
      for (int i = 0; i < labels.length; i++) {
        states[2 * i + 1] = labels[i];
      }
      before = new float[says.length][states.length];
      boolean known = Arrays.stream(labels).allMatch(label -> label < shape.classes());
      loss = known ? forward() : Float.NaN;
    }

    private float forward() {
      if (says.length == 0) {
        return states.length == 1 ? 0 : Float.POSITIVE_INFINITY;
      }
      double shifts = 0;
      for (int step = 0; step < says.length; step++) {
        for (int s = 0; s < states.length; s++) {
          float sum = step == 0 ? (s < 2 ? 0 : LogSum.NOTHING) : arriving(before[step - 1], s);
          before[step][s] = sum + says[step][states[s]];
        }
        shifts += shift(before[step]);
        if (!(shifts > LogSum.NOTHING)) {
          return (float) -shifts;
        }
      }
      float[] last = before[says.length - 1];
      float sum = LogSum.of(last[states.length - 1], at(last, states.length - 2));
      return (float) (0 - (shifts + sum));
    }

    private float arriving(float[] row, int s) {
      float before = at(row, s - 1);
      return jumps(s) ? LogSum.of(row[s], before, row[s - 2]) : LogSum.of(row[s], before);
    }

    private boolean jumps(int s) {
      return s > 1 && s < states.length && states[s] != Labels.BLANK && states[s] != states[s - 2];
    }

    private static float at(float[] row, int s) {
      return s < 0 || s >= row.length ? LogSum.NOTHING : row[s];
    }

    private static float shift(float[] row) {
      float largest = LogSum.NOTHING;
      for (float each : row) {
        largest = Math.max(largest, each);
      }
      if (largest != LogSum.NOTHING) {
        for (int s = 0; s < row.length; s++) {
          row[s] -= largest;
        }
      }
      return largest;
    }

    float[][] gradient(float dLoss) {
      var gradient = new float[shape.steps()][shape.classes()];
      if (Float.isNaN(loss)) {
        for (float[] row : gradient) {
          Arrays.fill(row, Float.NaN);
        }
      }
      if (!Float.isFinite(loss)) {
        return gradient;
      }
      float[] after = new float[states.length];
      Arrays.fill(after, LogSum.NOTHING);
      after[states.length - 1] = 0;
      after[Math.max(0, states.length - 2)] = 0;
      for (int step = says.length - 1; step >= 0; step--) {
        float largest = LogSum.NOTHING;
        for (int s = 0; s < states.length; s++) {
          largest = Math.max(largest, before[step][s] + after[s]);
        }
        float sum = 0;
        float[] weights = new float[states.length];
        for (int s = 0; s < states.length; s++) {
          weights[s] = Exponential.exp(before[step][s] + after[s] - largest);
          sum += weights[s];
        }
        float[] coming = new float[states.length];
        for (int s = 0; s < states.length; s++) {
          int label = states[s];
          gradient[step][label] = Math.fma(-dLoss / sum, weights[s], gradient[step][label]);
          coming[s] = after[s] + says[step][label];
        }
        for (int s = 0; s < states.length; s++) {
          float next = at(coming, s + 1);
          after[s] =
              jumps(s + 2) ? LogSum.of(coming[s], next, coming[s + 2]) : LogSum.of(coming[s], next);
        }
        shift(after);
      }
      return gradient;
    }
  }
}
