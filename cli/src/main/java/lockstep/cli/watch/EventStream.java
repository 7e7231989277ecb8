package lockstep.cli.watch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// One browser's stream: a piece of page whenever files change, and a word now and then, so that
/// one that has gone is noticed.
///
/// @param runs which there are
/// @param name which one is shown; empty for the first
/// @param pause between two looks at files
record EventStream(Runs runs, String name, Duration pause) {

  private static final int QUIET_LOOKS = 20;

  /// Ends when the browser goes away, or when its thread is interrupted.
  void send(OutputStream out) throws IOException {
    String before = "";
    int quiet = 0;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Optional<Path> shown = runs.find(name);
        String mark = shown.map(RunFiles::mark).orElse("") + shown + runs.all().size();
        if (!mark.equals(before)) {
          out.write(event(RunView.piece(runs, shown)).getBytes(StandardCharsets.UTF_8));
          out.flush();
          before = mark;
          quiet = 0;
        } else if (++quiet % QUIET_LOOKS == 0) {
          out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
          out.flush();
        }
        Thread.sleep(pause);
      }
    } catch (InterruptedException _) {
      // The server closes.
      Thread.currentThread().interrupt();
    }
  }

  static String event(String piece) {
    return "event: view\ndata: " + piece.replace("\r", "").replace("\n", "\ndata: ") + "\n\n";
  }
}
