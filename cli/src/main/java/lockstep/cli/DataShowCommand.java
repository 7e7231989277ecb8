package lockstep.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import lockstep.nn.data.DataException;
import lockstep.nn.project.Source;
import lockstep.nn.samples.SampleSheet;
import lockstep.nn.samples.Samples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep data show`: the samples that one trains on.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Show samples of DATA as a network sees them: drawn by chance, as many of each class as of"
          + " any other.",
      "",
      "Of pictures a PNG is written, a row for each class; with --augmented each sample is followed"
          + " by what `train` makes of it in its first epochs. Texts are shown with their tokens,"
          + " rows of a table with the numbers that they become, sounds with their bands, series"
          + " with what is to be foretold. Sounds too can be written as a PNG, with --out.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep data show flowers/",
      "  lockstep data show flowers/ --augmented --class rose --out roses.png",
      "  lockstep data show houses.csv --target price --count 5"
    })
final class DataShowCommand implements Callable<Integer> {

  private static final int USUAL = 3;
  private static final int MOST = 1_000;

  private final Terminal terminal;

  @Parameters(paramLabel = "DATA", description = "A built-in name, a file or a folder.")
  private String data = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Of pictures and sounds: the PNG that is written. Default for pictures:"
              + " samples-NAME.png.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many samples. Default: as many as suit the picture; else 3.")
  private Optional<Integer> count = Optional.empty();

  @Option(names = "--class", paramLabel = "NAME", description = "Only samples of that class.")
  private Optional<String> label = Optional.empty();

  @Option(
      names = "--augmented",
      description = "Of pictures and sounds: show each beside forms that it takes while learning.")
  private boolean augmented;

  @Option(
      names = "--part",
      completionCandidates = Choices.Parts.class,
      defaultValue = "train",
      description = "train, validation or test. Default: ${DEFAULT-VALUE}.")
  private String part = "train";

  @Mixin private DataOptions options = new DataOptions();

  @Option(names = "--json", description = "Print each sample as a JSON object on a line instead.")
  private boolean json;

  DataShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    requireOptions();
    Samples.Part shown = Preconditions.usage(() -> Samples.Part.of(part));
    Source source = Preconditions.usage(() -> Source.open(options.wanted(data)));
    Samples samples = Preconditions.usage(() -> Samples.of(source, shown));
    boolean drawn =
        SampleSheet.isPossible(samples)
            && (out.isPresent()
                || augmented
                || (!json && source.purpose().data().kind().isPictures()));
    if (!drawn && (out.isPresent() || augmented)) {
      throw usage(
          "--out and --augmented: expected pictures or sounds, got "
              + source.purpose().data().kind().text()
              + ". Leave them out.");
    }
    var text = new SampleText(terminal, samples);
    if (!json) {
      text.introduce(source);
    }
    if (drawn) {
      draw(samples);
    } else {
      print(samples, text);
    }
    return ExitCode.OK.code();
  }

  private void requireOptions() {
    if (count.isPresent() && (count.get() < 1 || count.get() > MOST)) {
      throw usage("--count: expected 1 to " + MOST + ", got " + count.get() + ".");
    }
    if (json && (out.isPresent() || augmented)) {
      throw usage("--json: expected neither --out nor --augmented with it, got both.");
    }
  }

  private static CommandException usage(String sentence) {
    return new CommandException(ExitCode.USAGE, sentence);
  }

  private void print(Samples samples, SampleText text) {
    List<Integer> chosen =
        Preconditions.usage(() -> samples.draw(count.orElse(USUAL), label)).stream()
            .sorted()
            .toList();
    for (int index : chosen) {
      try {
        var view = samples.view(index);
        if (json) {
          terminal.out().println(SampleText.json(view).text());
        } else {
          text.print(view);
        }
      } catch (DataException e) {
        terminal.err().println("left out: " + e.getMessage());
      }
    }
  }

  private void draw(Samples samples) {
    Path file = out.orElseGet(() -> Path.of("samples-" + plain(samples.project().name()) + ".png"));
    SampleSheet sheet =
        Preconditions.usage(() -> SampleSheet.of(samples, count.orElse(0), label, augmented));
    sheet.write(file);
    sheet.broken().forEach(each -> terminal.err().println("left out: " + each));
    terminal.out().println();
    terminal
        .out()
        .println(
            (sheet.shown() == 1 ? "1 sample" : sheet.shown() + " samples")
                + (augmented ? " and how they vary: " : ": ")
                + terminal.bold(file.toString()));
  }

  private static String plain(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}._+-]+", "-").toLowerCase(Locale.ROOT);
  }
}
