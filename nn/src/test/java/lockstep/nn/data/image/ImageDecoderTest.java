package lockstep.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Image;
import lockstep.nn.data.image.format.Orientation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

  private static Image decoded(Image image, String format) {
    return ImageDecoder.decode(TestImages.file(image, format), "x." + format);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void png_comes_back_as_it_was_written(int channels) {
    Image image = TestImages.some(13, 21, channels, 1);
    Image decoded = decoded(image, "png");
    assertThat(decoded.describe()).isEqualTo(image.describe());
    assertThat(decoded.pixels()).isEqualTo(image.pixels());
  }

  @Test
  void an_interlaced_png_comes_back_as_it_was_written() {
    Image image = TestImages.some(13, 21, 3, 1);
    byte[] file = TestImages.file(image, "png", true);
    assertThat(ImageDecoder.decode(file, "x.png").pixels()).isEqualTo(image.pixels());
  }

  @Test
  void bmp_comes_back_as_it_was_written() {
    Image image = TestImages.some(13, 21, 3, 1);
    assertThat(decoded(image, "bmp").pixels()).isEqualTo(image.pixels());
  }

  @Test
  void gif_has_colours() {
    assertThat(decoded(TestImages.some(13, 21, 3, 1), "gif").describe()).isEqualTo("image 13×21×3");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void jpeg_comes_back_close_to_what_was_written(int channels) {
    Image image = TestImages.some(24, 40, channels, 1);
    Image decoded = decoded(image, "jpeg");
    assertThat(decoded.describe()).isEqualTo(image.describe());
    long sum = 0;
    for (int i = 0; i < image.pixels().length; i++) {
      sum += Math.abs((image.pixels()[i] & 0xff) - (decoded.pixels()[i] & 0xff));
    }
    assertThat((double) sum / image.pixels().length).isLessThan(24);
  }

  /// A 2×3 image of the numbers 0 to 5 as a person sees it after each turn.
  @ParameterizedTest
  @CsvSource({
    "1, 2, 012345",
    "2, 2, 210543",
    "3, 2, 543210",
    "4, 2, 345012",
    "5, 3, 031425",
    "6, 3, 304152",
    "7, 3, 524130",
    "8, 3, 251403"
  })
  void every_orientation_is_turned_upright(int orientation, int height, String expected) {
    var stored = new Image(2, 3, 1, new byte[] {0, 1, 2, 3, 4, 5});
    Image upright = Orientation.upright(stored, orientation);
    assertThat(upright.height()).isEqualTo(height);
    var text = new StringBuilder();
    for (byte pixel : upright.pixels()) {
      text.append(pixel);
    }
    assertThat(text).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"II", "MM"})
  void exif_of_either_byte_order_says_how_the_camera_was_held(String order) {
    ByteBuffer exif =
        ByteBuffer.allocate(40)
            .order(order.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    exif.put(("Exif\0\0" + order).getBytes(StandardCharsets.US_ASCII));
    exif.putShort((short) 42).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) 6);
    byte[] plain = TestImages.file(TestImages.some(24, 40, 3, 1), "jpeg");
    ByteBuffer file = ByteBuffer.allocate(plain.length + 44);
    file.put(plain, 0, 2).putShort((short) 0xFFE1).putShort((short) 42).put(exif.array());
    file.put(plain, 2, plain.length - 2);
    Image upright = ImageDecoder.decode(file.array(), "x.jpg");
    assertThat(upright.describe()).isEqualTo("image 40×24×3");
  }

  @Test
  void a_png_that_claims_more_than_it_can_hold_is_refused() {
    byte[] file = TestImages.file(TestImages.some(8, 8, 1, 1), "png");
    ByteBuffer header = ByteBuffer.wrap(file).putInt(16, 8000).putInt(20, 8000);
    var sum = new CRC32();
    sum.update(file, 12, 17);
    header.putInt(29, (int) sum.getValue());
    assertThatThrownBy(() -> ImageDecoder.decode(file, "x.png"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("x.png: expected pixels for 8000×8000, found only ");
  }

  @Test
  void a_jpeg_that_claims_more_than_it_can_hold_is_refused() {
    byte[] file = TestImages.file(TestImages.some(8, 8, 1, 1), "jpeg");
    int frame = 0;
    while (file[frame] != -1 || file[frame + 1] != (byte) 0xC0) {
      frame++;
    }
    ByteBuffer.wrap(file).putShort(frame + 5, (short) 65000).putShort(frame + 7, (short) 2000);
    assertThatThrownBy(() -> ImageDecoder.decode(file, "x.jpg"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("pixels in a file of this size, found 65000×2000.");
  }

  @Test
  void a_bmp_that_claims_more_than_it_can_hold_is_refused() {
    byte[] file = TestImages.file(TestImages.some(8, 8, 3, 1), "bmp");
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 90).putInt(22, -90);
    assertThatThrownBy(() -> ImageDecoder.decode(file, "x.bmp"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("x.bmp: expected at most 82 pixels in a file of this size");
  }

  @Test
  void other_files_are_refused() {
    assertThatThrownBy(() -> ImageDecoder.decode(new byte[] {'h', 'i'}, "x.png"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "x.png: expected a PNG, JPEG, GIF or BMP image, found a file that begins with"
                + " 6869000000000000. Convert it to one of these.");
    assertThatThrownBy(() -> ImageDecoder.decode(new byte[0], "x.png"))
        .hasMessageContaining("found an empty file");
  }
}
