package lockstep.nn.data.image;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each byte of a compressed file may become 1,032.
class IdxDamageTest {

  private static final DamagedFiles FILES =
      new DamagedFiles("some-idx", 1032, bytes -> Idx.read(bytes, "some-idx"));

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
        TestIdx.images(5, 7, 6),
        TestIdx.labels(0, 1, 2, 1, 0),
        TestIdx.gzip(TestIdx.images(5, 7, 6)));
  }
}
