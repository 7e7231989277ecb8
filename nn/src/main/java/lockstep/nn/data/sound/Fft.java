package lockstep.nn.data.sound;

/// The power spectrum of n real numbers, n a power of two from 2 on, in double.
///
/// n real numbers are transformed as n/2 complex ones, even places real and odd ones imaginary, by
/// radix 2 in place; then the two halves are taken apart. Tables come from StrictMath: the same
/// bits everywhere.
final class Fft {

  private static final int MOST_BITS = 20;

  private static final Recent<Integer, Fft> SIZES = new Recent<>(Fft::new);

  private final int size;
  private final int half;
  private final double[] cos;
  private final double[] sin;
  private final int[] reversed;

  private Fft(int size) {
    this.size = size;
    half = size / 2;
    cos = new double[half];
    sin = new double[half];
    for (int k = 0; k < half; k++) {
      double angle = 2 * StrictMath.PI * k / size;
      cos[k] = StrictMath.cos(angle);
      sin[k] = StrictMath.sin(angle);
    }
    reversed = new int[half];
    int bits = Integer.numberOfTrailingZeros(half);
    for (int k = 0; k < half; k++) {
      reversed[k] = bits == 0 ? 0 : Integer.reverse(k) >>> (32 - bits);
    }
  }

  static Fft of(int size) {
    return SIZES.get(size);
  }

  /// {@return the smallest power of two that is not less}
  static int sizeFor(int window) {
    return window <= 2 ? 2 : Integer.highestOneBit(window - 1) << 1;
  }

  static int most() {
    return 1 << MOST_BITS;
  }

  /// {@return how many powers there are}
  int bins() {
    return half + 1;
  }

  /// Writes |X(k)|² for k = 0 … n/2.
  ///
  /// @param frame n numbers, overwritten
  /// @param re n/2 numbers to work with
  /// @param im n/2 numbers to work with
  void power(double[] frame, double[] re, double[] im, double[] out) {
    for (int k = 0; k < half; k++) {
      re[reversed[k]] = frame[2 * k];
      im[reversed[k]] = frame[2 * k + 1];
    }
    for (int span = 1; span < half; span *= 2) {
      combine(re, im, span);
    }
    out[0] = square(re[0] + im[0]);
    out[half] = square(re[0] - im[0]);
    for (int k = 1; k < half; k++) {
      int mirror = half - k;
      double evenRe = 0.5 * (re[k] + re[mirror]);
      double evenIm = 0.5 * (im[k] - im[mirror]);
      double oddRe = 0.5 * (im[k] + im[mirror]);
      double oddIm = 0.5 * (re[mirror] - re[k]);
      double x = evenRe + cos[k] * oddRe + sin[k] * oddIm;
      double y = evenIm + cos[k] * oddIm - sin[k] * oddRe;
      out[k] = x * x + y * y;
    }
  }

  private void combine(double[] re, double[] im, int span) {
    int stride = size / (2 * span);
    for (int start = 0; start < half; start += 2 * span) {
      for (int j = 0; j < span; j++) {
        int a = start + j;
        int b = a + span;
        double c = cos[j * stride];
        double s = sin[j * stride];
        double x = re[b] * c + im[b] * s;
        double y = im[b] * c - re[b] * s;
        re[b] = re[a] - x;
        im[b] = im[a] - y;
        re[a] += x;
        im[a] += y;
      }
    }
  }

  private static double square(double x) {
    return x * x;
  }
}
