package lockstep.nn.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {

  @TempDir private Path runs;

  @Test
  void a_run_has_a_name_of_its_own() {
    try (var run = RunDirectory.create(runs.resolve("new"), "first")) {
      assertThat(run.folder()).isEqualTo(runs.resolve("new/first")).isDirectory();
    }
    assertThatThrownBy(() -> RunDirectory.create(runs.resolve("new"), "first"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            runs.resolve("new/first")
                + ": expected no run of that name, found one. Resume it, or choose another name.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../up", "a/b", "-x", "a b", "a\nb"})
  void a_name_is_no_path(String name) {
    assertThatThrownBy(() -> RunDirectory.create(runs, name))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a name of 1 to 100 letters");
  }

  @Test
  void numbers_go_on_where_they_ended() throws IOException {
    Files.createDirectory(runs.resolve("lenet-mnist-7"));
    Files.createDirectory(runs.resolve("lenet-mnist-x"));
    try (var run = RunDirectory.createNumbered(runs, "lenet-mnist");
        var next = RunDirectory.createNumbered(runs, "lenet-mnist");
        var other = RunDirectory.createNumbered(runs, "mlp")) {
      assertThat(run.folder()).isEqualTo(runs.resolve("lenet-mnist-8"));
      assertThat(next.folder()).isEqualTo(runs.resolve("lenet-mnist-9"));
      assertThat(other.folder()).isEqualTo(runs.resolve("mlp-1"));
    }
  }

  @Test
  void two_at_once_never_get_the_same() throws ExecutionException, InterruptedException {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var made = new ArrayList<Future<RunDirectory>>();
      Callable<RunDirectory> make = () -> RunDirectory.createNumbered(runs, "run");
      for (int i = 0; i < 40; i++) {
        made.add(threads.submit(make));
      }
      var folders = new HashSet<Path>();
      for (Future<RunDirectory> each : made) {
        try (RunDirectory run = each.get()) {
          folders.add(run.folder());
        }
      }
      assertThat(folders).hasSize(40);
    }
  }

  @Test
  void a_run_is_written_by_one_at_a_time() {
    Path folder;
    try (var run = RunDirectory.create(runs, "a")) {
      folder = run.folder();
      assertThatThrownBy(() -> RunDirectory.open(folder))
          .isInstanceOf(DataException.class)
          .hasMessage(
              folder
                  + ": expected a run that nobody writes, found one that a process is writing."
                  + " Wait until it ends, or choose another name.");
    }
    RunDirectory.open(folder).close();
    assertThatThrownBy(() -> RunDirectory.open(runs))
        .hasMessage(runs + ": expected the directory of a run, found none. Check the path.");
  }

  @Test
  void another_process_cannot_write_a_run_that_is_written()
      throws IOException, InterruptedException {
    try (var run = RunDirectory.create(runs, "a")) {
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                  "--add-modules",
                  "jdk.incubator.vector",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path", ""),
                  Opening.class.getName(),
                  run.folder().toString())
              .redirectErrorStream(true)
              .start();
      other.getInputStream().readAllBytes();
      assertThat(other.waitFor()).isEqualTo(Opening.REFUSED);
    }
  }

  /// A program that opens a run.
  static final class Opening {

    static final int REFUSED = 7;

    private Opening() {}

    public static void main(String[] arguments) {
      try (var run = RunDirectory.open(Path.of(arguments[0]))) {
        run.writeConfig(Json.object());
      } catch (DataException _) {
        System.exit(REFUSED);
      }
    }
  }

  @Test
  void settings_come_back() throws IOException {
    try (var run = RunDirectory.create(runs, "a")) {
      assertThatThrownBy(run::config)
          .hasMessageStartingWith(
              run.folder().resolve("config.json") + ": expected the settings of a run, got: ");
      Json config = Json.object().with("epochs", 3).with("rate", 0.1);
      run.writeConfig(config);
      assertThat(run.config()).isEqualTo(config);
      Files.writeString(run.folder().resolve("config.json"), "{");
      assertThatThrownBy(run::config).isInstanceOf(DataException.class);
    }
  }

  @Test
  void the_environment_is_told() throws IOException {
    try (var run = RunDirectory.create(runs, "a")) {
      run.writeEnvironment(Json.object().with("threads", 2));
      Json json = Json.parse(Files.readString(run.folder().resolve("environment.json")));
      assertThat(((Json.Fields) json).members().keySet())
          .containsAll(
              List.of(
                  "java",
                  "system",
                  "architecture",
                  "cpu",
                  "processors",
                  "lanes",
                  "commit",
                  "lockstep",
                  "threads"));
    }
  }

  @Test
  void the_commit_is_read_from_the_checkout() throws IOException {
    String commit = "0123456789abcdef0123456789abcdef01234567";
    Path git = Files.createDirectories(runs.resolve(".git"));
    Path inside = Files.createDirectories(runs.resolve("a/b"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.writeString(git.resolve("packed-refs"), "# pack\n" + commit + " refs/heads/main\n");
    assertThat(Environment.commit(inside)).contains(commit);
    Files.createDirectories(git.resolve("refs/heads"));
    Files.writeString(git.resolve("refs/heads/main"), commit.replace('0', '9') + "\n");
    assertThat(Environment.commit(inside)).contains(commit.replace('0', '9'));
    Files.writeString(git.resolve("HEAD"), "nonsense");
    assertThat(Environment.commit(inside)).isEmpty();
    assertThat(Environment.cpu(runs.resolve("absent"))).isEqualTo("unknown");
  }
}
