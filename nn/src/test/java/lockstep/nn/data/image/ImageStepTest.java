package lockstep.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import org.junit.jupiter.api.Test;

class ImageStepTest {

  private static Image grey(int height, int width, int... values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) values[i];
    }
    return new Image(height, width, values.length / height / width, pixels);
  }

  private static int[] values(Item item) {
    byte[] pixels = ((Image) item).pixels();
    int[] values = new int[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[i] & 0xff;
    }
    return values;
  }

  @Test
  void shrinking_averages_all_that_is_covered() {
    Item small = new ImageStep.Resize(1, 2).apply(grey(1, 4, 0, 100, 200, 100));
    // Weights 3, 3 and 1 of 7 from the left edge on, and the same from the right one.
    assertThat(values(small)).containsExactly(71, 143);
  }

  @Test
  void growing_goes_over_evenly() {
    Item large = new ImageStep.Resize(1, 4).apply(grey(1, 2, 0, 100));
    assertThat(values(large)).containsExactly(0, 25, 75, 100);
  }

  @Test
  void nearest_takes_pixels_as_they_are() {
    Item large = new ImageStep.Resize(2, 4, Smoothing.NEAREST).apply(grey(1, 2, 3, 9));
    assertThat(values(large)).containsExactly(3, 3, 9, 9, 3, 3, 9, 9);
  }

  @Test
  void an_even_image_stays_even_at_any_size() {
    for (int size = 1; size < 40; size++) {
      Item other = new ImageStep.Resize(size, 41 - size).apply(grey(2, 2, 77, 77, 77, 77));
      assertThat(values(other)).containsOnly(77);
    }
  }

  @Test
  void the_shorter_side_gets_the_size() {
    Image image = TestImages.some(30, 41, 3, 1);
    assertThat(new ImageStep.ResizeShorter(10).apply(image).describe()).isEqualTo("image 10×13×3");
  }

  @Test
  void the_middle_is_cropped() {
    Item middle =
        new ImageStep.CentreCrop(1, 2).apply(grey(3, 4, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    assertThat(values(middle)).containsExactly(5, 6);
    assertThatThrownBy(() -> new ImageStep.CentreCrop(4, 4).apply(grey(1, 1, 0)))
        .hasMessage(
            "CentreCrop: expected an image of at least 4×4, got image 1×1×1. Put ResizeShorter or"
                + " Pad before it.");
  }

  @Test
  void a_margin_is_filled() {
    Item padded = new ImageStep.Pad(1, 0, 0, 1, 9).apply(grey(1, 2, 1, 2));
    assertThat(values(padded)).containsExactly(9, 9, 9, 1, 2, 9);
  }

  @Test
  void colours_become_grey_and_grey_becomes_colours() {
    Item grey = new ImageStep.ToGrey().apply(grey(1, 2, 255, 0, 0, 10, 10, 10));
    assertThat(values(grey)).containsExactly(76, 10);
    assertThat(values(new ImageStep.ToColour().apply(grey)))
        .containsExactly(76, 76, 76, 10, 10, 10);
    Item alpha = new ImageStep.ToGrey().apply(grey(1, 1, 0, 255, 0, 7));
    assertThat(values(alpha)).containsExactly(150, 7);
    assertThat(values(new ImageStep.ToColour().apply(alpha))).containsExactly(150, 150, 150, 7);
  }

  @Test
  void what_is_transparent_shows_the_colour_behind() {
    Item flat = new ImageStep.DropAlpha(255, 0, 10).apply(grey(1, 2, 9, 9, 9, 0, 9, 9, 9, 255));
    assertThat(values(flat)).containsExactly(255, 0, 10, 9, 9, 9);
    assertThat(values(new ImageStep.DropAlpha().apply(grey(1, 1, 0, 128)))).containsExactly(127);
    Image opaque = grey(1, 1, 5);
    assertThat(new ImageStep.DropAlpha().apply(opaque)).isSameAs(opaque);
  }

  @Test
  void numbers_have_the_shape_of_the_image() {
    Item numbers = ImageStep.ToNumbers.scale01().apply(grey(1, 2, 0, 255, 51, 0, 0, 102));
    assertThat(numbers.describe()).isEqualTo("numbers [1, 2, 3]");
    assertThat(((Numbers) numbers).values())
        .containsExactly(new float[] {0, 1, 0.2f, 0, 0, 0.4f}, within(1e-6f));
  }

  @Test
  void normalising_brings_each_channel_to_mean_0_and_deviation_1() {
    Dataset data = data(grey(1, 2, 0, 7, 10, 7), grey(1, 1, 20, 7));
    var before = Preparation.of(new ImageStep.ToNumbers(1));
    var normalise = ImageStep.Normalise.fit(data, before);
    assertThat(normalise.mean()).containsExactly(10f, 7f);
    assertThat(normalise.deviation().getFirst()).isEqualTo(8.164966f);
    assertThat(normalise.deviation().getLast()).isEqualTo(1);
    Item item = before.then(normalise).input(data.get(1).input());
    assertThat(((Numbers) item).values()).containsExactly(10 / 8.164966f, 0);
  }

  @Test
  void one_mean_serves_all_channels() {
    Item item =
        ImageStep.Normalise.by(1, 2).apply(new ImageStep.ToNumbers(1).apply(grey(1, 1, 3, 5)));
    assertThat(((Numbers) item).values()).containsExactly(1, 2);
    assertThatThrownBy(() ->
            new ImageStep.Normalise(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f))
                .apply(new ImageStep.ToNumbers(1).apply(grey(1, 1, 3, 5))))
        .hasMessage(
            "Normalise: expected 3 channels, got numbers [1, 1, 2]. Give as many means as the images"
                + " have channels.");
  }

  @Test
  void other_items_are_refused() {
    Step step = new ImageStep.Resize(2, 2);
    assertThatThrownBy(() -> step.apply(new Text("hi")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Resize: expected Image, got text of 2 characters.");
  }

  @Test
  void settings_are_checked() {
    assertThatThrownBy(() -> new ImageStep.Resize(0, 2))
        .hasMessage("Resize.height: expected 1 to 65536, got 0.");
    assertThatThrownBy(() -> new ImageStep.Pad(0, 0, 0, -1, 0))
        .hasMessage("Pad.right: expected 0 to 65536, got -1.");
    assertThatThrownBy(() -> new ImageStep.DropAlpha(0, 256, 0))
        .hasMessage("DropAlpha.green: expected 0 to 255, got 256.");
    assertThatThrownBy(() -> ImageStep.Normalise.by(0, 0)).hasMessageContaining("greater than 0");
    assertThatThrownBy(() -> new ImageStep.ToNumbers(0)).hasMessageContaining("other than 0");
  }

  private static Dataset data(Image... images) {
    return new Dataset() {
      @Override
      public int size() {
        return images.length;
      }

      @Override
      public Sample get(int index) {
        return new Sample(images[index], Tokens.one(0), "image:" + index);
      }
    };
  }
}
