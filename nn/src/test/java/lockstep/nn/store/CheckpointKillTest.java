package lockstep.nn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import lockstep.nn.json.Json;
import lockstep.nn.run.Variables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that does nothing but save checkpoints, killed at any moment.
class CheckpointKillTest {

  @TempDir private Path folder;

  @Test
  void a_killed_process_leaves_a_whole_checkpoint() throws IOException, InterruptedException {
    kill(2);
  }

  @Test
  @Tag("long")
  void many_killed_processes_leave_whole_checkpoints() throws IOException, InterruptedException {
    kill(20);
  }

  private void kill(int times) throws IOException, InterruptedException {
    var random = new SplittableRandom(5);
    long before = 0;
    for (int i = 0; i < times; i++) {
      Process saving = start();
      try {
        await(saving, before);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
      } finally {
        saving.destroyForcibly().waitFor();
      }
      var notes = new ArrayList<String>();
      var checkpoints = new Checkpoints(folder, Retention.usual(), notes::add);
      long found = checkpoints.last().orElseThrow().state().step();
      assertThat(found).as("%s", notes).isGreaterThan(before);
      assertThat(notes).allMatch(note -> note.contains("was not finished"));
      try (var files = Files.list(folder.resolve("last"))) {
        assertThat(files).noneMatch(file -> file.toString().endsWith(AtomicFile.PARTIAL));
      }
      before = found;
    }
  }

  private Process start() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path", ""),
            Saving.class.getName(),
            folder.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  /// Until it saved something itself.
  private void await(Process saving, long before) throws IOException, InterruptedException {
    Path first = folder.resolve("last/step-%010d.safetensors".formatted(before + 3));
    while (saving.isAlive() && !Files.exists(first) && !later(before)) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(saving.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
  }

  private boolean later(long before) throws IOException {
    Path last = folder.resolve("last");
    if (!Files.isDirectory(last)) {
      return false;
    }
    String name = "step-%010d.safetensors".formatted(before + 3);
    try (var files = Files.list(last)) {
      return files
          .map(file -> file.getFileName().toString())
          .anyMatch(each -> each.endsWith(".safetensors") && each.compareTo(name) > 0);
    }
  }

  /// A program that saves checkpoints until it is killed.
  static final class Saving {

    private Saving() {}

    public static void main(String[] arguments) {
      var checkpoints = new Checkpoints(Path.of(arguments[0]), Retention.usual(), _ -> {});
      Trained trained = Trained.after(0);
      Variables variables = trained.model.variables();
      long step = checkpoints.last().map(each -> each.state().step()).orElse(0L);
      while (true) {
        step++;
        var more = Json.object().with("filler", "x".repeat((int) (step % 1000) * 100));
        checkpoints.saveLast(variables, TrainingState.first(1).at(step, step, 0, 0).withMore(more));
      }
    }
  }
}
