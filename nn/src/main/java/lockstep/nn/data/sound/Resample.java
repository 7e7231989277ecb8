package lockstep.nn.data.sound;

import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;

/// Another rate, by a windowed sinc: what is above half the lower rate goes, the rest stays where
/// it is in time.
///
/// @param rate moments a second
public record Resample(int rate) implements SoundStep {

  /// A rate so far below is a damaged header; following it would fill memory.
  private static final int MOST_TIMES = 64;

  private static final Recent<SincFilter.Rates, SincFilter> FILTERS = new Recent<>(SincFilter::new);

  /// Checks the rate.
  public Resample {
    Require.atLeast("Resample.rate", 1, rate);
  }

  @Override
  public Item apply(Item item) {
    Sound sound = SoundStep.sound(item, this);
    if (sound.rate() == rate) {
      return sound;
    }
    if ((long) sound.rate() * MOST_TIMES < rate) {
      throw new IllegalArgumentException(
          "Resample: expected a rate of at least a 64th of "
              + rate
              + " Hz, got "
              + sound.describe()
              + ".");
    }
    SincFilter filter = FILTERS.get(SincFilter.Rates.of(sound.rate(), rate));
    long length = filter.length(sound.length());
    if (length * sound.channels() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "Resample: expected a result below 2³¹ samples, got " + sound.describe() + ".");
    }
    float[] resampled = new float[(int) length * sound.channels()];
    filter.apply(sound, resampled);
    return new Sound(rate, sound.channels(), resampled);
  }
}
