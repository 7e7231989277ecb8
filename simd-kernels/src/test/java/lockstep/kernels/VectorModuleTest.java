package lockstep.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorModuleTest {

  static final class PrintPresence {
    private PrintPresence() {}

    static void main() {
      System.out.println("present: " + VectorModule.isPresent());
    }
  }

  @Test
  void the_module_is_in_this_jvm() {
    assertThat(VectorModule.isPresent()).isTrue();
  }

  /// The class path is the case that matters: without the option nothing else tells what is wrong.
  @Test
  void a_jvm_that_was_not_told_lacks_it_and_can_say_so() throws Exception {
    assertThat(ForkedJvm.lines(PrintPresence.class)).containsExactly("present: false");
  }

  @Test
  void the_named_option_adds_it() throws Exception {
    String[] option = VectorModule.OPTION.split(" ", -1);
    assertThat(ForkedJvm.lines(PrintPresence.class, option)).contains("present: true");
  }
}
