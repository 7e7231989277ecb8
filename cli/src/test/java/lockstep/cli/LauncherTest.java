package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `cli/lockstep` in a made-up checkout: `java` is a script that tells what it was given, `mvnw`
/// one that "builds" a jar.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
class LauncherTest {

  /// More than any system numbers its processes.
  private static final String DEAD = "999999999";

  @TempDir private Path machine;
  private Path root;
  private Path lock;
  private Path jdk;
  private Path jar;

  @BeforeEach
  void makeCheckout() throws IOException {
    root = machine.resolve("check out");
    for (String module : List.of("native-bindings", "simd-kernels", "nn", "cli")) {
      Files.createDirectories(root.resolve(module + "/src/main/java"));
      Files.writeString(root.resolve(module + "/pom.xml"), "<project/>");
      Files.writeString(root.resolve(module + "/src/main/java/A.java"), "class A {}");
    }
    Files.createDirectories(root.resolve("native-bindings/src/generated/java"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    copy(".mvn/jdk.sh");
    copy("cli/lockstep");
    copy("cli/launch/java.options");
    copy("simd-kernels/src/main/resources/lockstep/kernels/compiler-directives.json");
    lock = root.resolve("cli/.build/building");
    jar = root.resolve("cli/target/app/lockstep-cli.jar");
    Shell.script(
        root.resolve("mvnw"),
        "echo build >>'" + root + "/builds'",
        "sleep 0.3",
        "mkdir -p '" + jar.getParent() + "' && : >'" + jar + "'");
    jdk = Shell.jdk(machine.resolve("jdk"), "25", true);
    java("printf '%s\\n' \"$@\"");
  }

  private void copy(String file) throws IOException {
    Path target = root.resolve(file);
    Files.createDirectories(target.getParent());
    Files.copy(Path.of("..").resolve(file), target);
    assertThat(target.toFile().setExecutable(true)).isTrue();
  }

  /// It keeps no classes, and only counts how often it was asked to: that start is the launcher's
  /// own.
  private void java(String... lines) throws IOException {
    var script = new ArrayList<String>();
    script.add("case \"$*\" in *AOTCacheOutput*) echo keep >>'" + root + "/kept'; exit 0 ;; esac");
    script.addAll(List.of(lines));
    Shell.script(jdk.resolve("bin/java"), script.toArray(String[]::new));
  }

  private Shell.Result lockstep(String... arguments) throws Exception {
    return Shell.finish(start(arguments));
  }

  private Shell.Started start(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(root.resolve("cli/lockstep").toString()));
    command.addAll(List.of(arguments));
    return Shell.start(machine, Map.of("JAVA_HOME", jdk.toString()), command);
  }

  private long builds() throws IOException {
    return lines("builds");
  }

  private long lines(String name) throws IOException {
    Path log = root.resolve(name);
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  @Test
  void it_builds_what_is_missing_once_and_says_so() throws Exception {
    var first = lockstep("--version");
    assertThat(first.err()).startsWith("lockstep: building, this once").hasLineCount(1);
    assertThat(first.code()).isZero();
    assertThat(lockstep("--version").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void it_builds_again_after_a_source_changed() throws Exception {
    lockstep("--version");
    Files.setLastModifiedTime(
        root.resolve("nn/src/main/java/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
    lockstep("--version");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void ten_at_once_build_once_and_all_run() throws Exception {
    var started = new ArrayList<Shell.Started>();
    for (int i = 0; i < 10; i++) {
      started.add(start("train"));
    }
    for (Shell.Started one : started) {
      var result = Shell.finish(one);
      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.out()).endsWith("\ntrain\n");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void the_lock_of_a_process_that_died_does_not_hold_it_up() throws Exception {
    makeLock(DEAD);
    assertThat(lockstep("--version").code()).isZero();
    assertThat(builds()).isEqualTo(1);
    assertThat(Files.isSymbolicLink(lock)).isFalse();
  }

  /// The first look at the lock tells of a process that died, as another process takes it over.
  @Test
  void a_lock_that_another_process_has_just_taken_over_is_left_alone() throws Exception {
    makeLock(DEAD);
    String living = Long.toString(ProcessHandle.current().pid());
    Path tools = Files.createDirectories(machine.resolve("tools"));
    Shell.script(
        tools.resolve("readlink"),
        "/usr/bin/env PATH=/usr/bin:/bin readlink \"$@\"",
        "[ -e '" + tools + "/looked' ] || ln -sfn " + living + " '" + lock + "'",
        ": >'" + tools + "/looked'");
    Shell.Started started =
        Shell.start(
            machine,
            Map.of("JAVA_HOME", jdk.toString(), "PATH", tools + ":/usr/bin:/bin"),
            List.of(root.resolve("cli/lockstep").toString(), "--version"));
    while (!Files.readString(started.err()).contains("waiting for process " + living)) {
      Thread.sleep(20);
      assertThat(started.process().isAlive()).isTrue();
    }
    assertThat(Files.readSymbolicLink(lock)).hasToString(living);
    Files.delete(lock);
    assertThat(Shell.finish(started).code()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  private void makeLock(String process) throws IOException {
    Files.createDirectories(lock.getParent());
    Files.createSymbolicLink(lock, Path.of(process));
  }

  @Test
  void a_failed_build_shows_the_errors_and_where_the_rest_is() throws Exception {
    Shell.script(root.resolve("mvnw"), "echo '[ERROR] A.java:1 boom'; echo noise; exit 1");
    var result = lockstep("train");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("[ERROR] A.java:1 boom", "cli/.build/log")
        .doesNotContain("noise");
    assertThat(Files.isSymbolicLink(lock)).isFalse();
  }

  @Test
  void kept_classes_are_given_but_not_beside_options_of_their_kind() throws Exception {
    lockstep("--version");
    Path classes = Files.writeString(root.resolve("cli/.build/classes.aot"), "classes");
    Files.setLastModifiedTime(classes, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(lockstep("--version").out()).contains("-XX:AOTCache=" + classes);
    assertThat(lockstep("-J-Xshare:off", "--version").out())
        .contains("-Xshare:off")
        .doesNotContain("-XX:AOTCache");
  }

  @Test
  void classes_are_kept_once_for_every_app_whoever_built_it() throws Exception {
    lockstep("--version");
    assertThat(lockstep("--version").out()).doesNotContain("-XX:AOTCache");
    assertThat(lines("kept")).isEqualTo(1);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5))); // as Maven would
    assertThat(lockstep("--version").err()).isEmpty();
    assertThat(lines("kept")).isEqualTo(2);
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void arguments_arrive_as_they_were_given() throws Exception {
    assertThat(lockstep("predict", "a b.png", "", "--x=\"y\" $z").out())
        .endsWith("lockstep.cli/lockstep.cli.Main\npredict\na b.png\n\n--x=\"y\" $z\n");
  }

  @Test
  void jvm_options_come_before_the_command() throws Exception {
    var result = lockstep("-Dlockstep.blas.path=/a b", "-J-Xmx1g", "doctor", "-Dnot=ours");
    assertThat(result.out().lines())
        .containsSubsequence(
            "-Dlockstep.blas.path=/a b", "-Xmx1g", "--module", "doctor", "-Dnot=ours");
  }

  @Test
  void the_exit_code_is_the_programs() throws Exception {
    java("exit 42");
    assertThat(lockstep("train").code()).isEqualTo(42);
  }

  @Test
  void a_signal_reaches_the_program() throws Exception {
    java("trap 'echo stopped by TERM; exit 5' TERM", "echo ready", "while :; do sleep 0.05; done");
    Shell.Started started = start("train");
    while (!Files.readString(started.out()).contains("ready")) {
      Thread.sleep(20);
      assertThat(started.process().isAlive()).isTrue();
    }
    started.process().destroy();
    var result = Shell.finish(started);
    assertThat(result.out()).contains("stopped by TERM");
    assertThat(result.code()).isEqualTo(5);
  }

  @Test
  void ctrl_c_leaves_a_whole_checkpoint_and_the_command_that_goes_on() throws Exception {
    runThese();
    var command = new ArrayList<>(interruptible());
    Path runs = machine.resolve("runs");
    command.addAll(List.of(root.resolve("cli/lockstep").toString(), "train", "spirals"));
    command.addAll(List.of("--epochs", "5000", "--runs", runs.toString()));
    Shell.Started started = Shell.start(machine, Map.of("JAVA_HOME", jdk.toString()), command);
    while (!Files.readString(started.err()).contains("parameters learn")) {
      Thread.sleep(20);
      assertThat(started.process().isAlive()).as(Files.readString(started.err())).isTrue();
    }
    Shell.run(machine, Map.of(), "sh", "-c", "kill -INT " + started.process().pid());
    var result = Shell.finish(started);
    String run = runs.resolve("mlp-spirals-1").toString();
    assertThat(result.err())
        .containsPattern("\nStopped after step \\d+; all of it is kept. Go on with:\n")
        .contains("\n  '" + root.resolve("cli/lockstep") + "' resume " + run + "\n");
    assertThat(result.code()).isEqualTo(ExitCode.INTERRUPTED.code());
    CommandRun resumed = CommandRun.of("resume", run, "--epochs", "1", "--quiet");
    assertThat(resumed.code()).as(resumed.err()).isEqualTo(ExitCode.OK);
  }

  /// Makes `java` the one that runs this test, with the launcher's options and this class path.
  private void runThese() throws IOException {
    java(
        "for word; do",
        "  shift",
        "  case $word in",
        "  --module-path | --module | '" + jar.getParent() + "') ;;",
        "  lockstep.cli/*) set -- \"$@\" lockstep.cli.Main ;;",
        "  *) set -- \"$@\" \"$word\" ;;",
        "  esac",
        "done",
        "exec '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED"
            + " --add-opens=java.base/java.io=ALL-UNNAMED -cp '"
            + System.getProperty("java.class.path")
            + "' \"$@\"");
  }

  /// What to start a command with, so that Ctrl-C reaches it: a shell without jobs lets those in
  /// its background ignore the signal, and so do all that they start, such as this test.
  private List<String> interruptible() throws Exception {
    for (List<String> first : List.of(List.<String>of(), List.of("env", "--default-signal=INT"))) {
      var command = new ArrayList<>(first);
      command.addAll(List.of("sh", "-c", "kill -INT $$"));
      if (Shell.finish(Shell.start(machine, Map.of(), command)).code() == 128 + 2) {
        return first;
      }
    }
    return Assumptions.abort("this test was started so that nothing hears Ctrl-C");
  }

  @Test
  void the_warning_of_the_incubator_module_is_kept_away_and_nothing_else() throws Exception {
    java(
        "echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2",
        "echo '1 compiler directives added' >&2",
        "echo 'WARNING: something else' >&2",
        "echo 'an error of ours' >&3");
    Shell.Started started = start("train");
    Shell.finish(started);
    // What passes the filter may arrive after the program has ended.
    for (int i = 0; i < 1_000 && !Files.readString(started.err()).contains("something"); i++) {
      Thread.sleep(20);
    }
    assertThat(Files.readString(started.err()).lines())
        .containsExactlyInAnyOrder(
            "lockstep: building, this once (the first time downloads the build tools) ...",
            "WARNING: something else",
            "an error of ours");
  }

  @Test
  void it_runs_through_a_link() throws Exception {
    Path link = Files.createSymbolicLink(machine.resolve("linked"), root.resolve("cli/lockstep"));
    var result =
        Shell.run(machine, Map.of("JAVA_HOME", jdk.toString()), link.toString(), "--version");
    assertThat(result.out()).endsWith("--version\n");
  }
}
