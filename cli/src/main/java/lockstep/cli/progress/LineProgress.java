package lockstep.cli.progress;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import lockstep.nn.train.Event;

/// A line for each epoch, at most about twenty of them; on a terminal a live line below.
public final class LineProgress implements Consumer<Event> {

  private static final int MOST_LINES = 20;
  private static final long REDRAW = 100_000_000L;

  /// Off a terminal, something is said at least that often.
  private static final long PATIENCE = 30_000_000_000L;

  private static final int LEAST_COLUMNS = 20;
  private static final int BAR = 20;

  private final PrintWriter out;
  private final int columns;
  private final boolean unicode;
  private final Pace pace = new Pace();
  private String figure = "";
  private long drawn = System.nanoTime();
  private boolean live;

  /// Lines to a writer.
  ///
  /// @param columns those of the terminal; 0 where there is none
  /// @param unicode whether it can show more than ASCII
  public LineProgress(PrintWriter out, int columns, boolean unicode) {
    this.out = out;
    this.columns = columns;
    this.unicode = unicode;
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.Began began -> began(began);
      case Event.Stepped stepped -> stepped(stepped);
      case Event.Judged judged -> judged(judged);
      case Event.Noted(var sentence) -> line("note: " + sentence);
      case Event.RateLowered(_, var factor) ->
          line("no progress: the learning rate is now " + Words.number(factor) + " of what it was");
      case Event.Ended _ -> clear();
      case Event.Saved _ -> {
        // Files are named in the end.
      }
    }
  }

  private void began(Event.Began event) {
    pace.began(event);
    line(
        String.format(Locale.ROOT, "%,d parameters learn in ", event.parameters())
            + String.format(
                Locale.ROOT, "%,d %s", event.steps(), event.steps() == 1 ? "step" : "steps")
            + (event.from() > 0 ? String.format(Locale.ROOT, ", %,d made", event.from()) : ""));
  }

  private void stepped(Event.Stepped event) {
    pace.stepped(event);
    long now = System.nanoTime();
    if (columns > 0 ? now - drawn >= REDRAW : now - drawn >= PATIENCE) {
      drawn = now;
      if (columns > 0) {
        draw();
      } else {
        line(standing());
      }
    }
  }

  private String standing() {
    return "epoch "
        + (pace.epoch() + 1)
        + "/"
        + pace.epochs()
        + "  step "
        + pace.stepOfEpoch()
        + "/"
        + pace.batches()
        + "  loss "
        + Words.loss(pace.loss())
        + "  "
        + rest();
  }

  private String rest() {
    return String.format(Locale.ROOT, "%,.0f/s", pace.samplesPerSecond()) + left();
  }

  /// The first steps wait for the compiler, and say nothing of those to come.
  private String left() {
    return pace.isSteady() ? "  " + Words.time(pace.left()) + " left" : "";
  }

  private void draw() {
    String start = "epoch " + (pace.epoch() + 1) + "/" + pace.epochs() + "  ";
    String middle = pace.stepOfEpoch() + "/" + pace.batches();
    String loss = "  loss " + Words.loss(pace.loss());
    String end = (figure.isEmpty() ? "" : "  " + figure) + "  " + rest();
    String rate = "  rate " + Words.number(pace.rate());
    int room = Math.max(LEAST_COLUMNS, columns - 1);
    String bar = bar() + " ";
    String curve = unicode && pace.isSteady() ? "  " + Words.sparkline(pace.losses()) : "";
    // What matters least goes first where there is little room.
    String line = start + bar + middle + loss + end + rate + curve;
    for (String shorter :
        new String[] {
          start + bar + middle + loss + end + rate,
          start + bar + middle + loss + end,
          start + middle + loss + end,
          start + middle + loss + left(),
          start + middle + loss,
          start + middle
        }) {
      line = line.length() > room ? shorter : line;
    }
    out.print("\r" + line.substring(0, Math.min(room, line.length())) + "\033[K");
    out.flush();
    live = true;
  }

  private String bar() {
    int done = (int) ((long) BAR * pace.stepOfEpoch() / pace.batches());
    return unicode
        ? "━".repeat(done) + "╌".repeat(BAR - done)
        : "#".repeat(done) + "-".repeat(BAR - done);
  }

  private void judged(Event.Judged event) {
    figure = Words.figure(event.figures());
    int epochs = pace.epochs();
    int every = Math.max(1, (epochs + MOST_LINES - 1) / MOST_LINES);
    if ((event.epoch() + 1) % every == 0 || event.step() >= pace.steps()) {
      String number = String.valueOf(epochs);
      String start =
          String.format(
              Locale.ROOT, "epoch %" + number.length() + "d/%s", event.epoch() + 1, number);
      String loss = "   loss " + Words.loss(event.trained());
      String validation =
          "   validation " + Words.loss(event.figures().getOrDefault("loss", Double.NaN));
      String rate = String.format(Locale.ROOT, "%,.0f samples/s", pace.samplesPerSecond());
      String told = String.format(Locale.ROOT, "   %-18s", figure);
      line(
          fitting(
              start + loss + validation + told + String.format(Locale.ROOT, "   %18s", rate),
              start + loss + validation + "   " + figure + "   " + rate,
              start + loss + validation + "   " + figure,
              start + loss + "   " + figure,
              start + "  " + figure,
              figure));
      drawn = System.nanoTime();
    }
  }

  /// The first of some lines for which a terminal has room, or the last.
  private String fitting(String... lines) {
    for (String line : lines) {
      if (columns == 0 || line.length() <= columns) {
        return line;
      }
    }
    return lines[lines.length - 1];
  }

  private void line(String text) {
    clear();
    out.println(text);
  }

  private void clear() {
    if (live) {
      out.print("\r\033[K");
      out.flush();
      live = false;
    }
  }
}
