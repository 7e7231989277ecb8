package lockstep.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lockstep.cli.progress.JsonProgress;
import lockstep.cli.progress.LineProgress;
import lockstep.cli.progress.Words;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.project.Limits;
import lockstep.nn.project.Project;
import lockstep.nn.project.Result;
import lockstep.nn.project.Session;
import lockstep.nn.project.Source;
import lockstep.nn.train.Event;

/// A session on a terminal, or as JSON.
///
/// @param terminal where to
/// @param show how much is said
record Training(Terminal terminal, Show show) {

  /// How much is said.
  enum Show {
    /// What happens, and what came of it.
    LINES,
    /// What came of it.
    QUIET,
    /// All events, as JSON.
    JSON
  }

  static Show show(boolean quiet, boolean json) {
    return json ? Show.JSON : quiet ? Show.QUIET : Show.LINES;
  }

  /// Says what was found, before training.
  void introduce(Source source, Project project) {
    switch (show) {
      case LINES -> {
        say("", source.sentence(), false);
        source.notes().forEach(note -> say("  ", note, true));
        say("  ", source.split(), true);
        say("", learning(project), false);
      }
      case JSON ->
          terminal
              .out()
              .println(
                  Json.object()
                      .with("event", "data")
                      .with("text", source.sentence())
                      .with("train", source.train().size())
                      .with("validation", source.validation().size())
                      .with("test", source.test().size())
                      .text());
      case QUIET -> {
        // Only what comes of it is said.
      }
    }
  }

  private static String learning(Project project) {
    String model = project.learning().model();
    return (model.isEmpty() ? "the model's network, " : "network " + model + ", ")
        + project.learning().epochs()
        + " epochs of batches of "
        + project.learning().batch()
        + ", "
        + project.learning().optimizer()
        + " with rates up to "
        + Words.number(project.learning().rate())
        + " ("
        + project.learning().schedule()
        + ")";
  }

  /// On a terminal no word is cut; elsewhere a sentence is a line.
  private void say(String first, String text, boolean dim) {
    List<String> lines =
        terminal.columns() == 0
            ? List.of(first + text)
            : Paragraph.lines(first, text, Paragraph.width(terminal));
    lines.forEach(line -> terminal.err().println(dim ? terminal.dim(line) : line));
  }

  ExitCode run(Supplier<Session> begun, Source source) {
    return run(begun, source, _ -> {});
  }

  /// @param begun makes the session; from then on Ctrl-C leaves a run that can be gone on with
  /// @param introduced what is said of it first
  ExitCode run(Supplier<Session> begun, Source source, Consumer<Session> introduced) {
    var asked = new AtomicReference<Runnable>(() -> {});
    try (Interrupts interrupts = Interrupts.ask(() -> asked.get().run());
        Session session = begun.get()) {
      asked.set(session::stop);
      if (interrupts.happened()) {
        session.stop();
      }
      introduced.accept(session);
      return run(session, source, interrupts);
    }
  }

  private ExitCode run(Session session, Source source, Interrupts interrupts) {
    Result result = kept(session.on(listener()));
    if (interrupts.happened() && result.outcome().why() == Event.Ending.ASKED) {
      stopped(result);
      return ExitCode.INTERRUPTED;
    }
    if (show == Show.JSON) {
      terminal.out().println(json(result).text());
    } else {
      report(session, source, result);
    }
    return ExitCode.OK;
  }

  /// Whatever could not be written to a directory that is gone, that it is gone is what matters.
  private static Result kept(Session session) {
    try {
      return session.run();
    } catch (DataException e) {
      if (session.isRemoved()) {
        throw new CommandException(
            ExitCode.ENVIRONMENT,
            session.folder().map(Path::toString).orElse("")
                + ": expected the directory of this run, found that it was removed while it"
                + " trained. Train again.");
      }
      throw e;
    }
  }

  private Consumer<Event> listener() {
    return switch (show) {
      case LINES -> new LineProgress(terminal.err(), terminal.columns(), terminal.unicode());
      case JSON -> untilLost(new JsonProgress(terminal.out()));
      case QUIET -> _ -> {};
    };
  }

  /// A training is worth more than what is said of it: it goes on when nobody listens any more.
  private static Consumer<Event> untilLost(Consumer<Event> listener) {
    return event -> {
      try {
        listener.accept(event);
      } catch (LostOutput _) {
        // The end of the command says so.
      }
    };
  }

  private void stopped(Result result) {
    String folder = result.folder().map(Path::toString).orElse("");
    if (show == Show.JSON) {
      terminal.out().println(json(result).text());
      return;
    }
    terminal
        .err()
        .println(
            "Stopped after step "
                + result.outcome().steps()
                + (folder.isEmpty()
                    ? "; nothing is kept of it."
                    : "; all of it is kept. Go on with:\n  "
                        + Terminal.command()
                        + " resume "
                        + Summary.quoted(folder)));
  }

  private static Json.Fields json(Result result) {
    Json.Fields json =
        Json.object()
            .with("event", "result")
            .with("ended", result.outcome().why().name().toLowerCase(Locale.ROOT))
            .with("steps", result.outcome().steps())
            .with("seconds", result.took().toNanos() * 1e-9);
    if (result.test().isPresent()) {
      json = json.with("test", result.test().get().metric().json(0));
    }
    Optional<Path> folder = result.folder();
    return folder.isPresent() ? json.with("run", folder.get().toString()) : json;
  }

  private void report(Session session, Source source, Result result) {
    Limits.Mode mode = session.project().limits().mode();
    var summary = new Summary(terminal);
    switch (mode) {
      case DRY_RUN ->
          terminal
              .out()
              .println(
                  "One step and one judgement went well; nothing was written. Leave out --dry-run"
                      + " to train.");
      case ONE_BATCH -> {
        result.test().ifPresent(test -> summary.figures(test, "on the one batch that it learnt"));
        terminal
            .out()
            .println(
                "Near perfect is what it should be: then network and data fit together. Nothing was"
                    + " written.");
      }
      case WHOLE -> {
        if (result.outcome().why() != Event.Ending.DONE) {
          terminal.out().println(why(result.outcome().why()));
        }
        result.test().ifPresent(test -> summary.figures(test, "held out"));
        result.test().ifPresent(summary::confused);
        summary.next(result, source);
      }
    }
  }

  private static String why(Event.Ending ending) {
    return switch (ending) {
      case DONE -> "All epochs were made.";
      case NO_PROGRESS -> "Ended early: there was no progress for as long as --patience says.";
      case TIME -> "Ended early: the time of --max-time is over.";
      case ASKED -> "Ended early, as asked.";
    };
  }
}
