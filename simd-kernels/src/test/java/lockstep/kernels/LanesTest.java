package lockstep.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {

  /// What a process with a forced width computes with.
  static final class PrintWidth {
    private PrintWidth() {}

    static void main() {
      System.out.println("count " + Lanes.COUNT + ", bits " + Lanes.BITS);
    }
  }

  @Test
  void no_setting_gives_the_widest_vector() {
    assertThat(Lanes.species("")).isEqualTo(FloatVector.SPECIES_PREFERRED);
    assertThat(Lanes.species("").vectorBitSize()).isEqualTo(Lanes.hardwareBits());
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void a_setting_forces_the_width_whatever_the_hardware(int bits) {
    assertThat(Lanes.species(" " + bits + " ").vectorBitSize()).isEqualTo(bits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"64", "1024", "-128", "0128", "wide", "128 bits"})
  void another_width_is_refused_with_the_property_the_choices_and_what_came(String value) {
    assertThatThrownBy(() -> Lanes.species(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "-Dlockstep.lanes.bits: expected 128, 256 or 512, got '"
                + value
                + "'. Leave it out for the widest.");
  }

  @Test
  void count_and_bits_describe_the_species() {
    assertThat(Lanes.COUNT).isEqualTo(Lanes.FLOAT.length());
    assertThat(Lanes.BITS).isEqualTo(Float.SIZE * Lanes.COUNT);
  }

  @Test
  void the_property_sets_the_width_of_the_process() throws Exception {
    assertThat(
            ForkedJvm.lines(
                PrintWidth.class,
                "--add-modules=jdk.incubator.vector",
                "-D" + Lanes.PROPERTY + "=128"))
        .contains("count 4, bits 128");
  }
}
