package lockstep.nn.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import lockstep.nn.data.Forms;
import lockstep.nn.data.Image;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Mixing;
import lockstep.nn.data.Numbers;
import lockstep.nn.project.Source;
import lockstep.nn.project.Wanted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

  private static final int EACH = 12;

  @TempDir private Path folder;
  private Source source;

  @BeforeEach
  void makePictures() throws IOException {
    for (String kind : List.of("dark", "light")) {
      Path of = Files.createDirectories(folder.resolve(kind));
      for (int i = 0; i < EACH; i++) {
        var picture = new BufferedImage(18, 18, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 18; y++) {
          for (int x = 0; x < 18; x++) {
            picture.setRGB(x, y, (kind.equals("dark") ? 0x101020 : 0xC0D0E0) + 3 * x * i + y);
          }
        }
        ImageIO.write(picture, "png", of.resolve(i + ".png").toFile());
      }
    }
    source = Source.open(Wanted.of(folder.toString()));
  }

  @Test
  void each_class_is_drawn_as_often_as_the_others_and_the_same_for_the_same_seed() {
    Samples samples = Samples.of(source, Samples.Part.TRAIN);
    List<Integer> drawn = samples.draw(6, Optional.empty());
    assertThat(drawn.stream().map(i -> samples.view(i).label().orElse("")))
        .containsExactly("dark", "dark", "dark", "light", "light", "light");
    assertThat(Samples.of(source, Samples.Part.TRAIN).draw(6, Optional.empty())).isEqualTo(drawn);
    assertThat(samples.draw(100, Optional.of("light"))).hasSize(samples.size("light"));
    assertThat(samples.draw(100, Optional.empty())).hasSize(samples.size()).doesNotHaveDuplicates();
  }

  @Test
  void an_unknown_class_or_part_names_the_nearest() {
    Samples samples = Samples.of(source, Samples.Part.TEST);
    assertThatThrownBy(() -> samples.draw(1, Optional.of("ligth")))
        .hasMessage("class: expected one of the 2 there are, got 'ligth'. Did you mean `light`?");
    assertThatThrownBy(() -> Samples.Part.of("tests")).hasMessageContaining("Did you mean `test`?");
  }

  @Test
  void what_varies_is_what_training_sees() {
    Samples samples = Samples.of(source, Samples.Part.TRAIN);
    var project = samples.project();
    var loader =
        new Loader(
            source.train(),
            project.preparation(),
            project.augmentations(),
            new Mixing.None(),
            new Loading(
                source.train().size(),
                Loading.Order.GIVEN,
                Loading.End.KEEP,
                project.seed(),
                1,
                Loading.Memory.NONE));
    for (int epoch : List.of(0, 3)) {
      float[] seen = ((Numbers) samples.varied(5, epoch).seen()).values();
      try (var batches = loader.epoch(epoch)) {
        float[] all = batches.next().input().toArray();
        assertThat(Arrays.copyOfRange(all, 5 * seen.length, 6 * seen.length)).containsExactly(seen);
      }
    }
    Forms plain = samples.view(5).forms();
    assertThat(samples.varied(5, 0).last(Image.class)).isNotEqualTo(plain.last(Image.class));
  }

  @Test
  void a_sheet_has_rows_for_classes_and_columns_for_what_varies() throws IOException {
    Samples samples = Samples.of(source, Samples.Part.TRAIN);
    SampleSheet rows = SampleSheet.of(samples, 0, Optional.empty(), false);
    rows.write(folder.resolve("out/rows.png"));
    assertThat(rows.shown()).isBetween(12, samples.size());
    BufferedImage picture = ImageIO.read(folder.resolve("out/rows.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(1170);
    assertThat(picture.getHeight()).isBetween(250, 600);

    SampleSheet varied = SampleSheet.of(samples, 4, Optional.empty(), true);
    varied.write(folder.resolve("varied.png"));
    assertThat(varied.shown()).isEqualTo(4);
    SampleSheet.of(samples, 5, Optional.of("dark"), false).write(folder.resolve("dark.png"));
    assertThat(folder.resolve("dark.png")).isNotEmptyFile();
  }

  @Test
  void a_file_that_cannot_be_read_is_left_out_and_named() throws IOException {
    Samples samples = Samples.of(source, Samples.Part.TRAIN);
    int first = samples.draw(1, Optional.of("dark")).getFirst();
    Files.writeString(folder.resolve(samples.view(first).origin()), "no picture");
    SampleSheet sheet = SampleSheet.of(samples, 4, Optional.of("dark"), false);
    assertThat(sheet.shown()).isEqualTo(3);
    assertThat(sheet.broken()).singleElement().asString().contains(".png");
  }

  @Test
  void what_is_held_out_does_not_vary() {
    Samples samples = Samples.of(source, Samples.Part.TEST);
    assertThatThrownBy(() -> SampleSheet.of(samples, 1, Optional.empty(), true))
        .hasMessageContaining("only what is learnt from varies");
  }
}
