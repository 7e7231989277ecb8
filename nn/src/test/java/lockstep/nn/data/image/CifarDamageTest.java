package lockstep.nn.data.image;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Records have one size: nothing may become more.
class CifarDamageTest {

  private static final DamagedFiles FILES =
      new DamagedFiles("some.bin", 0, bytes -> Cifar.ten(bytes, "some.bin"));

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
    return Stream.of(TestIdx.records(1, 3), TestIdx.records(1, 1));
  }
}
