package lockstep.nn.data.sound;

import java.util.SplittableRandom;
import lockstep.nn.data.Sound;

/// Recordings for tests.
final class Tones {

  private Tones() {}

  static Sound sine(int rate, double hertz, int moments) {
    float[] samples = new float[moments];
    for (int t = 0; t < moments; t++) {
      samples[t] = (float) StrictMath.sin(2 * StrictMath.PI * hertz * t / rate);
    }
    return new Sound(rate, 1, samples);
  }

  static Sound noise(int rate, int moments) {
    var random = new SplittableRandom(5);
    float[] samples = new float[moments];
    for (int t = 0; t < moments; t++) {
      samples[t] = (float) random.nextDouble(-0.5, 0.5);
    }
    return new Sound(rate, 1, samples);
  }

  static Sound of(float... samples) {
    return new Sound(8000, 1, samples);
  }

  static double power(Sound sound) {
    double sum = 0;
    for (float sample : sound.samples()) {
      sum += (double) sample * sample;
    }
    return sum / sound.samples().length;
  }

  /// |X(k)|² by definition, of a frame under a Hann window, silence following up to `size`.
  static double naivePower(float[] samples, int from, int window, int size, int k) {
    double re = 0;
    double im = 0;
    for (int i = 0; i < window && from + i < samples.length; i++) {
      double weight = 0.5 - 0.5 * StrictMath.cos(2 * StrictMath.PI * i / window);
      double angle = 2 * StrictMath.PI * k * i / size;
      re += weight * samples[from + i] * StrictMath.cos(angle);
      im -= weight * samples[from + i] * StrictMath.sin(angle);
    }
    return re * re + im * im;
  }
}
