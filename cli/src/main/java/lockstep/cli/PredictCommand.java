package lockstep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lockstep.cli.progress.Words;
import lockstep.nn.json.Json;
import lockstep.nn.project.Prediction;
import lockstep.nn.project.Predictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep predict`: what a model says.
@Command(
    name = "predict",
    header = {"Show what a model says of files, texts or rows.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Show what a trained model says of files, or of texts and rows on the command line. It"
          + " remembers what its data was and how it was prepared: pictures of any size, WAV files,"
          + " tables with the columns that it knows, texts.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep predict runs/cnn-flowers-1 rose.png tulips/ --top 3",
      "  lockstep predict runs/gru-reviews-1 \"what a film\"",
      "  lockstep predict runs/mlp-iris-1 5.1,3.5,1.4,0.2 more.csv --csv"
    })
final class PredictCommand implements Callable<Integer> {

  private static final int NUMBERS = 6;
  private static final int WIDEST = 60;

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The directory of a run, or a model file.")
  private Path run = Path.of("");

  @Parameters(
      index = "1",
      arity = "1..*",
      paramLabel = "FILE|TEXT",
      description = "Files, folders of them, or a text or a row of a table.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--top",
      defaultValue = "1",
      paramLabel = "K",
      description = "Show the K most likely. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Mixin private Threads threads = new Threads();

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(names = "--csv", description = "Print a table with commas and a header.")
  private boolean csv;

  PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    if (top < 1) {
      throw new CommandException(ExitCode.USAGE, "--top: expected 1 or more, got " + top + ".");
    }
    if (json && csv) {
      throw new CommandException(ExitCode.USAGE, "expected --json or --csv, got both.");
    }
    Predictor predictor =
        Preconditions.model(() -> Preconditions.usage(() -> Predictor.open(run, threads.count())));
    List<Prediction> said = predictor.predict(inputs, top);
    if (json) {
      said.forEach(each -> terminal.out().println(json(each).text()));
    } else if (csv) {
      csv(said);
    } else {
      table(said);
    }
    return ExitCode.OK.code();
  }

  private static Json.Fields json(Prediction said) {
    Json.Fields json = Json.object().with("input", said.input());
    if (said.choices().isEmpty()) {
      return json.with(
          "numbers", new Json.Items(said.numbers().stream().<Json>map(Json.Real::new).toList()));
    }
    return json.with(
        "said",
        new Json.Items(
            said.choices().stream()
                .<Json>map(choice ->
                    Json.object()
                        .with("label", choice.label())
                        .with("probability", choice.probability()))
                .toList()));
  }

  private void csv(List<Prediction> said) {
    Prediction first = said.getFirst();
    var header = new ArrayList<>(List.of("input"));
    for (int i = 1; i <= first.choices().size(); i++) {
      String number = i == 1 ? "" : String.valueOf(i);
      header.addAll(List.of("label" + number, "probability" + number));
    }
    for (int i = 1; i <= first.numbers().size(); i++) {
      header.add(first.numbers().size() == 1 ? "number" : "number" + i);
    }
    terminal.out().println(String.join(",", header));
    for (Prediction each : said) {
      var cells = new ArrayList<>(List.of(cell(each.input())));
      for (Prediction.Choice choice : each.choices()) {
        cells.add(cell(choice.label()));
        cells.add(String.format(Locale.ROOT, "%.6f", choice.probability()));
      }
      each.numbers().forEach(number -> cells.add(String.valueOf(number.floatValue())));
      terminal.out().println(String.join(",", cells));
    }
  }

  private static String cell(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private void table(List<Prediction> said) {
    int width = said.stream().mapToInt(each -> shown(each.input()).length()).max().orElse(0);
    int label =
        said.stream()
            .flatMap(each -> each.choices().stream())
            .mapToInt(choice -> visible(choice.label()).length())
            .max()
            .orElse(0);
    for (Prediction each : said) {
      String input = shown(each.input());
      terminal.out().println(input + " ".repeat(width - input.length() + 2) + answer(each, label));
    }
  }

  private String answer(Prediction said, int width) {
    if (said.choices().isEmpty()) {
      return said.numbers().stream()
              .limit(NUMBERS)
              .map(Words::number)
              .collect(Collectors.joining("  "))
          + (said.numbers().size() > NUMBERS ? "  … (all with --csv)" : "");
    }
    var parts = new ArrayList<String>();
    for (Prediction.Choice choice : said.choices()) {
      String label = visible(choice.label());
      String padded = label + " ".repeat(width - label.length());
      parts.add(
          (parts.isEmpty() ? terminal.bold(padded) : padded)
              + String.format(Locale.ROOT, "  %6.2f %%", 100 * choice.probability()));
    }
    return String.join("   ", parts);
  }

  private static String shown(String input) {
    return input.length() <= WIDEST ? input : "…" + input.substring(input.length() - WIDEST + 1);
  }

  static String visible(String label) {
    return switch (label) {
      case "\n" -> "⏎";
      case " " -> "␣";
      case "\t" -> "⇥";
      default -> label;
    };
  }
}
