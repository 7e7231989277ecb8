package lockstep.nn.data.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import lockstep.nn.data.Draw;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sound;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class SoundAugmentationsTest {

  private static float[] samples(Item item) {
    return ((Sound) item).samples();
  }

  private static Draw draw(int index) {
    return new Draw(1, 2, index);
  }

  @Test
  void a_shift_moves_all_samples_and_fills_with_silence() {
    float[] whole = new float[100];
    for (int t = 0; t < 100; t++) {
      whole[t] = t + 1;
    }
    boolean earlier = false;
    boolean later = false;
    for (int index = 0; index < 50; index++) {
      float[] shifted = samples(new TimeShift(0.25f).apply(Tones.of(whole), draw(index)));
      assertThat(shifted).hasSize(100);
      int by = shifted[50] == 0 ? 0 : 51 - (int) shifted[50];
      assertThat(by).isBetween(-25, 25);
      for (int t = 0; t < 100; t++) {
        assertThat(shifted[t]).isEqualTo(t - by < 0 || t - by > 99 ? 0 : whole[t - by]);
      }
      earlier |= by < 0;
      later |= by > 0;
    }
    assertThat(earlier && later).isTrue();
  }

  @Test
  void noise_lies_as_far_below_as_asked() {
    Sound tone = Tones.sine(8000, 440, 8000);
    float[] noisy = samples(new SoundNoise(20, 20).apply(tone, draw(0)));
    double noise = 0;
    double mean = 0;
    for (int t = 0; t < noisy.length; t++) {
      double d = noisy[t] - tone.samples()[t];
      noise += d * d / noisy.length;
      mean += d / noisy.length;
    }
    double decibels = 10 * Math.log10(Tones.power(tone) / noise);
    assertThat(decibels).isEqualTo(20, within(0.2));
    assertThat(mean).isEqualTo(0, within(0.003));
    assertThat(samples(new SoundNoise(20, 20).apply(Tones.of(0, 0), draw(0)))).containsOnly(0);
  }

  @Test
  void gain_is_within_its_range() {
    for (int index = 0; index < 50; index++) {
      float sample = samples(new Gain(-6, 6).apply(Tones.of(0.1f), draw(index)))[0];
      assertThat(20 * Math.log10(sample / 0.1)).isBetween(-6.001, 6.001);
    }
    assertThat(samples(new Gain(20, 20).apply(Tones.of(0.1f), draw(0)))[0])
        .isEqualTo(1, within(1e-6f));
  }

  @Test
  void masks_put_the_mean_over_stretches_and_ranges() {
    float[] values = new float[20 * 10];
    for (int k = 0; k < values.length; k++) {
      values[k] = k % 2 == 0 ? 1 : 3;
    }
    var numbers = new Numbers(Shape.of(20, 10, 1), values.clone());
    int hidden = 0;
    for (int index = 0; index < 30; index++) {
      var masked = (Numbers) new SpecAugment(1, 4, 1, 3).apply(numbers, draw(index));
      assertThat(masked.shape()).isEqualTo(numbers.shape());
      int count = 0;
      for (int k = 0; k < values.length; k++) {
        assertThat(masked.values()[k]).isIn(values[k], 2f);
        count += masked.values()[k] == 2 ? 1 : 0;
      }
      assertThat(count).isLessThanOrEqualTo(4 * 10 + 3 * 20 - 4 * 3);
      hidden += count;
    }
    assertThat(hidden).isPositive();
    assertThat(numbers.values()).isEqualTo(values);
  }

  @Test
  void noise_of_numbers_has_its_deviation() {
    var numbers = new Numbers(Shape.of(4000), new float[4000]);
    float[] noisy = ((Numbers) new NumbersNoise(0.5f).apply(numbers, draw(3))).values();
    double square = 0;
    for (float value : noisy) {
      square += value * value / 4000;
    }
    assertThat(Math.sqrt(square)).isEqualTo(0.5, within(0.02));
  }

  @Test
  void the_same_draw_gives_the_same_sound() {
    List<SoundAugmentation> all =
        List.of(new TimeShift(0.5f), new SoundNoise(5, 30), new Gain(-9, 9));
    Sound sound = Tones.noise(8000, 500);
    for (SoundAugmentation each : all) {
      float[] first = samples(each.apply(sound, draw(7)));
      assertThat(samples(each.apply(sound, draw(7)))).isEqualTo(first);
      assertThat(Arrays.equals(samples(each.apply(sound, draw(8))), first)).isFalse();
      assertThat(each.kind()).isEqualTo(Sound.class);
    }
  }

  @Test
  void settings_are_checked() {
    assertThatThrownBy(() -> new TimeShift(2))
        .hasMessage("TimeShift.part: expected a number within 0.0 and 1.0, got 2.0.");
    assertThatThrownBy(() -> new Gain(3, 2))
        .hasMessage("Gain: expected low up to high, got 3.0 and 2.0.");
    assertThatThrownBy(() -> new SpecAugment(-1, 0, 0, 0))
        .hasMessage("SpecAugment.times: expected 0 or more, got -1.");
  }
}
