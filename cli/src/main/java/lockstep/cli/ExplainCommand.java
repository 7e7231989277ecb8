package lockstep.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lockstep.cli.explain.Lesson;
import lockstep.cli.explain.Lessons;
import lockstep.nn.json.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lockstep explain`: a short lesson on a term.
@Command(
    name = "explain",
    header = {"Explain a term of deep learning in a few lines.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Explain a term in a few lines: what it is, its formula, how to set it here, when to use it,"
          + " and what goes wrong. TERM is a layer, a loss, an optimizer, or a word such as"
          + " overfitting; without it all are listed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep explain convolution",
      "  lockstep explain learning rate",
      "  lockstep explain"
    })
final class ExplainCommand implements Callable<Integer> {

  private static final int USUAL_COLUMNS = 80;

  /// Longer lines are hard to read.
  private static final int MOST_COLUMNS = 88;

  private static final int LEAST_COLUMNS = 20;

  private final Terminal terminal;

  @Parameters(
      arity = "0..*",
      paramLabel = "TERM",
      completionCandidates = Choices.Terms.class,
      description = "What to explain.")
  private List<String> words = List.of();

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Lessons lessons = Lessons.ofThisProgram();
    if (words.isEmpty()) {
      list(lessons);
    } else {
      explain(lessons, String.join(" ", words));
    }
    return ExitCode.OK.code();
  }

  private void explain(Lessons lessons, String term) {
    Lesson lesson =
        lessons
            .find(term)
            .orElseThrow(() ->
                new CommandException(
                    ExitCode.USAGE,
                    "expected a term to explain, got `"
                        + term
                        + "`."
                        + Nearest.hint(term, lessons.names())
                        + " `lockstep explain` lists all."));
    terminal.out().println(terminal.bold(lesson.name()));
    terminal.out().println();
    lesson.text(columns(), terminal.unicode()).forEach(terminal.out()::println);
  }

  private void list(Lessons lessons) {
    var groups = new LinkedHashMap<String, String>();
    for (Lesson lesson : lessons.all()) {
      groups.merge(lesson.group(), lesson.name(), (before, name) -> before + ", " + name);
    }
    for (Map.Entry<String, String> group : groups.entrySet()) {
      terminal.out().println(terminal.bold(group.getKey()));
      // Names stay whole at the ends of lines.
      String names = group.getValue().replace(' ', '\u00A0').replace(",\u00A0", ", ");
      new Lesson(group.getKey(), List.of(group.getKey()), List.of(names))
          .text(columns() - 2, true)
          .forEach(line -> terminal.out().println("  " + line.replace('\u00A0', ' ')));
    }
  }

  private int columns() {
    int columns = terminal.columns() == 0 ? USUAL_COLUMNS : terminal.columns();
    return Math.clamp(columns, LEAST_COLUMNS, MOST_COLUMNS);
  }
}
