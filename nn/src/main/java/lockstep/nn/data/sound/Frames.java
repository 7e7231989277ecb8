package lockstep.nn.data.sound;

/// Overlapping pieces of a recording, each under a Hann window, and their power spectra.
///
/// The first begins with the first moment, the last ends within the recording; one that is shorter
/// than a window is filled up with silence. The window is periodic, as librosa's; where its length
/// is no power of two, silence fills it up for the transform.
final class Frames {

  private static final Recent<Integer, double[]> HANN = new Recent<>(Frames::hann);

  private final int hop;
  private final double[] window;
  private final Fft fft;
  private final double[] frame;
  private final double[] re;
  private final double[] im;

  Frames(int window, int hop) {
    this.hop = hop;
    this.window = HANN.get(window);
    int size = Fft.sizeFor(window);
    fft = Fft.of(size);
    frame = new double[size];
    re = new double[size / 2];
    im = new double[size / 2];
  }

  static void require(String step, int window, int hop) {
    Require.atLeast(step + ".window", 2, window);
    Require.atMost(step + ".window", Fft.most(), window);
    Require.atLeast(step + ".hop", 1, hop);
  }

  private static double[] hann(int length) {
    double[] hann = new double[length];
    for (int i = 0; i < length; i++) {
      hann[i] = 0.5 - 0.5 * StrictMath.cos(2 * StrictMath.PI * i / length);
    }
    return hann;
  }

  int count(int moments) {
    return moments <= window.length ? 1 : 1 + (moments - window.length) / hop;
  }

  int bins() {
    return fft.bins();
  }

  /// Writes the powers of a frame.
  void power(float[] samples, int index, double[] out) {
    int from = index * hop;
    int count = Math.min(window.length, samples.length - from);
    for (int i = 0; i < count; i++) {
      frame[i] = samples[from + i] * window[i];
    }
    for (int i = count; i < frame.length; i++) {
      frame[i] = 0;
    }
    fft.power(frame, re, im, out);
  }
}
