package lockstep.nn.data.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sound;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrumTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 256, 1024})
  void the_fast_transform_is_the_naive_one(int size) {
    float[] samples = Tones.noise(8000, size).samples();
    double[] frame = new double[size];
    for (int i = 0; i < size; i++) {
      frame[i] = samples[i];
    }
    double[] powers = new double[size / 2 + 1];
    Fft.of(size).power(frame, new double[size / 2], new double[size / 2], powers);
    for (int k = 0; k <= size / 2; k++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < size; i++) {
        double angle = 2 * StrictMath.PI * k * i / size;
        re += samples[i] * StrictMath.cos(angle);
        im -= samples[i] * StrictMath.sin(angle);
      }
      assertThat(powers[k]).as("bin %d", k).isEqualTo(re * re + im * im, within(1e-10 * size));
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 16", "50, 30", "100, 100"})
  void a_spectrogram_is_the_naive_one(int window, int hop) {
    Sound sound = Tones.noise(8000, 333);
    var numbers = (Numbers) new Stft(window, hop, Layout.FRAMES).apply(sound);
    int size = Fft.sizeFor(window);
    int frames = 1 + (333 - window) / hop;
    assertThat(numbers.shape()).isEqualTo(Shape.of(frames, size / 2 + 1));
    for (int t = 0; t < frames; t++) {
      for (int k = 0; k <= size / 2; k++) {
        double expected = Tones.naivePower(sound.samples(), t * hop, window, size, k);
        assertThat((double) numbers.values()[t * (size / 2 + 1) + k])
            .isEqualTo(expected, within(1e-6 * (1 + expected)));
      }
    }
  }

  @Test
  void a_recording_shorter_than_a_window_has_one_frame() {
    Sound sound = Tones.noise(8000, 10);
    var numbers = (Numbers) new Stft(16, 4, Layout.IMAGE).apply(sound);
    assertThat(numbers.shape()).isEqualTo(Shape.of(1, 9, 1));
    double expected = Tones.naivePower(sound.samples(), 0, 16, 16, 3);
    assertThat((double) numbers.values()[3]).isEqualTo(expected, within(1e-6));
  }

  /// Triangles as librosa draws them: between neighbours among centres evenly spaced in pitch.
  @ParameterizedTest
  @CsvSource({"SLANEY, 0, 4000", "HTK, 0, 4000", "SLANEY, 300, 3400"})
  void a_mel_spectrogram_is_made_of_triangles(MelScale scale, float low, float high) {
    int bands = 24;
    Sound sound = Tones.noise(8000, 600);
    var mel = new MelSpectrogram(8000, 256, 128, bands, low, high, false, scale, Layout.FRAMES);
    var numbers = (Numbers) mel.apply(sound);
    assertThat(numbers.shape()).isEqualTo(Shape.of(3, bands));
    double[] hertz = new double[bands + 2];
    for (int i = 0; i < hertz.length; i++) {
      double from = pitch(low, scale);
      hertz[i] = inverse(from + (pitch(high, scale) - from) * i / (bands + 1), scale);
    }
    for (int t = 0; t < 3; t++) {
      for (int b = 0; b < bands; b++) {
        double sum = 0;
        for (int k = 0; k <= 128; k++) {
          double f = k * 8000.0 / 256;
          double weight = 0;
          if (f > hertz[b] && f <= hertz[b + 1]) {
            weight = (f - hertz[b]) / (hertz[b + 1] - hertz[b]);
          } else if (f > hertz[b + 1] && f < hertz[b + 2]) {
            weight = (hertz[b + 2] - f) / (hertz[b + 2] - hertz[b + 1]);
          }
          if (scale == MelScale.SLANEY) {
            weight *= 2 / (hertz[b + 2] - hertz[b]);
          }
          sum += weight * Tones.naivePower(sound.samples(), t * 128, 256, 256, k);
        }
        assertThat((double) numbers.values()[t * bands + b])
            .isEqualTo(sum, within(1e-6 * (1 + sum)));
      }
    }
  }

  private static double pitch(double hertz, MelScale scale) {
    if (scale == MelScale.HTK) {
      return 1127.0104 * StrictMath.log1p(hertz / 700);
    }
    return hertz < 1000 ? 3 * hertz / 200 : 15 + StrictMath.log(hertz / 1000) * 27 / Math.log(6.4);
  }

  /// By halving, which needs no formula of its own.
  private static double inverse(double pitch, MelScale scale) {
    double low = 0;
    double high = 10_000;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (pitch(middle, scale) < pitch) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Test
  void pitch_is_that_of_librosa() {
    assertThat(MelScale.SLANEY.mel(60)).isEqualTo(0.9, within(1e-12));
    assertThat(MelScale.SLANEY.mel(440)).isEqualTo(6.6, within(1e-12));
    assertThat(MelScale.SLANEY.mel(6400)).isEqualTo(42, within(1e-12));
    assertThat(MelScale.HTK.mel(1000)).isEqualTo(999.9855, within(1e-3));
    for (MelScale scale : MelScale.values()) {
      for (double hertz : new double[] {0, 500, 999, 1000, 1001, 7000}) {
        assertThat(scale.hertz(scale.mel(hertz))).isEqualTo(hertz, within(1e-9 * (1 + hertz)));
      }
    }
  }

  @Test
  void decibels_have_a_floor_at_minus_100() {
    var mel = new MelSpectrogram(8000, 256, 128, 20);
    var numbers = (Numbers) mel.apply(new Sound(8000, 1, new float[256]));
    assertThat(numbers.shape()).isEqualTo(Shape.of(1, 20, 1));
    assertThat(numbers.values()).containsOnly(-100);
  }

  @Test
  void cepstral_coefficients_are_the_cosine_transform_of_decibels() {
    Sound sound = Tones.noise(8000, 300);
    var mel = new MelSpectrogram(8000, 256, 20, 20, 0, 4000, true, MelScale.SLANEY, Layout.FRAMES);
    float[] decibels = ((Numbers) mel.apply(sound)).values();
    var numbers = (Numbers) new Mfcc(mel, 13).apply(sound);
    assertThat(numbers.shape()).isEqualTo(Shape.of(3, 13));
    for (int t = 0; t < 3; t++) {
      double mean = 0;
      double second = 0;
      for (int b = 0; b < 20; b++) {
        mean += decibels[t * 20 + b] / Math.sqrt(20);
        second +=
            decibels[t * 20 + b]
                * StrictMath.cos(StrictMath.PI * 2 * (b + 0.5) / 20)
                * Math.sqrt(2 / 20.0);
      }
      assertThat((double) numbers.values()[t * 13]).isEqualTo(mean, within(1e-4));
      assertThat((double) numbers.values()[t * 13 + 2]).isEqualTo(second, within(1e-4));
    }
  }

  /// A difference is a new meaning of stored models, or a platform that computes otherwise.
  @Test
  void features_have_the_same_bits_everywhere() {
    Sound sound = (Sound) new Resample(8000).apply(Tones.noise(11025, 2000));
    assertThat(Arrays.hashCode(sound.samples())).isEqualTo(-1176146704);
    var mel = new MelSpectrogram(8000, 256, 100, 40);
    assertThat(Arrays.hashCode(((Numbers) mel.apply(sound)).values())).isEqualTo(784050603);
    assertThat(Arrays.hashCode(((Numbers) new Mfcc(mel, 13).apply(sound)).values()))
        .isEqualTo(264441473);
  }

  @Test
  void wrong_settings_and_recordings_are_refused() {
    assertThatThrownBy(() -> new Stft(1, 1, Layout.FRAMES))
        .hasMessage("Stft.window: expected 2 or more, got 1.");
    assertThatThrownBy(() -> new MelSpectrogram(8000, 64, 32, 60).apply(Tones.noise(8000, 99)))
        .hasMessageContaining("Use fewer bands or a longer window.");
    assertThatThrownBy(() -> new MelSpectrogram(8000, 256, 128, 20).apply(Tones.noise(16000, 9)))
        .hasMessage(
            "MelSpectrogram: expected 8000 Hz, got sound of 9 moments at 16000 Hz, 1 channels. Put"
                + " Resample(8000) before it.");
    assertThatThrownBy(() -> new Stft(4, 2, Layout.FRAMES).apply(new Sound(8000, 2, new float[8])))
        .hasMessageEndingWith("Put Mono before it.");
    assertThatThrownBy(() -> new Mfcc(new MelSpectrogram(8000, 256, 128, 20), 21))
        .hasMessage("Mfcc.coefficients: expected at most 20, got 21.");
  }

  @Test
  void a_second_takes_less_than_a_millisecond() {
    Sound sound = Tones.noise(8000, 8000);
    var mel = new MelSpectrogram(8000, 256, 128, 40);
    for (int i = 0; i < 2000; i++) {
      mel.apply(sound);
    }
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      mel.apply(sound);
    }
    double each = (System.nanoTime() - start) / 1e8;
    System.out.println("mel spectrogram of a second: " + each + " ms");
    // Builds share the machine, so only what would be hopeless fails.
    assertThat(each).isLessThan(10);
  }
}
