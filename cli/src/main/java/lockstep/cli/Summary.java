package lockstep.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lockstep.cli.progress.Words;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Item;
import lockstep.nn.data.Row;
import lockstep.nn.data.Text;
import lockstep.nn.metric.ClassScores;
import lockstep.nn.metric.Classification;
import lockstep.nn.metric.Confusion;
import lockstep.nn.metric.LanguageModel;
import lockstep.nn.metric.Metric;
import lockstep.nn.metric.Mistake;
import lockstep.nn.metric.Regression;
import lockstep.nn.metric.Score;
import lockstep.nn.project.BuiltIn;
import lockstep.nn.project.DataKind;
import lockstep.nn.project.Result;
import lockstep.nn.project.Session;
import lockstep.nn.project.Source;
import lockstep.nn.report.Report;
import lockstep.nn.train.Judgement;

/// What a model is worth, in a few lines.
///
/// @param terminal where to
record Summary(Terminal terminal) {

  private static final int CONFUSED = 5;
  private static final int MOST_CELLS = 12;
  private static final int MOST_CLASSES = 40;
  private static final int LONGEST_LABEL = 24;
  private static final int TEXTS = 50;
  private static final int LONGEST_TEXT = 50;

  /// The figure that says most, with its interval.
  void figures(Judgement judgement, String which) {
    Metric metric = judgement.metric();
    String main =
        switch (metric) {
          case Classification _ -> "accuracy";
          case Regression _ -> "rmse";
          case LanguageModel _ -> "perplexity";
        };
    List<Score> scores = metric.scores();
    Score score =
        scores.stream()
            .filter(each -> each.name().equals(main))
            .findFirst()
            .orElse(scores.getFirst());
    terminal.out().println();
    terminal
        .out()
        .println(
            terminal.bold(score.name() + " " + text(score.name(), score.value()))
                + "  ("
                + interval(score)
                + String.format(Locale.ROOT, "%,d", metric.count())
                + " "
                + which
                + ")");
    if (metric instanceof Classification classes && classes.labels().size() == 2) {
      ClassScores rarer =
          classes.perClass(0).stream()
              .min(Comparator.comparingLong(ClassScores::support))
              .orElseThrow();
      terminal
          .out()
          .println(
              "of "
                  + rarer.label()
                  + ", the rarer class: F1 "
                  + Words.number(rarer.f1().value())
                  + ", precision "
                  + Words.number(rarer.precision().value())
                  + ", recall "
                  + Words.number(rarer.recall().value()));
    }
    if (metric instanceof Regression regression) {
      terminal
          .out()
          .println(
              "mean absolute error "
                  + Words.number(regression.mae())
                  + ", R² "
                  + Words.number(regression.r2()));
    }
  }

  private static String text(String name, double value) {
    return name.equals("accuracy") ? Words.percent(value) : Words.number(value);
  }

  private static String interval(Score score) {
    // Resampling what has no mistakes says nothing.
    return Double.isNaN(score.low()) || score.low() == score.high()
        ? ""
        : text(score.name(), score.low()).replace(" %", "")
            + " to "
            + text(score.name(), score.high())
            + ", ";
  }

  /// All figures with their intervals.
  void table(Judgement judgement) {
    List<Score> scores = judgement.metric().scores();
    int width = scores.stream().mapToInt(score -> score.name().length()).max().orElse(0);
    for (Score score : scores) {
      terminal
          .out()
          .println(
              "  "
                  + score.name()
                  + " ".repeat(width - score.name().length() + 2)
                  + (score.isDefined()
                      ? String.format(Locale.ROOT, "%10s", digits(score.value()))
                          + (Double.isNaN(score.low())
                              ? ""
                              : "   "
                                  + terminal.dim(
                                      digits(score.low()) + " to " + digits(score.high())))
                      : "not defined"));
    }
    judgement.metric().notes().forEach(note -> terminal.out().println("  " + note));
  }

  private static String digits(double value) {
    return Math.abs(value) < 100 ? String.format(Locale.ROOT, "%.4f", value) : Words.number(value);
  }

  /// The figures of each class, where there are few enough to read.
  void perClass(Judgement judgement) {
    if (!(judgement.metric() instanceof Classification classes)
        || classes.labels().size() > MOST_CLASSES) {
      return;
    }
    int width = classes.labels().stream().mapToInt(String::length).max().orElse(0);
    width = Math.clamp(width, "class".length(), LONGEST_LABEL);
    String form = "  %-" + width + "s  %9s  %9s  %9s  %7s%n";
    terminal.out().println();
    terminal
        .out()
        .printf(Locale.ROOT, terminal.dim(form), "class", "precision", "recall", "F1", "samples");
    for (ClassScores each : classes.perClass(0)) {
      String label = each.label();
      terminal
          .out()
          .printf(
              Locale.ROOT,
              form,
              label.length() <= width ? label : label.substring(0, width - 1) + "…",
              digits(each.precision().value()),
              digits(each.recall().value()),
              digits(each.f1().value()),
              each.support());
    }
  }

