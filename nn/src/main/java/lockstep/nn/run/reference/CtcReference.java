package lockstep.nn.run.reference;

import java.util.Arrays;
import java.util.stream.IntStream;
import lockstep.nn.graph.CtcOp;

/// The meaning of {@link CtcOp}: sums over states, forward and, for gradients, backward too. What
/// is saved is left zero: gradients compute afresh.
final class CtcReference {

  private static final double NOTHING = Double.NEGATIVE_INFINITY;

  private CtcReference() {}

  static void run(CtcOp op, Operands at) {
    int samples = at.in(0).shape().size(0);
    for (int sample = 0; sample < samples; sample++) {
      switch (op) {
        case CtcOp.Ctc(var masked) ->
            at.out(0).values()[sample] = new Sample(at, masked, sample).loss;
        case CtcOp.CtcGradient(var masked) ->
            new Sample(at, masked, sample).gradient(at.in(masked ? 5 : 4).get(sample));
      }
    }
  }

  private static double logSum(double a, double b, double c) {
    double largest = Math.max(Math.max(a, b), c);
    return largest == NOTHING
        ? NOTHING
        : largest + Math.log(Math.exp(a - largest) + Math.exp(b - largest) + Math.exp(c - largest));
  }

  /// One sample. State s of its target is a blank where s is even, else label s / 2.
  private static final class Sample {

    final double loss;
    private final Operands at;
    private final int first;
    private final int classes;
    private final int steps;
    private final int[] states;
    private final double[][] before;

    Sample(Operands at, boolean masked, int sample) {
      this.at = at;
      classes = at.in(0).shape().size(2);
      int most = at.in(0).shape().size(1);
      first = sample * most * classes;
      steps = masked ? Math.clamp(at.in(2).integer(sample), 0, most) : most;
      int width = at.in(1).shape().size(1);
      int[] labels =
          IntStream.range(0, width)
              .map(i -> at.in(1).integer(sample * width + i))
              .filter(label -> label > 0)
              .toArray();
      states = new int[2 * labels.length + 1];
      for (int i = 0; i < labels.length; i++) {
        states[2 * i + 1] = labels[i];
      }
      before = new double[steps][states.length];
      loss = Arrays.stream(labels).allMatch(label -> label < classes) ? forward() : Double.NaN;
    }

    /// Fills in the logarithms of what leads to each state, it included.
    private double forward() {
      if (steps == 0) {
        return states.length == 1 ? 0 : Double.POSITIVE_INFINITY;
      }
      for (int step = 0; step < steps; step++) {
        for (int s = 0; s < states.length; s++) {
          double sum = s < 2 ? 0 : NOTHING;
          if (step > 0) {
            double[] row = before[step - 1];
            sum = logSum(row[s], at(row, s - 1), jumps(s) ? row[s - 2] : NOTHING);
          }
          before[step][s] = sum + says(step, s);
        }
      }
      double[] last = before[steps - 1];
      return -logSum(last[states.length - 1], at(last, states.length - 2), NOTHING);
    }

    private double says(int step, int s) {
      return at.in(0).get(first + step * classes + states[s]);
    }

    private boolean jumps(int s) {
      return s > 1 && s < states.length && states[s] != 0 && states[s] != states[s - 2];
    }

    private static double at(double[] row, int s) {
      return s < 0 || s >= row.length ? NOTHING : row[s];
    }

    void gradient(double dLoss) {
      double[] to = at.out(0).values();
      if (Double.isNaN(loss)) {
        int each = classes * at.in(0).shape().size(1);
        Arrays.fill(to, first, first + each, Double.NaN);
      }
      if (!Double.isFinite(loss)) {
        return;
      }
      // The logarithms of what follows each state, it not included.
      double[] after = new double[states.length];
      Arrays.fill(after, NOTHING);
      after[states.length - 1] = 0;
      after[Math.max(0, states.length - 2)] = 0;
      for (int step = steps - 1; step >= 0; step--) {
        double[] coming = new double[states.length];
        for (int s = 0; s < states.length; s++) {
          to[first + step * classes + states[s]] -=
              dLoss * Math.exp(before[step][s] + after[s] + loss);
          coming[s] = after[s] + says(step, s);
        }
        for (int s = 0; s < states.length; s++) {
          after[s] = logSum(coming[s], at(coming, s + 1), jumps(s + 2) ? coming[s + 2] : NOTHING);
        }
      }
    }
  }
}
