package lockstep.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import org.junit.jupiter.api.Test;

class ImageReportTest {

  /// Six images of two classes: two sizes, one broken, two that are another's copies.
  private static final Dataset DATA =
      new Dataset() {

        @Override
        public int size() {
          return 6;
        }

        @Override
        public Sample get(int index) {
          return switch (index) {
            case 0, 2, 5 -> sample(index, 0, 10);
            case 1 -> sample(index, 1, 20);
            case 3 -> throw new DataException("3.png", "expected an image, found none.");
            default -> new Sample(new Image(1, 1, 1, new byte[] {-1}), Tokens.one(0), "4.png");
          };
        }

        private static Sample sample(int index, int value, int other) {
          return new Sample(
              new Image(1, 2, 1, new byte[] {(byte) value, (byte) other}),
              Tokens.one(index == 5 ? 1 : 0),
              index + ".png");
        }

        @Override
        public List<String> labels() {
          return List.of("cat", "dog", "eel");
        }
      };

  @Test
  void everything_is_counted() {
    ImageReport report = ImageReport.of(DATA);
    assertThat(report.images()).isEqualTo(5);
    assertThat(report.classes())
        .containsExactly(
            new ImageReport.ClassCount("cat", 4),
            new ImageReport.ClassCount("dog", 1),
            new ImageReport.ClassCount("eel", 0));
    assertThat(report.sizes())
        .containsExactly(
            new ImageReport.SizeCount(1, 2, 1, 4), new ImageReport.SizeCount(1, 1, 1, 1));
    assertThat(report.broken()).containsExactly("3.png: expected an image, found none.");
    assertThat(report.copies())
        .containsExactly(new ImageReport.Copies(List.of("0.png", "2.png", "5.png"), false));
    ImageReport.Channel channel = report.channels().getFirst();
    assertThat(channel.least()).isZero();
    assertThat(channel.most()).isEqualTo(255);
    assertThat(channel.mean()).isEqualTo(306 / 9.0);
  }

  @Test
  void it_reads_as_a_few_lines() {
    assertThat(ImageReport.of(DATA).text())
        .isEqualTo(
            """
            5 images in 3 classes: 0 (eel) to 4 (cat) of each
            sizes: 1×1×1 to 1×2×1, most often 1×2×1 (4 of 5), 2 in all
            values: 0 to 255, mean 34.00, deviation 78.40
            broken: 1: 3.png: expected an image, found none.
            copies: 2 of an earlier image; 1 group with different labels: 0.png = 2.png = 5.png
            """);
  }
}
