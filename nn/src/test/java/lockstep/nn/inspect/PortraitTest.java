package lockstep.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import lockstep.nn.Model;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Image;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.image.ImageDecoder;
import lockstep.nn.data.image.ImageStep;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.Sequential;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortraitTest {

  /// Where the first filter is drawn where there is no input, and how wide a weight is.
  private static final int LEFT = 28;

  private static final int TOP = 128;
  private static final int WEIGHT = 21;

  @TempDir private Path folder;

  private static Model model(int channels) {
    return Model.of(
        Sequential.of(new Conv2d(5, 3), Function.relu(), new Flatten(), new Dense(2)),
        Shape.of(8, 8, channels),
        1);
  }

  private static Specimen specimen(int channels) {
    byte[] pixels = new byte[20 * 10 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 7);
    }
    var preparation =
        Preparation.of(
            channels == 1 ? new ImageStep.ToGrey() : new ImageStep.ToColour(),
            new ImageStep.Resize(8, 8),
            ImageStep.ToNumbers.scale01());
    return Specimen.of("wave.png", new Image(20, 10, 3, pixels), preparation);
  }

  private static int rgb(BufferedImage image, int filter, int y, int x) {
    int left = LEFT + filter * (3 * WEIGHT + 6);
    return image.getRGB(left + x * WEIGHT + WEIGHT / 2, TOP + y * WEIGHT + WEIGHT / 2) & 0xFFFFFF;
  }

  @Test
  void weights_of_grey_pictures_are_blue_below_and_red_above_zero() {
    Model model = model(1);
    Tensor weights = model.variables().get("0.weight");
    for (int i = 0; i < 9; i++) {
      weights.set(i * 5 + 3, i - 4);
    }
    BufferedImage image = Portrait.of("grey", model, List.of()).sheet().image();
    assertThat(rgb(image, 3, 0, 0)).isEqualTo(Palette.SIGNED.at(0));
    assertThat(rgb(image, 3, 1, 1)).isEqualTo(Palette.SIGNED.at(0.5)).isEqualTo(0xFAFAFA);
    assertThat(rgb(image, 3, 1, 2)).isEqualTo(Palette.SIGNED.at(0.5 + 0.5 / 4));
    assertThat(rgb(image, 3, 2, 2)).isEqualTo(Palette.SIGNED.at(1));
  }

  @Test
  void weights_of_coloured_pictures_are_colours() {
    Model model = model(3);
    Tensor weights = model.variables().get("0.weight");
    for (int i = 0; i < 27; i++) {
      weights.set(i * 5, 0);
    }
    weights.set(0, -2); // red of the first pixel
    weights.set(4 * 15 + 10, 1); // blue of the middle one
    BufferedImage image = Portrait.of("coloured", model, List.of()).sheet().image();
    assertThat(rgb(image, 0, 0, 0)).isEqualTo(0x008080);
    assertThat(rgb(image, 0, 1, 1)).isEqualTo(0x8080BF);
    assertThat(rgb(image, 0, 2, 2)).isEqualTo(0x808080);
  }

  @Test
  void a_picture_is_written_with_all_that_an_input_shows() {
    Model model = model(3);
    Path file = folder.resolve("new/seen.png");
    Portrait whole = Portrait.of("whole", model, List.of("left", "right")).with(specimen(3));
    whole.write(file);
    Image read = ImageDecoder.decode(file);
    assertThat(read.width()).isEqualTo(Sheet.WIDTH);
    int rows = read.height();
    whole.only(EnumSet.of(Portrait.View.SALIENCY)).write(file);
    assertThat(ImageDecoder.decode(file).height()).isLessThan(rows);
  }

  @Test
  void the_picture_that_a_model_sees_is_shown_as_it_is() {
    Specimen specimen = specimen(3);
    BufferedImage image = Portrait.of("seen", model(3), List.of()).with(specimen).sheet().image();
    Image seen = specimen.picture().orElseThrow();
    // Enlarged 32 times.
    int at = image.getRGB(LEFT + 5 * 32 + 9, 110 + 2 * 32 + 9) & 0xFFFFFF;
    assertThat(at).isEqualTo(seen.at(2, 5, 0) << 16 | seen.at(2, 5, 1) << 8 | seen.at(2, 5, 2));
    assertThat(specimen.numbers().shape()).isEqualTo(Shape.of(8, 8, 3));
  }

  @Test
  void of_a_model_without_filters_or_a_single_answer_the_rest_is_drawn() {
    Model again = Model.of(Sequential.of(new MaxPool2d(1), new Conv2d(3, 1)), Shape.of(8, 8, 3), 1);
    Portrait portrait = Portrait.of("again", again, List.of()).with(specimen(3));
    assertThat(portrait.sheet().y()).isGreaterThan(400);
    assertThatThrownBy(() -> portrait.only(EnumSet.of(Portrait.View.FILTERS)).sheet())
        .hasMessageContaining("begins with another");
    assertThatThrownBy(() -> portrait.only(EnumSet.of(Portrait.View.SALIENCY)).sheet())
        .hasMessageContaining("one answer [N, outputs]");
  }

  @Test
  void what_cannot_be_drawn_is_refused() {
    Portrait rows = Portrait.of("rows", Model.of(new Dense(3), Shape.of(4), 1), List.of());
    assertThatThrownBy(() -> rows.write(folder.resolve("no.png")))
        .hasMessageContaining("this one sees [4]. There is nothing to draw.");
    Portrait blind = Portrait.of("no input", model(1), List.of());
    assertThatThrownBy(() -> blind.only(EnumSet.of(Portrait.View.ACTIVATIONS)))
        .hasMessageContaining("expected an input");
    assertThatThrownBy(() -> blind.write(folder)).isInstanceOf(DataException.class);
  }

  @Test
  void colours_get_steadily_lighter() {
    double before = -1;
    for (int i = 0; i <= 100; i++) {
      int rgb = Palette.HEAT.at(i / 100.0);
      double light =
          0.2126 * ((rgb >> 16) & 255) + 0.7152 * ((rgb >> 8) & 255) + 0.0722 * (rgb & 255);
      assertThat(light).isGreaterThanOrEqualTo(before);
      before = light;
    }
  }
}
