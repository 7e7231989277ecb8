package lockstep.nn.data.sound;

import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;

/// The power of bands that are evenly spaced in pitch, over time: `[frames, bands]`.
///
/// With the scale of Slaney it is librosa's `melspectrogram(center=False)`, where the window is a
/// power of two; frames are as in {@link Stft}.
///
/// @param rate the rate that recordings must have
/// @param window moments of a frame
/// @param hop moments from a frame to the next
/// @param bands how many
/// @param low where the lowest begins, in Hz
/// @param high where the highest ends, in Hz, at most half the rate
/// @param log whether in decibels, `10·log₁₀(max(power, 10⁻¹⁰))`
/// @param scale how pitch follows frequency
/// @param layout the shape
public record MelSpectrogram(
    int rate,
    int window,
    int hop,
    int bands,
    float low,
    float high,
    boolean log,
    MelScale scale,
    Layout layout)
    implements SoundStep {

  private static final double FLOOR = 1e-10;

  /// Checks the settings.
  public MelSpectrogram {
    Frames.require("MelSpectrogram", window, hop);
    Require.atLeast("MelSpectrogram.rate", 1, rate);
    Require.atLeast("MelSpectrogram.bands", 1, bands);
    Require.within("MelSpectrogram.high", 0, rate / 2f, high);
    Require.within("MelSpectrogram.low", 0, high, low);
  }

  /// In decibels, by Slaney's scale from 0 Hz to half the rate, as images.
  public MelSpectrogram(int rate, int window, int hop, int bands) {
    this(rate, window, hop, bands, 0, rate / 2f, true, MelScale.SLANEY, Layout.IMAGE);
  }

  @Override
  public Item apply(Item item) {
    Sound sound = SoundStep.mono(item, this);
    requireRate(sound, "MelSpectrogram");
    var frames = new Frames(window, hop);
    int count = frames.count(sound.length());
    return layout.numbers(count, bands, values(sound, frames, count));
  }

  void requireRate(Sound sound, String step) {
    if (sound.rate() != rate) {
      throw new IllegalArgumentException(
          step
              + ": expected "
              + rate
              + " Hz, got "
              + sound.describe()
              + ". Put Resample("
              + rate
              + ") before it.");
    }
  }

  float[] values(Sound sound, Frames frames, int count) {
    MelBank bank = MelBank.of(this);
    float[] values = new float[Math.multiplyExact(count, bands)];
    double[] powers = new double[frames.bins()];
    for (int t = 0; t < count; t++) {
      frames.power(sound.samples(), t, powers);
      for (int b = 0; b < bands; b++) {
        double power = bank.power(b, powers);
        values[t * bands + b] =
            (float) (log ? 10 * StrictMath.log10(Math.max(power, FLOOR)) : power);
      }
    }
    return values;
  }
}
