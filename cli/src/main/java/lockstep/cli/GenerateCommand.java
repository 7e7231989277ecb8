package lockstep.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lockstep.nn.generate.Sampling;
import lockstep.nn.json.Json;
import lockstep.nn.project.Generator;
import lockstep.nn.project.Predictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep generate`: text that a model writes.
@Command(
    name = "generate",
    header = {"Let a language model go on with a text.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Let a model that was trained on a text go on with PROMPT, or begin by itself. The text"
          + " appears as it is written.",
      "",
      "Each character is drawn by the probability that the model gives it. A temperature below 1"
          + " prefers what is likely, one above 1 what is surprising; 0 always takes the likeliest."
          + " --top-k and --top-p leave out what is unlikely. The same prompt, options and seed"
          + " write the same text on every machine.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep generate runs/chargpt-shakespeare-1",
      "  lockstep generate runs/chargpt-shakespeare-1 \"ROMEO:\" --length 500 --seed 7",
      "  lockstep generate runs/lstm-names-1 --temperature 0.5 --top-k 10"
    })
final class GenerateCommand implements Callable<Integer> {

  private static final int MOST = 1_000_000;
  private static final int SHOWN = 12;

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The directory of a run, or a model file.")
  private Path run = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROMPT",
      defaultValue = "",
      description = "The text to go on with. Default: the beginning of a line.")
  private String prompt = "";

  @Option(
      names = "--length",
      defaultValue = "300",
      paramLabel = "N",
      description = "Write N characters. Default: ${DEFAULT-VALUE}.")
  private int length;

  @Option(
      names = "--temperature",
      defaultValue = "0.8",
      paramLabel = "T",
      description = "How daring the model is; 0 for not at all. Default: ${DEFAULT-VALUE}.")
  private double temperature;

  @Option(
      names = "--top-k",
      defaultValue = "0",
      paramLabel = "K",
      description = "Choose among the K likeliest characters only. Default: among all.")
  private int topK;

  @Option(
      names = "--top-p",
      defaultValue = "1",
      paramLabel = "P",
      description =
          "Choose among the fewest likeliest that together have the probability P, such as 0.9."
              + " Default: among all.")
  private double topP;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Another number, another text. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private Threads threads = new Threads();

  @Option(names = "--json", description = "Print one JSON object, in the end.")
  private boolean json;

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    if (length < 1 || length > MOST) {
      throw new CommandException(
          ExitCode.USAGE,
          String.format(Locale.ROOT, "--length: expected 1 to %,d, got %d.", MOST, length));
    }
    Sampling sampling = Preconditions.usage(() -> new Sampling(temperature, topK, topP));
    Generator generator =
        Preconditions.model(
            () -> Preconditions.usage(() -> Generator.of(Predictor.open(run, threads.count()))));
    warn(generator.unknown(prompt));
    Iterator<String> characters = generator.write(prompt, sampling, seed).limit(length).iterator();
    if (json) {
      json(characters);
    } else {
      write(characters);
    }
    return ExitCode.OK.code();
  }

  private void warn(List<String> unknown) {
    if (!unknown.isEmpty()) {
      terminal
          .err()
          .println(
              "The model has never seen "
                  + unknown.stream()
                      .limit(SHOWN)
                      .map(PredictCommand::visible)
                      .collect(Collectors.joining(" "))
                  + (unknown.size() > SHOWN ? " … (" + unknown.size() + " characters)" : "")
                  + ": where it reads the prompt, a sign for the unknown stands there.");
    }
  }

  private void write(Iterator<String> characters) {
    PrintWriter out = terminal.out();
    if (!prompt.isEmpty()) {
      out.print(terminal.bold(prompt));
    }
    String last = prompt;
    // Who reads only the beginning, such as head, ends it.
    while (!out.checkError() && characters.hasNext()) {
      last = characters.next();
      out.print(last);
    }
    if (!last.endsWith("\n")) {
      out.println();
    }
  }

  private void json(Iterator<String> characters) {
    var text = new StringBuilder();
    characters.forEachRemaining(text::append);
    terminal
        .out()
        .println(
            Json.object()
                .with("prompt", prompt)
                .with("text", text.toString())
                .with("characters", length)
                .with("temperature", temperature)
                .with("top_k", topK)
                .with("top_p", topP)
                .with("seed", seed)
                .text());
  }
}
