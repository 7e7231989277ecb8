package lockstep.nn.data.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Image;
import lockstep.nn.data.image.TestImages;
import lockstep.nn.data.image.jpeg.TestJpeg.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the platform's reader, which decodes in the same whole numbers.
class JpegDecoderTest {

  /// Where files of our own say whether colours are luma and differences.
  private static final int TRANSFORM = 17;

  private static Image decoded(byte[] file) {
    return JpegDecoder.decode(file, "x.jpg").image();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.9",
    "7, 9, 0.9",
    "16, 16, 0.5",
    "40, 33, 0.75",
    "33, 70, 0.95",
    "100, 61, 0.1",
    "64, 64, 1"
  })
  void files_of_the_platform_are_those_it_reads(int height, int width, float quality)
      throws IOException {
    for (int channels : new int[] {1, 3}) {
      Image image = TestImages.some(height, width, channels, height);
      for (boolean progressive : new boolean[] {false, true}) {
        byte[] file = TestImages.jpeg(image, progressive, quality);
        Image found = decoded(file);
        assertThat(found.describe()).isEqualTo(image.describe());
        var expected = ImageIO.read(new ByteArrayInputStream(file)).getRaster();
        int[] samples = expected.getPixels(0, 0, width, height, (int[]) null);
        assertThat(found.pixels()).isEqualTo(bytes(samples));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void all_samplings_are_read(Order order) {
    List<List<Integer>> all =
        List.of(
            List.of(0x11, 0x11, 0x11),
            List.of(0x21, 0x11, 0x11),
            List.of(0x22, 0x11, 0x11),
            List.of(0x22, 0x21, 0x22),
            List.of(0x41, 0x11, 0x11),
            List.of(0x41, 0x21, 0x11),
            List.of(0x14, 0x11, 0x11),
            List.of(0x42, 0x11, 0x11),
            List.of(0x24, 0x11, 0x11),
            List.of(0x31, 0x11, 0x11),
            List.of(0x11, 0x21, 0x11),
            List.of(0x22, 0x22, 0x22),
            List.of(0x22));
    for (List<Integer> samplings : all) {
      for (int size : new int[] {1, 3, 5, 17, 32, 65}) {
        var made = new TestJpeg(size, 80 - size, samplings, 0, order, false);
        requireAsThePlatform(made, size);
        requireAsThePlatform(new TestJpeg(70 - size, size, samplings, 0, order, false), size);
      }
    }
  }

  private static void requireAsThePlatform(TestJpeg made, long seed) {
    // The platform's reader wants at most ten blocks in a unit, and repeats samples downwards.
    int blocks = made.samplings().stream().mapToInt(one -> (one >> 4) * (one & 15)).sum();
    boolean between = made.samplings().contains(0x22) && made.samplings().contains(0x21);
    if ((blocks > 10 && made.order() != Order.APART) || between) {
      assertThat(decoded(made.file(seed)).width()).isEqualTo(made.width());
      return;
    }
    assertThat(decoded(made.file(seed)).pixels()).as(made + "").isEqualTo(raw(made.file(seed)));
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void restart_markers_are_read(Order order) {
    for (int interval : new int[] {1, 2, 7, 300}) {
      TestJpeg made = TestJpeg.of(90, 100, 0x22, 0x11, 0x11).in(order);
      assertThat(decoded(made.restarting(interval).file(2)).pixels())
          .isEqualTo(decoded(made.file(2)).pixels())
          .isEqualTo(raw(made.restarting(interval).file(2)));
    }
  }

  @Test
  void steps_of_16_bits_are_read() {
    TestJpeg made = TestJpeg.of(40, 50, 0x21, 0x11, 0x11).widened();
    assertThat(decoded(made.file(3)).pixels()).isEqualTo(raw(made.file(3)));
  }

  @Test
  void orders_of_scans_make_no_difference() {
    TestJpeg made = TestJpeg.of(61, 50, 0x42, 0x11, 0x21);
    byte[] pixels = decoded(made.file(4)).pixels();
    assertThat(decoded(made.in(Order.APART).file(4)).pixels()).isEqualTo(pixels);
    assertThat(decoded(made.in(Order.PROGRESSIVE).file(4)).pixels()).isEqualTo(pixels);
  }

  @Test
  void ratios_that_are_not_whole_repeat_samples() {
    TestJpeg made = TestJpeg.of(9, 24, 0x31, 0x21, 0x11).in(Order.APART);
    Image image = decoded(made.file(5));
    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 24; x += 3) {
        assertThat(image.at(y, x + 1, 1)).isEqualTo(image.at(y, x, 1));
        assertThat(image.at(y, x + 1, 2)).isEqualTo(image.at(y, x, 2));
        assertThat(image.at(y, x + 2, 2)).isEqualTo(image.at(y, x, 2));
      }
    }
  }

  /// Three parts of the nearest row and one of the next.
  @Test
  void rows_between_those_of_the_file_are_mixed() {
    Image own = decoded(TestJpeg.of(16, 8, 0x11, 0x11, 0x11).file(6));
    Image mixed = decoded(TestJpeg.of(32, 8, 0x11, 0x12, 0x12).file(6));
    for (int y = 0; y < 32; y++) {
      int other = Math.clamp(y % 2 == 0 ? y / 2 - 1 : y / 2 + 1, 0, 15);
      for (int x = 0; x < 8; x++) {
        double expected = (3 * own.at(y / 2, x, 0) + own.at(other, x, 0)) / 4.0;
        assertThat((double) mixed.at(y, x, 0)).isBetween(expected - 0.5, expected + 0.5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void inks_become_colours(boolean luma) {
    byte[] file = TestJpeg.of(40, 50, 0x22, 0x11, 0x11, 0x22).file(7);
    byte[] inks = raw(file);
    byte[] colours = decoded(replaced(file, TRANSFORM, luma ? 2 : 0)).pixels();
    assertThat(colours).hasSize(40 * 50 * 3);
    for (int i = 0; i < 40 * 50; i++) {
      double first = inks[4 * i] & 0xff;
      double blue = (inks[4 * i + 1] & 0xff) - 128;
      double red = (inks[4 * i + 2] & 0xff) - 128;
      double[] left =
          luma
              ? new double[] {
                255 - (first + 1.402 * red),
                255 - (first - 0.344136 * blue - 0.714136 * red),
                255 - (first + 1.772 * blue)
              }
              : new double[] {first, blue + 128, red + 128};
      double white = inks[4 * i + 3] & 0xff;
      for (int channel = 0; channel < 3; channel++) {
        double expected = white * Math.clamp(left[channel], 0, 255) / 255;
        assertThat((double) (colours[3 * i + channel] & 0xff))
            .isBetween(expected - 1.5, expected + 1.5);
      }
    }
  }

  @Test
  void kinds_that_are_not_read_are_named() {
    byte[] file = TestJpeg.of(8, 8, 0x11, 0x11, 0x11).file(1);
    int frame = frame(file);
    assertRefused(replaced(file, frame + 1, 0xc9), "found arithmetic codes at byte " + (frame + 2));
    assertRefused(replaced(file, frame + 1, 0xc3), "found a lossless one at byte ");
    assertRefused(replaced(file, frame + 1, 0xc5), "found a hierarchical one at byte ");
    assertRefused(
        replaced(replaced(file, frame + 1, 0xc1), frame + 4, 12),
        "expected a JPEG image of 8 bits a sample, found 12 bits at byte ");
  }

  @Test
  void each_fault_names_its_place() {
    byte[] file = TestJpeg.of(40, 40, 0x11, 0x11, 0x11).restarting(4).file(1);
    int frame = frame(file);
    assertRefused(Arrays.copyOf(file, file.length - 2), "found the end of the file");
    assertRefused(Arrays.copyOf(file, file.length - 40), "found the end of the file");
    assertRefused(replaced(file, frame + 11, 0x51), "samplings of 1 to 4");
    assertRefused(replaced(file, frame + 12, 2), "a quantisation table 2 before the pixels");
    assertRefused(replaced(file, frame + 10, 9), "a component of the frame");
    int scan = marker(file, 0xda);
    assertRefused(replaced(file, scan + 6, 0x20), "a Huffman table 2 before the pixels");
    assertRefused(replaced(file, scan + 4, 2), "a scan of 1 to 4 components");
    int restart = marker(file, 0xd1);
    assertRefused(
        replaced(file, restart + 1, 0xd3),
        "expected restart marker 1 at byte " + (restart + 1) + ", found marker d3");
    byte[] shortened = file.clone();
    System.arraycopy(file, restart, shortened, restart - 20, file.length - restart);
    assertRefused(shortened, "more compressed pixels at byte ");
    byte[] ones = file.clone();
    for (int i = scan + 14; i < scan + 34; i += 2) {
      ones[i] = -1;
      ones[i + 1] = 0;
    }
    assertRefused(ones, "expected a Huffman code at byte ");
  }

  @Test
  void a_component_without_pixels_is_missed() {
    byte[] file = TestJpeg.of(40, 40, 0x11, 0x11, 0x11).in(Order.APART).file(1);
    int second = file.length - 1;
    while (file[second - 1] != -1 || file[second] != (byte) 0xda) {
      second--;
    }
    byte[] cut = Arrays.copyOf(file, second + 1);
    cut[second] = (byte) 0xd9;
    assertRefused(cut, "expected pixels before the end at byte ");
  }

  @Test
  void a_narrow_file_that_claims_more_blocks_than_it_can_hold_is_refused() {
    byte[] file = TestJpeg.of(1, 1, 0x11, 0x11, 0x11).file(1);
    int frame = frame(file);
    byte[] tall = replaced(replaced(file, frame + 5, 0xff), frame + 6, 0xff);
    assertRefused(tall, "blocks of pixels in a file of this size, found 24576");
  }

  private static void assertRefused(byte[] file, String why) {
    assertThatThrownBy(() -> decoded(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("x.jpg: expected ")
        .hasMessageContaining(why);
  }

  private static int frame(byte[] file) {
    return marker(file, 0xc0);
  }

  private static int marker(byte[] file, int marker) {
    int at = 0;
    while (file[at] != -1 || file[at + 1] != (byte) marker) {
      at++;
    }
    return at;
  }

  private static byte[] replaced(byte[] file, int at, int value) {
    byte[] other = file.clone();
    other[at] = (byte) value;
    return other;
  }

  /// {@return the samples that the platform's reader makes, no colours converted}
  private static byte[] raw(byte[] file) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      var raster = reader.readRaster(0, reader.getDefaultReadParam());
      int[] samples = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
      return bytes(samples);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      reader.dispose();
    }
  }

  private static byte[] bytes(int[] samples) {
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) samples[i];
    }
    return bytes;
  }
}
