package lockstep.cli.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import lockstep.nn.report.Markup;
import lockstep.nn.report.Style;

/// The page around a {@link RunView}: the piece as it is now, and the script that replaces it.
final class WatchPage {

  static final String SCRIPT = resource("watch.js");
  static final String STYLE = Style.rules() + resource("watch.css");

  private WatchPage() {}

  /// @param name the run's in the address; empty for the one that is shown first
  static String of(Runs runs, String name) {
    Optional<Path> shown = runs.find(name);
    String title = shown.map(Runs::nameOf).orElse("no run yet") + " · lockstep watch";
    var head = new Markup().open("head").empty("meta", "charset", "utf-8");
    head.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    head.empty("meta", "name", "color-scheme", "content", "light dark").leaf("title", title);
    head.empty("link", "rel", "stylesheet", "href", "/watch.css");
    head.leaf("script", "", "src", "/watch.js", "defer", "defer").close();
    String events = "/events/" + RunView.encoded(name);
    var status =
        new Markup()
            .leaf(
                "p",
                "The connection to lockstep watch is lost. Is it still running?",
                "id",
                "lost",
                "role",
                "status");
    var body =
        new Markup().open("body").add(status).open("main", "id", "view", "data-events", events);
    String view = body.close().close().toString();
    // The piece is mark-up already.
    int inside = view.lastIndexOf("</main>");
    return "<!DOCTYPE html>\n<html lang=\"en\">"
        + head
        + view.substring(0, inside)
        + RunView.piece(runs, shown)
        + view.substring(inside)
        + "</html>\n";
  }

  private static String resource(String name) {
    try (InputStream in = WatchPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": expected it beside this class, found none.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
