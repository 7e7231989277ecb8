package lockstep.nn.data.sound;

import java.math.BigInteger;
import lockstep.nn.data.Sound;

/// A low pass between two rates in the ratio of small whole numbers: moment n of the result is at
/// moment n · down / up of the recording, so there are `up` different sets of weights, used in
/// turn.
///
/// The weights are a sinc of 64 zero crossings to a side under a Kaiser window (β = 9, 90 dB), cut
/// off at 95 % of half the lower rate; each set is scaled to the sum 1, so that a constant stays
/// what it is.
final class SincFilter {

  private static final int CROSSINGS = 64;
  private static final double CUTOFF = 0.95;
  private static final double BETA = 9;
  private static final double BESSEL = bessel(BETA);

  /// Weights kept at most; sets of more are made each time.
  private static final int MOST = 1 << 19;

  /// Two rates without a common divisor.
  record Rates(int up, int down) {

    static Rates of(int from, int to) {
      int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValueExact();
      return new Rates(to / common, from / common);
    }
  }

  private final int up;
  private final int down;
  private final double scale;

  /// Moments to a side that have a weight.
  private final int reach;

  /// Sets of weights one after the other, or one to be made anew.
  private final double[] weights;

  private final boolean kept;

  SincFilter(Rates rates) {
    up = rates.up();
    down = rates.down();
    scale = Math.min(1, (double) up / down) * CUTOFF;
    double most = CROSSINGS / scale;
    reach = (int) Math.min(Math.ceil(most), 1 << 24);
    kept = (long) up * 2 * reach <= MOST;
    weights = new double[kept ? up * 2 * reach : 2 * reach];
    if (kept) {
      for (int phase = 0; phase < up; phase++) {
        fill(phase, phase * 2 * reach);
      }
    }
  }

  long length(int moments) {
    return ((long) moments * up + down - 1) / down;
  }

  private void fill(int phase, int at) {
    double sum = 0;
    for (int i = 0; i < 2 * reach; i++) {
      // Weight i is for moment base − reach + 1 + i, the result being at base + phase / up.
      double distance = i - reach + 1 - (double) phase / up;
      weights[at + i] = sinc(scale * distance) * kaiser(distance * scale / CROSSINGS);
      sum += weights[at + i];
    }
    for (int i = 0; i < 2 * reach; i++) {
      weights[at + i] /= sum;
    }
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(StrictMath.PI * x) / (StrictMath.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / BESSEL;
  }

  /// I₀, by its power series, whose terms soon vanish for what β is.
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > sum * 1e-17; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }

  void apply(Sound sound, float[] out) {
    if (kept) {
      convolve(sound, out);
    } else {
      // The one set of weights that is made anew belongs to this object.
      synchronized (this) {
        convolve(sound, out);
      }
    }
  }

  private void convolve(Sound sound, float[] out) {
    int channels = sound.channels();
    float[] samples = sound.samples();
    int moments = sound.length();
    for (int n = 0; n < out.length / channels; n++) {
      long position = (long) n * down;
      long base = position / up;
      int phase = (int) (position % up);
      int at = kept ? phase * 2 * reach : 0;
      if (!kept) {
        fill(phase, 0);
      }
      long begin = base - reach + 1;
      int from = (int) Math.max(0, -begin);
      int to = (int) Math.min(2L * reach, moments - begin);
      for (int c = 0; c < channels; c++) {
        double sum = 0;
        for (int i = from; i < to; i++) {
          sum += weights[at + i] * samples[(int) (begin + i) * channels + c];
        }
        out[n * channels + c] = (float) sum;
      }
    }
  }
}
