package lockstep.nn.data.sound;

import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;

/// The coarse shape of the spectrum over time: the first coefficients of the orthonormal cosine
/// transform (DCT-II) of a mel spectrogram in decibels; `[frames, coefficients]`.
///
/// They are librosa's but for its floor of 80 dB below the loudest, which would make a frame depend
/// on later ones.
///
/// @param mel the spectrogram, with `log`; its layout is that of the result
/// @param coefficients how many, at most its bands
public record Mfcc(MelSpectrogram mel, int coefficients) implements SoundStep {

  /// Checks the settings.
  public Mfcc {
    Require.atLeast("Mfcc.coefficients", 1, coefficients);
    Require.atMost("Mfcc.coefficients", mel.bands(), coefficients);
    if (!mel.log()) {
      throw new IllegalArgumentException(
          "Mfcc.mel: expected a spectrogram in decibels, got one with log = false.");
    }
  }

  @Override
  public Item apply(Item item) {
    Sound sound = SoundStep.mono(item, this);
    mel.requireRate(sound, "Mfcc");
    var frames = new Frames(mel.window(), mel.hop());
    int count = frames.count(sound.length());
    int bands = mel.bands();
    float[] decibels = mel.values(sound, frames, count);
    float[] values = new float[count * coefficients];
    for (int k = 0; k < coefficients; k++) {
      double[] wave = wave(k, bands);
      for (int t = 0; t < count; t++) {
        double sum = 0;
        for (int b = 0; b < bands; b++) {
          sum += wave[b] * decibels[t * bands + b];
        }
        values[t * coefficients + k] = (float) sum;
      }
    }
    return mel.layout().numbers(count, coefficients, values);
  }

  private static double[] wave(int k, int bands) {
    double[] wave = new double[bands];
    double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / bands);
    for (int b = 0; b < bands; b++) {
      wave[b] = scale * StrictMath.cos(StrictMath.PI * k * (2 * b + 1) / (2.0 * bands));
    }
    return wave;
  }
}
