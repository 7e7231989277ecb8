package lockstep.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed loses nothing: what it leaves goes on to the same bytes.
class KillTest {

  private static final String MODEL = "model.lockstep";

  @TempDir Path folder;

  @Test
  void a_killed_run_ends_like_one_that_was_not() throws Exception {
    killed(2, 3, 1);
  }

  @Test
  @Tag("long")
  void twenty_killed_runs_end_like_one_that_was_not() throws Exception {
    killed(20, 10, 2);
  }

  /// Kills a run at so many moments, resumes it each time, and lets it end.
  private void killed(int times, int epochs, long seed) throws Exception {
    Path whole = folder.resolve("whole");
    long from = System.nanoTime();
    Process alone = start(whole, epochs);
    assertThat(alone.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(alone.exitValue()).as(output(whole)).isZero();
    long took = (System.nanoTime() - from) / 1_000_000;

    Path killed = folder.resolve("killed");
    var random = new SplittableRandom(seed);
    int kills = 0;
    while (kills < times) {
      Process process = start(killed, epochs);
      // At least until there is something to go on from, else nothing is ever saved.
      boolean ended = process.waitFor(took / 3 + random.nextLong(took / 2), TimeUnit.MILLISECONDS);
      if (ended) {
        Files.delete(killed.resolve(MODEL));
        deleteAll(killed);
      } else {
        process.destroyForcibly().waitFor();
        kills++;
      }
    }
    Process last = start(killed, epochs);
    assertThat(last.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(output(killed)).isZero();
    assertThat(killed.resolve(MODEL)).hasSameBinaryContentAs(whole.resolve(MODEL));
    for (String name : List.of("metrics.csv", "metrics.jsonl")) {
      assertThat(killed.resolve(name)).hasSameTextualContentAs(whole.resolve(name));
    }
  }

  private Process start(Path run, int epochs) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+UseSerialGC");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(KilledRun.class.getName());
    command.add(run.toString());
    command.add(Integer.toString(epochs));
    File log = new File(run + ".log");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(log))
        .start();
  }

  private static String output(Path run) throws IOException {
    return Files.readString(Path.of(run + ".log"));
  }

  private static void deleteAll(Path run) throws IOException {
    try (var files = Files.walk(run)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
