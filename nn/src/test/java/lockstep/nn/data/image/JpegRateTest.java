package lockstep.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lockstep.nn.data.Image;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How many photos of 256×256 one thread decodes: parts of real photos, as the platform's writer
/// makes them (quality 90, differences halved both ways).
@Tag("long")
class JpegRateTest {

  private static final int SIZE = 256;
  private static final float QUALITY = 0.9f;
  private static final double BAR = 300;

  private static final List<String> NAMES =
      List.of("pillow/flower.jpg", "exif/Landscape_6.jpg", "pillow-bad/junk_jpeg_header.jpg");

  @Test
  void a_core_decodes_300_photos_a_second() {
    List<byte[]> files = files();
    double bytes = files.stream().mapToInt(file -> file.length).average().orElseThrow();
    double best = 0;
    for (int round = 0; round < 20; round++) {
      best = Math.max(best, rate(files));
    }
    System.out.printf(Locale.ROOT, "%.0f JPEGs/s of %.1f KB on one thread%n", best, bytes / 1000);
    assertThat(best).isGreaterThan(BAR);
  }

  private static double rate(List<byte[]> files) {
    long from = System.nanoTime();
    int count = 0;
    while (System.nanoTime() - from < 400_000_000L) {
      for (byte[] file : files) {
        assertThat(ImageDecoder.decode(file, "x.jpg").width()).isEqualTo(SIZE);
        count++;
      }
    }
    return count * 1e9 / (System.nanoTime() - from);
  }

  private static List<byte[]> files() {
    DecoderCases cases = DecoderCases.read();
    var files = new ArrayList<byte[]>();
    for (String name : NAMES) {
      Image photo = ImageDecoder.decode(cases.file(name), name);
      Image small =
          Resampling.resize(photo, photo.height() * 480 / photo.width(), 480, Smoothing.BILINEAR);
      for (int y = 0; y + SIZE <= small.height(); y += 100) {
        for (int x = 0; x + SIZE <= small.width(); x += 100) {
          files.add(TestImages.jpeg(part(small, y, x), false, QUALITY));
        }
      }
    }
    return files;
  }

  private static Image part(Image image, int top, int left) {
    int channels = image.channels();
    byte[] pixels = new byte[SIZE * SIZE * channels];
    for (int y = 0; y < SIZE; y++) {
      System.arraycopy(
          image.pixels(),
          ((top + y) * image.width() + left) * channels,
          pixels,
          y * SIZE * channels,
          SIZE * channels);
    }
    return new Image(SIZE, SIZE, channels, pixels);
  }
}
