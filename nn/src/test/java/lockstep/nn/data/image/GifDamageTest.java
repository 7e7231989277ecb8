package lockstep.nn.data.image;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Twelve bits of a GIF may become 4,096 pixels, in the platform's image and in ours.
class GifDamageTest {

  private static final DamagedFiles FILES =
      new DamagedFiles("some.gif", 4096 * 5, bytes -> ImageDecoder.decode(bytes, "some.gif"));

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
    return Stream.of(TestImages.file(TestImages.some(24, 20, 3, 1), "gif"));
  }
}
