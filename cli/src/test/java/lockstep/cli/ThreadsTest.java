package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {

  @ParameterizedTest
  @ValueSource(strings = {"eval x", "predict x y", "generate x", "report x", "train spirals"})
  void a_number_that_is_none_of_threads_is_refused_before_anything_is_read(String command) {
    for (String number : new String[] {"-1", "1025"}) {
      CommandRun run = CommandRun.of((command + " --threads " + number).split(" ", -1));
      assertThat(run.err())
          .isEqualTo("lockstep: --threads: expected 0 (all processors) to 1024, got %s.\n", number);
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    }
  }
}
