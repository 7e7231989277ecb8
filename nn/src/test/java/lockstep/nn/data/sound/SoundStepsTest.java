package lockstep.nn.data.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundStepsTest {

  private static float[] samples(Item item) {
    return ((Sound) item).samples();
  }

  @Test
  void mono_is_the_mean_of_channels() {
    var stereo = new Sound(8000, 2, new float[] {1, 0, 0.5f, 0.5f});
    assertThat(samples(new Mono().apply(stereo))).containsExactly(0.5f, 0.5f);
  }

  @Test
  void a_fixed_length_pads_and_cuts_where_told() {
    Sound sound = Tones.of(1, 2, 3);
    assertThat(samples(new FixLength(5, Place.START).apply(sound))).containsExactly(1, 2, 3, 0, 0);
    assertThat(samples(new FixLength(5, Place.CENTRE).apply(sound))).containsExactly(0, 1, 2, 3, 0);
    assertThat(samples(new FixLength(5, Place.END).apply(sound))).containsExactly(0, 0, 1, 2, 3);
    assertThat(samples(new FixLength(1, Place.START).apply(sound))).containsExactly(1);
    assertThat(samples(new FixLength(1, Place.CENTRE).apply(sound))).containsExactly(2);
    assertThat(samples(new FixLength(1, Place.END).apply(sound))).containsExactly(3);
  }

  @Test
  void silence_is_trimmed_at_both_ends_in_whole_windows() {
    Sound sound = Tones.of(0, 0.001f, 0, 0, 0, 1, 0, 0, -1, 0.5f, 0, 0, 0.001f);
    assertThat(samples(new TrimSilence(40, 2).apply(sound))).containsExactly(0, 1, 0, 0, -1, 0.5f);
    Sound silent = Tones.of(0, 0);
    assertThat(new TrimSilence(40, 2).apply(silent)).isSameAs(silent);
  }

  @Test
  void preemphasis_subtracts_the_moment_before() {
    assertThat(samples(new Preemphasis(0.5f).apply(Tones.of(1, 1, 2))))
        .containsExactly(1, 0.5f, 1.5f);
  }

  @Test
  void the_loudest_sample_gets_the_peak() {
    assertThat(samples(new NormaliseSound(1).apply(Tones.of(0.25f, -0.5f))))
        .containsExactly(0.5f, -1);
    Sound silent = Tones.of(0, 0);
    assertThat(new NormaliseSound(1).apply(silent)).isSameAs(silent);
  }

  @Test
  void a_waveform_is_its_samples() {
    var numbers = (Numbers) new Waveform().apply(new Sound(8000, 2, new float[6]));
    assertThat(numbers.shape()).isEqualTo(Shape.of(3, 2));
  }

  @ParameterizedTest
  @CsvSource({"16000, 8000", "8000, 16000", "44100, 16000", "22050, 8000", "11025, 12007"})
  void a_tone_stays_the_tone_at_another_rate(int from, int to) {
    Sound resampled = (Sound) new Resample(to).apply(Tones.sine(from, 1000, from / 4));
    assertThat(resampled.rate()).isEqualTo(to);
    assertThat(resampled.length()).isEqualTo((from / 4 * (long) to + from - 1) / from);
    float[] expected = Tones.sine(to, 1000, resampled.length()).samples();
    // At the ends there is silence beside the tone.
    for (int t = to / 50; t < resampled.length() - to / 50; t++) {
      assertThat(resampled.samples()[t]).isEqualTo(expected[t], within(2e-4f));
    }
  }

  @Test
  void what_the_lower_rate_cannot_hold_goes() {
    Sound gone = (Sound) new Resample(8000).apply(Tones.sine(16000, 5000, 8000));
    Sound inner = (Sound) new FixLength(3000, Place.CENTRE).apply(gone);
    // 80 dB below the tone's power of one half.
    assertThat(Tones.power(inner)).isLessThan(0.5e-8);
  }

  @Test
  void channels_are_resampled_apart() {
    float[] samples = new float[4000];
    for (int t = 0; t < 2000; t++) {
      samples[2 * t] = 1;
      samples[2 * t + 1] = -0.5f;
    }
    Sound resampled = (Sound) new Resample(6000).apply(new Sound(8000, 2, samples));
    assertThat(resampled.length()).isEqualTo(1500);
    assertThat(resampled.samples()[1500]).isEqualTo(1, within(1e-6f));
    assertThat(resampled.samples()[1501]).isEqualTo(-0.5f, within(1e-6f));
  }

  @Test
  void a_rate_from_a_damaged_header_takes_no_memory() {
    assertThatThrownBy(() -> new Resample(8000).apply(new Sound(1, 1, new float[100])))
        .hasMessage(
            "Resample: expected a rate of at least a 64th of 8000 Hz, got sound of 100 moments at 1"
                + " Hz, 1 channels.");
    var high = new Sound(Integer.MAX_VALUE, 1, new float[100]);
    assertThat(((Sound) new Resample(8000).apply(high)).length()).isEqualTo(1);
  }

  @Test
  void a_step_refuses_what_is_no_recording() {
    assertThatThrownBy(() -> new Mono().apply(new Text("a")))
        .hasMessage("Mono: expected Sound, got text of 1 characters.");
  }

  private record Waves(List<Sound> sounds) implements Dataset {
    @Override
    public int size() {
      return sounds.size();
    }

    @Override
    public Sample get(int index) {
      return new Sample(sounds.get(index), Tokens.one(0), "wave " + index);
    }
  }

  @Test
  void fitted_features_have_mean_0_and_deviation_1() {
    var data = new Waves(List.of(Tones.noise(8000, 900), Tones.sine(8000, 440, 700)));
    var mel = new MelSpectrogram(8000, 256, 64, 20);
    StandardiseBands standardise = StandardiseBands.fit(data, List.of(mel));
    double[] sums = new double[20];
    double[] squares = new double[20];
    int rows = 0;
    for (Sound sound : data.sounds()) {
      var numbers = (Numbers) standardise.apply(mel.apply(sound));
      for (int k = 0; k < numbers.values().length; k++) {
        sums[k % 20] += numbers.values()[k];
        squares[k % 20] += numbers.values()[k] * numbers.values()[k];
      }
      rows += numbers.shape().size(0);
    }
    for (int b = 0; b < 20; b++) {
      assertThat(sums[b] / rows).isEqualTo(0, within(1e-5));
      assertThat(squares[b] / rows).isEqualTo(1, within(1e-4));
    }
  }

  @Test
  void one_mean_serves_all_bands() {
    var one = new StandardiseBands(List.of(1f), List.of(2f));
    var numbers = (Numbers) one.apply(new Numbers(Shape.of(1, 2), 3, 5));
    assertThat(numbers.values()).containsExactly(1, 2);
    var two = new StandardiseBands(List.of(1f, 2f), List.of(2f, 1f));
    assertThatThrownBy(() -> two.apply(new Numbers(Shape.of(1, 3), 3, 5, 1)))
        .hasMessage("StandardiseBands: expected 2 bands, got 3.");
  }
}
