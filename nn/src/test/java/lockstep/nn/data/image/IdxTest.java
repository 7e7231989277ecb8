package lockstep.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.SharedData;
import lockstep.nn.data.Tokens;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class IdxTest {

  private static Dataset dataset(byte[] images, byte[] labels, List<String> names) {
    return Idx.dataset(Idx.read(images, "images"), Idx.read(labels, "labels"), names);
  }

  private static Image image(Item item) {
    assertThat(item).isInstanceOf(Image.class);
    return (Image) item;
  }

  private static int target(Item item) {
    return ((Tokens) item).values()[0];
  }

  @Test
  void images_and_labels_are_paired() {
    Dataset data = dataset(TestIdx.images(3, 2, 2), TestIdx.labels(2, 0, 1), List.of());
    assertThat(data.size()).isEqualTo(3);
    assertThat(data.labels()).containsExactly("0", "1", "2");
    assertThat(image(data.get(1).input()).pixels()).containsExactly(4, 5, 6, 7);
    assertThat(target(data.get(0).target())).isEqualTo(2);
    assertThat(data.get(2).origin()).isEqualTo("images:2");
  }

  @Test
  void gzip_is_read_in_place() {
    Dataset data =
        dataset(
            TestIdx.gzip(TestIdx.images(3, 2, 2)),
            TestIdx.gzip(TestIdx.labels(0, 1, 0)),
            List.of());
    assertThat(image(data.get(2).input()).pixels()).containsExactly(8, 9, 10, 11);
  }

  @Test
  void a_fourth_axis_is_channels() {
    Dataset data =
        dataset(
            TestIdx.file(8, new byte[2 * 1 * 2 * 3], 2, 1, 2, 3), TestIdx.labels(0, 0), List.of());
    assertThat(data.get(0).input().describe()).isEqualTo("image 1×2×3");
  }

  @Test
  void numbers_of_every_kind_are_read() {
    byte[] floats = ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2).array();
    byte[] shorts = ByteBuffer.allocate(4).putShort((short) -3).putShort((short) 7).array();
    assertThat(Idx.read(TestIdx.file(13, floats, 2), "x").get(1)).isEqualTo(-2);
    assertThat(Idx.read(TestIdx.file(11, shorts, 2), "x").get(0)).isEqualTo(-3);
    assertThat(Idx.read(TestIdx.file(9, new byte[] {-1}, 1), "x").get(0)).isEqualTo(-1);
    assertThat(Idx.read(TestIdx.file(14, new byte[8], 1, 1), "x").shape())
        .isEqualTo(Shape.of(1, 1));
  }

  @Test
  void counts_that_differ_are_refused() {
    assertThatThrownBy(() -> dataset(TestIdx.images(3, 2, 2), TestIdx.labels(0, 1), List.of()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "labels: expected a label for each image of images, which is [3, 2, 2], found 2. Are"
                + " these the two files of one data set?");
  }

  @Test
  void files_in_the_wrong_order_are_refused() {
    byte[] first = TestIdx.labels(0, 1);
    byte[] second = TestIdx.images(2, 2, 2);
    assertThatThrownBy(() -> dataset(first, second, List.of()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("labels: expected one axis of whole numbers for labels, found");
  }

  @Test
  void a_class_without_a_name_is_refused() {
    assertThatThrownBy(
            () -> dataset(TestIdx.images(2, 2, 2), TestIdx.labels(0, 2), List.of("a", "b")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "labels:1: expected a class within 0 and 1, found 2. Give as many names as there are"
                + " classes.");
  }

  @Test
  void a_size_that_the_file_does_not_have_is_refused() {
    byte[] file = TestIdx.images(2, 2, 2);
    ByteBuffer.wrap(file).putInt(4, 2_000_000_000 / 4);
    assertThatThrownBy(() -> Idx.read(file, "images"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("images:4: expected 2000000000 bytes after the header");
  }

  @Test
  void an_absent_file_is_named() {
    assertThatThrownBy(() -> Idx.read(Path.of("no-such-file")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("no-such-file: expected a file that can be read");
  }

  @Test
  void mnist_is_what_it_is_known_to_be() {
    Path folder = SharedData.of("images/mnist");
    Dataset test =
        Idx.dataset(
            folder.resolve("t10k-images-idx3-ubyte.gz"),
            folder.resolve("t10k-labels-idx1-ubyte.gz"),
            List.of());
    assertThat(test.size()).isEqualTo(10_000);
    assertThat(IntStream.range(0, 8).map(i -> target(test.get(i).target())))
        .containsExactly(7, 2, 1, 0, 4, 1, 4, 9);
    ImageReport report = ImageReport.of(test);
    assertThat(report.channels().getFirst().mean()).isBetween(33.79, 33.80);
    assertThat(report.classes().getFirst().count()).isEqualTo(980);
  }
}
