package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `report` and `watch`: arguments in, text and exit code out.
@Timeout(60)
class ReportAndWatchCommandTest {

  @TempDir private Path runs;

  private Path train() {
    CommandRun trained =
        CommandRun.of(
            "train", "spirals", "--epochs", "1", "--runs", runs.toString(), "--name", "s");
    assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.OK);
    Path page = runs.resolve("s").resolve("report.html");
    assertThat(trained.out()).endsWith("curves, mistakes and settings: " + page + "\n");
    assertThat(page).content().contains("lockstep train spirals --epochs 1 ");
    return runs.resolve("s");
  }

  @Test
  void a_report_is_written_anew_and_its_place_is_said() throws IOException {
    Path run = train();
    Path page = run.resolve("report.html");
    Files.delete(page);
    CommandRun report = CommandRun.of("report", run.toString());
    assertThat(report.out()).isEqualTo(page + "\n");
    assertThat(report.err()).isEqualTo("judging what was held out of spirals\n");
    assertThat(page).exists();
    assertThat(watched("watch", run.toString(), "--port", "0"))
        .contains("<h1>s</h1>", "badge finished", "accuracy, held out", "href=\"/report/s\"");
  }

  @Test
  void what_a_person_can_mend_is_a_sentence_with_its_exit_code() throws IOException {
    assertWrong(
        CommandRun.of("report", runs.toString()),
        ExitCode.MODEL,
        "expected the directory of a run");
    assertWrong(
        CommandRun.of("report", "x", "--threads", "-1"), ExitCode.USAGE, "--threads: expected 0");
    assertWrong(
        CommandRun.of("watch", "--runs", runs.resolve("none").toString()),
        ExitCode.MODEL,
        "expected a folder of runs, found none. Train first");
    assertWrong(
        CommandRun.of("watch", "--runs", runs.toString(), "--port", "70000"),
        ExitCode.USAGE,
        "--port: expected 0 to 65535, got 70000.");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertWrong(
          CommandRun.of("watch", "--runs", runs.toString(), "--port", "" + taken.getLocalPort()),
          ExitCode.ENVIRONMENT,
          "Use --port 0.");
    }
  }

  @Test
  void watch_listens_on_a_free_port_and_ends_quietly() {
    assertThat(watched("watch", "--runs", runs.toString())).contains("No run yet");
  }

  /// Starts the command, reads its page, and interrupts it.
  private static String watched(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
    Thread command = Thread.ofPlatform().start(() -> Main.run(terminal, arguments));
    try {
      while (!out.toString().endsWith("\n")) {
        assertThat(command.isAlive()).as(err.toString()).isTrue();
        Thread.sleep(10);
      }
      try (var page = URI.create(out.toString().strip()).toURL().openStream()) {
        return new String(page.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new AssertionError(err.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      command.interrupt();
    }
  }

  private static void assertWrong(CommandRun run, ExitCode code, String part) {
    assertThat(run.err()).startsWith("lockstep: ").contains(part).hasLineCount(1);
    assertThat(run.code()).isEqualTo(code);
  }
}
