package lockstep.kernels.conv;

/// Where along an axis of y the taps of a window lie inside the image.
final class Taps {

  private Taps() {}

  /// For each tap the first position of y.
  static int[] firsts(int out, int window, int stride, int dilation, int pad) {
    int[] firsts = new int[window];
    for (int t = 0; t < window; t++) {
      firsts[t] = Math.clamp(Math.ceilDiv(pad - (long) t * dilation, stride), 0, out);
    }
    return firsts;
  }

  /// For each tap the position of y behind the last.
  static int[] ends(int in, int out, int window, int stride, int dilation, int pad) {
    int[] ends = new int[window];
    for (int t = 0; t < window; t++) {
      ends[t] = Math.clamp(Math.ceilDiv(in + pad - (long) t * dilation, stride), 0, out);
    }
    return ends;
  }
}
