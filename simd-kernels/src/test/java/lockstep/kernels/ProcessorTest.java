package lockstep.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 17",
        "AMD64 Family 25 Model 17 Stepping 1, AuthenticAMD",
      })
  void zen_4_is_known_to_split_wide_vectors(String description) {
    assertThat(new Processor(description).splitsWideVectors()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vendor_id\t: AuthenticAMD\ncpu family\t: 26\nmodel\t\t: 2",
        "vendor_id\t: AuthenticAMD\ncpu family\t: 250\nmodel\t\t: 2",
        "vendor_id\t: GenuineIntel\ncpu family\t: 25\nmodel\t\t: 17",
        "Intel64 Family 6 Model 143 Stepping 8, GenuineIntel",
      })
  void others_are_taken_not_to(String description) {
    assertThat(new Processor(description).splitsWideVectors()).isFalse();
  }
}
