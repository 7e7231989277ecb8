package lockstep.kernels.reduce;

/// Reductions in double, element by element of the tensor.
final class Naive {

  private Naive() {}

  /// {@return for each kept element: how many, their sum, of absolute values, of squares, largest,
  /// smallest}
  static double[][] reduce(int[] sizes, int[] axes, float[] numbers) {
    int kept = 1;
    int[] stride = new int[sizes.length];
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      boolean reduced = false;
      for (int a : axes) {
        reduced |= a == axis;
      }
      stride[axis] = reduced ? 0 : kept;
      kept *= reduced ? 1 : sizes[axis];
    }
    double[][] found = new double[kept][];
    for (int i = 0; i < kept; i++) {
      found[i] = new double[] {0, 0, 0, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
    for (int i = 0; i < numbers.length; i++) {
      int rest = i;
      int at = 0;
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        at += rest % sizes[axis] * stride[axis];
        rest /= sizes[axis];
      }
      double x = numbers[i];
      double[] f = found[at];
      f[0]++;
      f[1] += x;
      f[2] += Math.abs(x);
      f[3] += x * x;
      f[4] = Math.max(f[4], x);
      f[5] = Math.min(f[5], x);
    }
    return found;
  }
}
