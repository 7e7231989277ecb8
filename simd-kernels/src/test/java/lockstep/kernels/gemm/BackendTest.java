package lockstep.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackendTest {

  @ParameterizedTest
  @EnumSource
  void each_is_found_by_its_name(Backend backend) {
    assertThat(Backend.of(backend.text())).isEqualTo(backend);
  }

  @Test
  void another_name_is_answered_with_those_there_are() {
    assertThatThrownBy(() -> Backend.of("cuda"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backend: expected simd, openblas, auto, got `cuda`.");
  }

  @Test
  void simd_is_our_own() {
    assertThat(
            Backend.SIMD.product(GemmShape.dense(3, 4, 5, false, false), Batch.ONE, Epilogue.NONE))
        .isInstanceOf(Gemm.class);
  }
}
