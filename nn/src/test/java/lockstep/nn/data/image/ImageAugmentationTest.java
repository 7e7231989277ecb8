package lockstep.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.nn.data.Draw;
import lockstep.nn.data.Image;
import lockstep.nn.data.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageAugmentationTest {

  private static final Image SOME = TestImages.some(20, 24, 3, 1);

  private static Draw draw(int index) {
    return new Draw(7, 3, index);
  }

  static Stream<ImageAugmentation> all() {
    return Stream.of(
        new ImageAugmentation.FlipHorizontal(),
        new ImageAugmentation.FlipVertical(),
        new ImageAugmentation.Shift(3),
        new ImageAugmentation.Rotate(20),
        new ImageAugmentation.RandomCrop(20, 24, 4),
        new ImageAugmentation.RandomResizedCrop(20, 24, 0.3),
        new ImageAugmentation.ColourJitter(0.3, 0.3, 0.3, 0.1),
        new ImageAugmentation.Noise(12),
        new ImageAugmentation.Cutout(6));
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_same_draw_gives_the_same_image_and_others_give_others(ImageAugmentation some) {
    Set<List<Integer>> found = new HashSet<>();
    byte[] before = SOME.pixels().clone();
    for (int index = 0; index < 8; index++) {
      Image once = some.vary(SOME, draw(index));
      assertThat(some.vary(SOME, draw(index)).pixels()).isEqualTo(once.pixels());
      assertThat(once.describe()).isEqualTo(SOME.describe());
      found.add(List.of(Arrays.hashCode(once.pixels())));
    }
    assertThat(found).hasSizeGreaterThan(1);
    assertThat(SOME.pixels()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("all")
  void images_of_every_kind_are_varied(ImageAugmentation some) {
    for (int channels = 1; channels <= 4; channels++) {
      Image image = TestImages.some(20, 24, channels, channels);
      for (int index = 0; index < 4; index++) {
        assertThat(some.apply(image, draw(index)).describe()).isEqualTo(image.describe());
      }
    }
  }

  @Test
  void a_flip_twice_is_none() {
    for (int channels = 1; channels <= 4; channels++) {
      Image image = TestImages.some(5, 6, channels, 1);
      var across = new ImageAugmentation.FlipHorizontal(1);
      var over = new ImageAugmentation.FlipVertical(1);
      assertThat(across.vary(image, draw(0)).at(2, 1, 0)).isEqualTo(image.at(2, 4, 0));
      assertThat(over.vary(image, draw(0)).at(1, 2, 0)).isEqualTo(image.at(3, 2, 0));
      assertThat(across.vary(across.vary(image, draw(0)), draw(1)).pixels())
          .isEqualTo(image.pixels());
      assertThat(over.vary(over.vary(image, draw(0)), draw(1)).pixels()).isEqualTo(image.pixels());
    }
  }

  @Test
  void a_shift_moves_all_pixels_alike() {
    var image = new Image(3, 3, 1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    Set<Integer> places = new HashSet<>();
    for (int index = 0; index < 200; index++) {
      byte[] shifted = new ImageAugmentation.Shift(1, 1, 50).vary(image, draw(index)).pixels();
      for (int place = 0; place < 9; place++) {
        if (shifted[place] == 5) {
          places.add(place);
          assertThat(place / 3 == 2 || shifted[place + 3] == 8).isTrue();
        }
      }
    }
    assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void no_angle_is_no_turn_and_a_quarter_is_one() {
    assertThat(Canvas.turned(SOME, 0, 0).pixels()).isEqualTo(SOME.pixels());
    var square = new Image(2, 2, 1, new byte[] {1, 2, 3, 4});
    assertThat(Canvas.turned(square, StrictMath.PI, 9).pixels()).containsExactly(4, 3, 2, 1);
  }

  @Test
  void a_crop_is_part_of_the_image() {
    var image = new Image(2, 2, 1, new byte[] {1, 2, 3, 4});
    Set<Byte> found = new HashSet<>();
    for (int index = 0; index < 60; index++) {
      found.add(new ImageAugmentation.RandomCrop(1, 1, 0).vary(image, draw(index)).pixels()[0]);
    }
    assertThat(found).containsExactlyInAnyOrder((byte) 1, (byte) 2, (byte) 3, (byte) 4);
    assertThatThrownBy(() -> new ImageAugmentation.RandomCrop(8, 8, 1).vary(image, draw(0)))
        .hasMessageStartingWith(
            "RandomCrop: expected an image of at least 8×8 with its padding of 1, got image 2×2×1.");
  }

  @Test
  void noise_has_the_deviation_asked_for() {
    byte[] grey = new byte[10_000];
    Arrays.fill(grey, (byte) 128);
    Image noisy = new ImageAugmentation.Noise(20).vary(new Image(100, 100, 1, grey), draw(0));
    double sum = 0;
    double squares = 0;
    for (byte pixel : noisy.pixels()) {
      double value = (pixel & 0xff) - 128;
      sum += value;
      squares += value * value;
    }
    assertThat(sum / grey.length).isBetween(-0.6, 0.6);
    assertThat(Math.sqrt(squares / grey.length)).isBetween(19.5, 20.5);
  }

  @Test
  void alpha_stays() {
    Image image = TestImages.some(6, 6, 4, 1);
    for (ImageAugmentation some :
        List.of(
            new ImageAugmentation.Noise(30), new ImageAugmentation.ColourJitter(1, 1, 1, 0.5))) {
      Image varied = some.vary(image, draw(1));
      for (int i = 3; i < varied.pixels().length; i += 4) {
        assertThat(varied.pixels()[i]).isEqualTo(image.pixels()[i]);
      }
    }
  }

  @Test
  void a_third_of_the_colour_circle_makes_red_green() {
    var red = new Image(1, 1, 3, new byte[] {-56, 20, 20});
    assertThat(Colours.hueTurned(red, 1 / 3f).pixels()).containsExactly(20, -56, 20);
    assertThat(Colours.hueTurned(red, -1 / 3f).pixels()).containsExactly(20, 20, -56);
    assertThat(Colours.hueTurned(red, 1 / 6f).pixels()).containsExactly(-56, -56, 20);
    assertThat(Colours.hueTurned(SOME, 0).pixels()).isEqualTo(SOME.pixels());
    assertThat(Colours.saturated(red, 0).pixels()).containsOnly(Colours.grey(red).pixels()[0]);
  }

  @Test
  void settings_and_items_are_checked() {
    assertThatThrownBy(() -> new ImageAugmentation.Rotate(181))
        .hasMessage("Rotate.degrees: expected 0 to 180, got 181.");
    assertThatThrownBy(() -> new ImageAugmentation.FlipVertical(Double.NaN))
        .hasMessage("FlipVertical.probability: expected 0 to 1, got NaN.");
    assertThatThrownBy(() -> new ImageAugmentation.Noise(1).apply(new Text("hi"), draw(0)))
        .hasMessage("Noise: expected Image, got text of 2 characters.");
  }
}
