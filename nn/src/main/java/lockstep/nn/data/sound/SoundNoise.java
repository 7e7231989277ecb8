package lockstep.nn.data.sound;

import lockstep.nn.data.Draw;
import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Step;

/// White noise, so many decibels below the recording's own power; silence stays silence.
///
/// Its samples are spread like the sum of two dice, which sounds like any white noise and needs one
/// random word each.
///
/// @param low the least distance in decibels: the loudest noise
/// @param high the greatest
public record SoundNoise(float low, float high) implements SoundAugmentation {

  /// The sum of two numbers, uniform within −½ and ½, has variance 1/6.
  private static final double VARIANCE = 1.0 / 6;

  private static final double UNIT = 0x1p-16;

  /// Checks the range.
  public SoundNoise {
    Require.ordered("SoundNoise", low, high);
  }

  @Override
  public Class<Sound> kind() {
    return Sound.class;
  }

  @Override
  public Item apply(Item item, Draw draw) {
    Sound sound = Step.expect(Sound.class, item, "SoundNoise");
    float[] samples = sound.samples();
    double power = 0;
    for (float sample : samples) {
      power += (double) sample * sample;
    }
    power /= Math.max(1, samples.length);
    double below = StrictMath.pow(10, -draw.uniform(low, high) / 10);
    double scale = Math.sqrt(power * below / VARIANCE);
    float[] noisy = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      noisy[i] = (float) (samples[i] + scale * triangular(draw.bits()));
    }
    return new Sound(sound.rate(), sound.channels(), noisy);
  }

  /// {@return a number within −1 and 1, the more likely the nearer to 0}
  static double triangular(int word) {
    return ((word & 0xFFFF) + (word >>> 16) + 1) * UNIT - 1;
  }
}
