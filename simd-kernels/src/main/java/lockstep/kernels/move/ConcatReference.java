package lockstep.kernels.move;

/// What [Concat] and [Split] compute, element by element.
public final class ConcatReference {

  private ConcatReference() {}

  /// As [Concat#run].
  public static void run(int[] sizes, int axis, int[] parts, long[] ins, long out) {
    visit(sizes, axis, parts, ins, out, true);
  }

  /// As [Split#run].
  public static void split(int[] sizes, int axis, int[] parts, long in, long[] outs) {
    visit(sizes, axis, parts, outs, in, false);
  }

  private static void visit(
      int[] sizes, int axis, int[] parts, long[] each, long whole, boolean joins) {
    long outer = Sizes.product(sizes, 0, axis);
    long inner = Sizes.product(sizes, axis + 1, sizes.length);
    long at = 0;
    for (long o = 0; o < outer; o++) {
      for (int p = 0; p < parts.length; p++) {
        for (long i = 0; i < parts[p] * inner; i++) {
          long part = each[p] + Sizes.bytes(o * parts[p] * inner + i);
          if (joins) {
            Words.copy(part, whole + Sizes.bytes(at));
          } else {
            Words.copy(whole + Sizes.bytes(at), part);
          }
          at++;
        }
      }
    }
  }
}
