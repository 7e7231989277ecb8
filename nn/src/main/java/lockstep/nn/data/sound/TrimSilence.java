package lockstep.nn.data.sound;

import java.util.Arrays;
import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;

/// Cuts off silence at the start and the end, in whole windows. A window is silent if its power is
/// so much below that of the loudest one. A recording of silence alone stays as it is.
///
/// @param decibels how far below
/// @param window moments of a window
public record TrimSilence(float decibels, int window) implements SoundStep {

  /// Checks the settings.
  public TrimSilence {
    Require.positive("TrimSilence.decibels", decibels);
    Require.atLeast("TrimSilence.window", 1, window);
  }

  @Override
  public Item apply(Item item) {
    Sound sound = SoundStep.sound(item, this);
    float[] samples = sound.samples();
    long size = (long) window * sound.channels();
    int windows = (int) ((samples.length + size - 1) / size);
    double[] powers = new double[windows];
    double loudest = 0;
    for (int w = 0; w < windows; w++) {
      int from = (int) (w * size);
      int to = (int) Math.min(from + size, samples.length);
      for (int i = from; i < to; i++) {
        powers[w] += (double) samples[i] * samples[i];
      }
      powers[w] /= to - from;
      loudest = Math.max(loudest, powers[w]);
    }
    double least = loudest * StrictMath.pow(10, -decibels / 10.0);
    if (loudest == 0) {
      return sound;
    }
    int first = 0;
    while (powers[first] < least) {
      first++;
    }
    int last = windows - 1;
    while (powers[last] < least) {
      last--;
    }
    int to = (int) Math.min((last + 1) * size, samples.length);
    return new Sound(
        sound.rate(), sound.channels(), Arrays.copyOfRange(samples, (int) (first * size), to));
  }
}
