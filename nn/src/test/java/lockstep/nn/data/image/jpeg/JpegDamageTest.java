package lockstep.nn.data.image.jpeg;

import java.util.stream.Stream;
import lockstep.nn.data.image.DamagedFiles;
import lockstep.nn.data.image.TestImages;
import lockstep.nn.data.image.jpeg.TestJpeg.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each bit of a JPEG may become 64 samples, kept with the numbers they are made of, and pixels in
/// an image and in a turned one.
class JpegDamageTest {

  private static final DamagedFiles FILES =
      new DamagedFiles("some.jpg", 8 * 64 * 3 * 2, bytes -> JpegDecoder.decode(bytes, "some.jpg"));

  @ParameterizedTest
  @MethodSource("files")
  void damaged_files_give_a_result_or_a_sentence(byte[] file) {
    FILES.check(file, DamagedFiles.FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("files")
  void many_damaged_files_give_a_result_or_a_sentence(byte[] file) {
    FILES.check(file, DamagedFiles.MANY);
  }

  static Stream<byte[]> files() {
    return Stream.of(
        TestImages.file(TestImages.some(24, 20, 3, 1), "jpeg"),
        TestImages.file(TestImages.some(17, 33, 3, 2), "jpeg", true),
        TestImages.file(TestImages.some(9, 9, 1, 3), "jpeg"),
        TestJpeg.of(20, 40, 0x22, 0x11, 0x21, 0x22).restarting(1).file(4),
        TestJpeg.of(30, 31, 0x41, 0x11, 0x12).restarting(3).in(Order.PROGRESSIVE).file(5),
        TestJpeg.of(9, 30, 0x12, 0x12, 0x11).widened().in(Order.APART).file(6));
  }
}
