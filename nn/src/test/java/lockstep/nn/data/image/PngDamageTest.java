package lockstep.nn.data.image;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each byte of a compressed PNG may become 1,032, and each bit of these a pixel.
class PngDamageTest {

  private static final DamagedFiles FILES =
      new DamagedFiles("some.png", 1032 * 8 * 4, bytes -> ImageDecoder.decode(bytes, "some.png"));

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
        TestImages.file(TestImages.some(24, 20, 3, 1), "png"),
        TestImages.file(TestImages.some(17, 33, 4, 2), "png", true),
        TestImages.file(TestImages.some(9, 9, 1, 3), "png"));
  }
}
