package lockstep.nn.run.reference;

import java.util.Arrays;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.ReduceOp;
import lockstep.nn.tensor.Shape;

/// The meaning of {@link ReduceOp}.
final class ReduceReference {

  private ReduceReference() {}

  static void run(ReduceOp op, Operands at) {
    switch (op) {
      case ReduceOp.Reduce(var reduction, _) -> reduce(reduction, at);
      case ReduceOp.Argmax(var axes) -> argmax(axes, at);
      case ReduceOp.MeanGradient _ -> {
        double count = (double) at.out(0).count() / at.in(0).count();
        for (int i = 0; i < at.out(0).count(); i++) {
          at.out(0).values()[i] = at.in(0).get(at.repeated(0, i)) / count;
        }
      }
    }
  }

  private static void reduce(Reduction reduction, Operands at) {
    double[] y = at.out(0).values();
    Shape from = at.in(0).shape();
    Shape to = at.out(0).shape();
    Arrays.fill(
        y,
        switch (reduction) {
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
          case SUM, MEAN, SUM_OF_SQUARES, L2 -> 0;
        });
    for (int i = 0; i < at.in(0).count(); i++) {
      int place = kept(from, to, i);
      double x = at.in(0).get(i);
      y[place] =
          switch (reduction) {
            case MAX -> Math.max(y[place], x);
            case MIN -> Math.min(y[place], x);
            case SUM, MEAN -> y[place] + x;
            case SUM_OF_SQUARES, L2 -> y[place] + x * x;
          };
    }
    double count = (double) at.in(0).count() / y.length;
    for (int i = 0; i < y.length; i++) {
      y[i] =
          switch (reduction) {
            case MEAN -> y[i] / count;
            case L2 -> Math.sqrt(y[i]);
            case SUM, MAX, MIN, SUM_OF_SQUARES -> y[i];
          };
    }
  }

  private static void argmax(java.util.List<Integer> axes, Operands at) {
    Shape from = at.in(0).shape();
    Shape to = at.out(0).shape();
    double[] best = new double[at.out(0).count()];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < at.in(0).count(); i++) {
      int place = kept(from, to, i);
      if (at.in(0).get(i) > best[place]) {
        best[place] = at.in(0).get(i);
        at.out(0).values()[place] = along(from, axes, i);
      }
    }
  }

  /// The place in the result of element `element`, where reduced axes have size 1.
  private static int kept(Shape from, Shape to, int element) {
    int place = 0;
    int stride = 1;
    int rest = element;
    for (int axis = from.rank() - 1; axis >= 0; axis--) {
      place += (to.size(axis) == 1 ? 0 : rest % from.size(axis)) * stride;
      stride *= to.size(axis);
      rest /= from.size(axis);
    }
    return place;
  }

  /// The place of an element along the reduced axes, taken as one.
  private static int along(Shape from, java.util.List<Integer> axes, int element) {
    int place = 0;
    int stride = 1;
    int rest = element;
    for (int axis = from.rank() - 1; axis >= 0; axis--) {
      if (axes.contains(axis)) {
        place += rest % from.size(axis) * stride;
        stride *= from.size(axis);
      }
      rest /= from.size(axis);
    }
    return place;
  }
}
