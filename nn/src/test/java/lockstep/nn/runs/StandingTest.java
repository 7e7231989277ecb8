package lockstep.nn.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingTest {

  @TempDir private Path run;

  @Test
  void what_is_written_is_read() throws IOException {
    var standing =
        new Standing(7, 100, 1, 5, 1234.5, Double.NaN, 2, List.of(0.5, Double.NaN, 0.25));
    standing.write(run);
    assertThat(Standing.read(run)).isEqualTo(standing);
    assertThat(Standing.read(run).isKnown()).isTrue();
  }

  @Test
  void what_is_absent_or_damaged_is_nothing() throws IOException {
    assertThat(Standing.read(run)).isEqualTo(Standing.none());
    for (String damaged : List.of("", "[]", "{}", "{\"losses\": [\"x\"]}", "{\"losses\":")) {
      Files.writeString(run.resolve("standing.json"), damaged);
      assertThat(Standing.read(run)).as(damaged).isEqualTo(Standing.none());
    }
  }

  @Test
  void a_run_is_written_as_long_as_somebody_holds_it() {
    Path folder;
    try (RunDirectory held = RunDirectory.create(run, "held")) {
      folder = held.folder();
      assertThat(RunDirectory.isWritten(folder)).isTrue();
    }
    assertThat(RunDirectory.isWritten(folder)).isFalse();
    assertThat(RunDirectory.isWritten(run.resolve("none"))).isFalse();
    RunDirectory.open(folder).close();
  }
}
