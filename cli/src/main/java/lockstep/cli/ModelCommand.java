package lockstep.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import lockstep.nn.notation.Notation;
import lockstep.nn.project.Networks;
import lockstep.nn.project.Outline;
import lockstep.nn.project.Sketch;
import lockstep.nn.project.Source;
import lockstep.nn.project.Wanted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep model`: a network as text, to begin one's own from.
@Command(
    name = "model",
    header = {"Print a network as text, to change and train it.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Print a network as text: a layer on a line. Save it, change it, and train it with `lockstep"
          + " train DATA --model FILE`. Words such as outputs stand for numbers that the data fills"
          + " in, so one file serves any number of classes.",
      "",
      "Without NAME all networks are listed, with --layers all layers and how they are written;"
          + " `lockstep explain LAYER` tells what a layer does.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep model lenet > my.net",
      "  lockstep train mnist --model my.net",
      "  lockstep model --data flowers/",
      "  lockstep model runs/cnn-glyphs-1",
      "  lockstep model my.net --data flowers/",
      "  lockstep model --layers"
    })
final class ModelCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "A network by its name, a run, a trained model, or a text file that lists layers, which"
              + " is checked and printed as it was understood.")
  private String name = "";

  @Option(
      names = "--data",
      defaultValue = "",
      paramLabel = "DATA",
      description =
          "Print it as `train` makes it for that data: a built-in name, a file or a folder.")
  private String data = "";

  @Option(names = "--layers", description = "List all layers and how they are written.")
  private boolean layers;

  ModelCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (layers) {
      Notation.names().stream().sorted().map(Notation::usage).forEach(terminal.out()::println);
    } else if (name.isEmpty() && data.isEmpty()) {
      Networks.names().forEach(terminal.out()::println);
    } else {
      terminal.out().print(text());
      terminal.out().flush();
    }
    return ExitCode.OK.code();
  }

  private Sketch sketch() {
    Path file = Path.of(name);
    return data.isEmpty()
        ? Sketch.of(file, Optional.empty())
        : Sketch.of(file, Source.open(Wanted.of(data)));
  }

  private String text() {
    boolean known = name.isEmpty() || Networks.names().contains(name);
    if (!known && Sketch.isText(Path.of(name))) {
      return Preconditions.usage(this::sketch).text(name);
    }
    if (!known && Files.exists(Path.of(name))) {
      if (!data.isEmpty()) {
        throw new CommandException(
            ExitCode.USAGE,
            "--data: expected the name of a network to fit to it, got "
                + name
                + ", which fits its own data. Leave out one of the two.");
      }
      return Preconditions.model(() -> Outline.of(Path.of(name)));
    }
    return Preconditions.usage(
        () -> data.isEmpty() ? Outline.of(name) : Outline.of(name, Source.open(Wanted.of(data))));
  }
}
