package lockstep.nn.data.sound;

import lockstep.nn.data.Draw;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Step;

/// Hides stretches of time and ranges of bands of features `[frames, bands]` or `[frames, bands,
/// 1]`, putting their mean there, within what counts of a sequence that was filled up: Park et al.,
/// "SpecAugment", 2019, without its warping of time.
///
/// @param times how many stretches of time
/// @param frames frames of one at most
/// @param ranges how many ranges of bands
/// @param bands bands of one at most
public record SpecAugment(int times, int frames, int ranges, int bands)
    implements SoundAugmentation {

  /// Checks the settings.
  public SpecAugment {
    Require.atLeast("SpecAugment.times", 0, times);
    Require.atLeast("SpecAugment.frames", 0, frames);
    Require.atLeast("SpecAugment.ranges", 0, ranges);
    Require.atLeast("SpecAugment.bands", 0, bands);
  }

  @Override
  public Class<Numbers> kind() {
    return Numbers.class;
  }

  @Override
  public Item apply(Item item, Draw draw) {
    Numbers numbers = Step.expect(Numbers.class, item, "SpecAugment");
    int rank = numbers.shape().rank();
    if (rank < 2 || numbers.counted() == 0) {
      throw new IllegalArgumentException(
          "SpecAugment: expected [frames, bands] or [frames, bands, 1], got "
              + numbers.describe()
              + ".");
    }
    float[] masked = numbers.values().clone();
    int height = numbers.length();
    int width = numbers.counted() / height;
    float mean = mean(masked, numbers.counted());
    for (int i = 0; i < times; i++) {
      int count = draw.below(Math.min(frames, height) + 1);
      int from = draw.below(height - count + 1);
      hide(masked, width, from, from + count, 0, width, mean);
    }
    for (int i = 0; i < ranges; i++) {
      int count = draw.below(Math.min(bands, width) + 1);
      int from = draw.below(width - count + 1);
      hide(masked, width, 0, height, from, from + count, mean);
    }
    return numbers.with(masked);
  }

  private static float mean(float[] values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return (float) (sum / count);
  }

  private static void hide(
      float[] values, int width, int top, int bottom, int left, int right, float mean) {
    for (int t = top; t < bottom; t++) {
      for (int b = left; b < right; b++) {
        values[t * width + b] = mean;
      }
    }
  }
}
