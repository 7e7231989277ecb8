package lockstep.nn.data.image;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two bytes of a BMP may become 255 pixels, and four skip more.
class BmpDamageTest {

  private static final DamagedFiles FILES =
      new DamagedFiles("some.bmp", 1024 * 7, bytes -> ImageDecoder.decode(bytes, "some.bmp"));

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
        TestImages.file(TestImages.some(12, 10, 3, 1), "bmp"),
        TestImages.file(TestImages.some(9, 9, 1, 3), "bmp"));
  }
}
