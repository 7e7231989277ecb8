package lockstep.nn.run.reference;

import java.util.function.IntUnaryOperator;
import lockstep.kernels.norm.After;
import lockstep.nn.graph.NormOp;
import lockstep.nn.tensor.Shape;

/// The meaning of {@link NormOp}. What is saved is left zero: gradients compute afresh.
final class NormReference {

  private NormReference() {}

  static void run(NormOp op, Operands at) {
    Shape x = at.in(0).shape();
    int channels = x.size(-1);
    switch (op) {
      case NormOp.BatchNorm(var epsilon, var momentum, var after) -> {
        var moments = Moments.of(at.in(0), i -> i % channels, channels, epsilon);
        apply(moments, at, after);
        double rows = (double) at.in(0).count() / channels;
        for (int c = 0; c < channels; c++) {
          double unbiased = rows > 1 ? moments.variances[c] * rows / (rows - 1) : 0;
          mix(at.in(3).values(), c, momentum, moments.means[c]);
          mix(at.in(4).values(), c, momentum, unbiased);
        }
      }
      case NormOp.BatchNormInference(var epsilon, var after) -> inference(epsilon, after, at);
      case NormOp.LayerNorm(var epsilon) -> apply(rows(at, channels, epsilon), at, After.NOTHING);
      case NormOp.GroupNorm(var groups, var epsilon) ->
          apply(groups(at, groups, epsilon), at, After.NOTHING);
      case NormOp.RmsNorm(var epsilon) -> {
        for (int i = 0; i < at.in(0).count(); i++) {
          at.out(0).values()[i] =
              at.in(0).get(i)
                  / root(at.in(0), i / channels, channels, epsilon)
                  * at.in(1).get(i % channels);
        }
      }
      case NormOp.BatchNormGradient(var epsilon) ->
          gradient(Moments.of(at.in(0), i -> i % channels, channels, epsilon), at);
      case NormOp.LayerNormGradient(var epsilon) -> gradient(rows(at, channels, epsilon), at);
      case NormOp.GroupNormGradient(var groups, var epsilon) ->
          gradient(groups(at, groups, epsilon), at);
      case NormOp.RmsNormGradient(var epsilon) -> rmsGradient(at, channels, epsilon);
    }
  }

  /// Means and variances of sets of elements.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Moments(
      IntUnaryOperator set, double[] means, double[] variances, double[] counts, double epsilon) {

    static Moments of(Doubles x, IntUnaryOperator set, int sets, double epsilon) {
      var moments = new Moments(set, new double[sets], new double[sets], new double[sets], epsilon);
      for (int i = 0; i < x.count(); i++) {
        moments.counts[set.applyAsInt(i)]++;
        moments.means[set.applyAsInt(i)] += x.get(i);
      }
      for (int s = 0; s < sets; s++) {
        moments.means[s] /= moments.counts[s];
      }
      for (int i = 0; i < x.count(); i++) {
        int s = set.applyAsInt(i);
        double off = x.get(i) - moments.means[s];
        moments.variances[s] += off * off / moments.counts[s];
      }
      return moments;
    }

    double inverse(int set) {
      return 1 / Math.sqrt(variances[set] + epsilon);
    }

    double normal(Doubles x, int i) {
      int s = set.applyAsInt(i);
      return (x.get(i) - means[s]) * inverse(s);
    }
  }

  private static Moments rows(Operands at, int channels, double epsilon) {
    return Moments.of(at.in(0), i -> i / channels, at.in(0).count() / channels, epsilon);
  }

  private static Moments groups(Operands at, int groups, double epsilon) {
    Shape x = at.in(0).shape();
    int channels = x.size(-1);
    int image = x.product(1, x.rank());
    IntUnaryOperator set = i -> i / image * groups + i % channels * groups / channels;
    return Moments.of(at.in(0), set, x.size(0) * groups, epsilon);
  }

  private static void apply(Moments moments, Operands at, After after) {
    int channels = at.in(0).shape().size(-1);
    double[] y = at.out(0).values();
    for (int i = 0; i < y.length; i++) {
      int c = i % channels;
      y[i] = after(after, moments.normal(at.in(0), i) * at.in(1).get(c) + at.in(2).get(c));
    }
  }

  private static void inference(double epsilon, After after, Operands at) {
    int channels = at.in(0).shape().size(-1);
    double[] y = at.out(0).values();
    for (int i = 0; i < y.length; i++) {
      int c = i % channels;
      double normal = (at.in(0).get(i) - at.in(1).get(c)) / Math.sqrt(at.in(2).get(c) + epsilon);
      y[i] = after(after, normal * at.in(3).get(c) + at.in(4).get(c));
    }
  }

  private static double after(After after, double y) {
    return switch (after) {
      case NOTHING -> y;
      case RELU -> Math.max(y, 0);
    };
  }

  private static void mix(double[] running, int c, double momentum, double now) {
    running[c] = (1 - momentum) * running[c] + momentum * now;
  }

  /// With x̂ normal and g = dy·gamma: dx = (g − mean g − x̂·mean of g·x̂)/σ.
  private static void gradient(Moments moments, Operands at) {
    int channels = at.in(0).shape().size(-1);
    int sets = moments.means.length;
    var sums = new double[sets];
    var products = new double[sets];
    for (int i = 0; i < at.in(0).count(); i++) {
      int s = moments.set.applyAsInt(i);
      double normal = moments.normal(at.in(0), i);
      double dy = at.in(1).get(i);
      double g = dy * at.in(2).get(i % channels);
      sums[s] += g / moments.counts[s];
      products[s] += g * normal / moments.counts[s];
      at.out(1).values()[i % channels] += dy * normal;
      at.out(2).values()[i % channels] += dy;
    }
    for (int i = 0; i < at.in(0).count(); i++) {
      int s = moments.set.applyAsInt(i);
      double g = at.in(1).get(i) * at.in(2).get(i % channels);
      at.out(0).values()[i] =
          (g - sums[s] - moments.normal(at.in(0), i) * products[s]) * moments.inverse(s);
    }
  }

  private static double root(Doubles x, int row, int channels, double epsilon) {
    double sum = 0;
    for (int j = row * channels; j < (row + 1) * channels; j++) {
      sum += x.get(j) * x.get(j);
    }
    return Math.sqrt(sum / channels + epsilon);
  }

  private static void rmsGradient(Operands at, int channels, double epsilon) {
    for (int row = 0; row < at.in(0).count() / channels; row++) {
      double root = root(at.in(0), row, channels, epsilon);
      double product = 0;
      for (int j = 0; j < channels; j++) {
        int i = row * channels + j;
        double normal = at.in(0).get(i) / root;
        product += at.in(1).get(i) * at.in(2).get(j) * normal / channels;
        at.out(1).values()[j] += at.in(1).get(i) * normal;
      }
      for (int j = 0; j < channels; j++) {
        int i = row * channels + j;
        double g = at.in(1).get(i) * at.in(2).get(j);
        at.out(0).values()[i] = (g - at.in(0).get(i) / root * product) / root;
      }
    }
  }
}