  /// The most frequent mistakes, where there are classes and mistakes.
  void confused(Judgement judgement) {
    if (!(judgement.metric() instanceof Classification classes)) {
      return;
    }
    Confusion confusion = classes.confusion();
    List<Mistake> mistakes = confusion.mistakes(CONFUSED);
    if (mistakes.isEmpty()) {
      terminal.out().println("no mistakes");
      return;
    }
    List<String> labels = confusion.labels();
    int width =
        mistakes.stream().mapToInt(each -> labels.get(each.truth()).length()).max().orElse(0);
    int said =
        mistakes.stream().mapToInt(each -> labels.get(each.predicted()).length()).max().orElse(0);
    terminal.out().println();
    terminal.out().println("most confused");
    for (Mistake mistake : mistakes) {
      String truth = labels.get(mistake.truth());
      String predicted = labels.get(mistake.predicted());
      terminal
          .out()
          .println(
              "  "
                  + truth
                  + " ".repeat(width - truth.length())
                  + "  taken for  "
                  + predicted
                  + " ".repeat(said - predicted.length())
                  + String.format(
                      Locale.ROOT,
                      "  %4d of %,d",
                      mistake.count(),
                      confusion.support(mistake.truth())));
    }
  }

  /// Where the run is, and what to do with it.
  void next(Result result, Source source) {
    Path folder = result.folder().orElse(Path.of("."));
    String run = quoted(folder.toString());
    terminal.out().println();
    terminal
        .out()
        .println(
            "run "
                + terminal.bold(folder.toString())
                + ", "
                + Words.time(result.took())
                + "; try next:");
    terminal
        .out()
        .println("  " + Terminal.command() + " predict " + run + " " + example(source, folder));
    if (source.purpose().data().kind() == DataKind.TEXT) {
      terminal.out().println("  " + Terminal.command() + " generate " + run);
    }
    terminal.out().println("  " + Terminal.command() + " eval " + run);
    Path page = folder.resolve(Report.FILE);
    if (Files.isRegularFile(page)) {
      terminal.out().println("curves, mistakes and settings: " + page);
    }
  }

  private static String example(Source source, Path folder) {
    Item first = source.test().get(0).input();
    boolean builtIn = BuiltIn.names().contains(source.purpose().data().data());
    return switch (source.purpose().data().kind()) {
      case IMAGES, IDX, CIFAR ->
          builtIn
              ? quoted(folder.resolve(Session.EXAMPLES).toString())
              : file(source.test(), "picture.png");
      case SOUNDS -> file(source.test(), "recording.wav");
      case TABLE ->
          first instanceof Row(var cells) && cells.size() <= MOST_CELLS
              ? quoted(cells.stream().collect(Collectors.joining(",")))
              : quoted(near(source.purpose().data().data()));
      case LABELLED_TEXT -> text(source.test());
      case TEXT -> "\"the beginning of a text\"";
      case POINTS -> "0.5,-0.2";
      case TOKENS -> "1,2,3,4,5,6,7,8,1,2,3,4,5,6,7,8,1,2,3,4";
      case SERIES ->
          quoted(
              builtIn
                  ? folder.resolve(Session.EXAMPLES).resolve(Session.EXAMPLE_SERIES).toString()
                  : near(source.purpose().data().data()));
      case DETECT -> "FILE";
    };
  }

  /// The file of a held-out sample, where it has one of its own.
  private static String file(Dataset test, String otherwise) {
    String origin = test.get(0).origin();
    return Files.isRegularFile(Path.of(origin)) ? quoted(near(origin)) : otherwise;
  }

  /// A held-out text that fits on a line.
  private static String text(Dataset test) {
    for (int i = 0; i < Math.min(TEXTS, test.size()); i++) {
      if (test.get(i).input() instanceof Text(var text) && text.length() <= LONGEST_TEXT) {
        return "'" + text.strip().replace("'", "'\\''") + "'";
      }
    }
    return "'any text'";
  }

  /// A path as it is from here, where that is shorter.
  static String near(String path) {
    Path here = Path.of("").toAbsolutePath();
    Path there = Path.of(path);
    return there.startsWith(here) ? here.relativize(there).toString() : path;
  }

  /// As a shell takes it.
  static String quoted(String text) {
    return text.matches("[\\p{L}\\p{N}_./,:+=@%-]+")
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }
}
