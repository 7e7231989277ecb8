package lockstep.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Sample;
import lockstep.nn.graph.ShapeException;
import lockstep.nn.inspect.Portrait;
import lockstep.nn.inspect.Specimen;
import lockstep.nn.json.Json;
import lockstep.nn.json.Nearest;
import lockstep.nn.layer.Layer;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.MeanSquared;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.project.Networks;
import lockstep.nn.project.Predictor;
import lockstep.nn.project.Project;
import lockstep.nn.project.Sketch;
import lockstep.nn.project.Source;
import lockstep.nn.project.Wanted;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.zoo.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep inspect`: what a network is made of, and what it costs.
@Command(
    name = "inspect",
    header = {"Show the layers, costs and plan of a model, and draw what it sees.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Show what a trained model, a network of the zoo or one in a text file is made of: its layers"
          + " with their shapes and parameters, how much it computes and how much memory it takes to predict and to"
          + " learn, what is done to data before it, and what it was trained on. FLOP are the"
          + " multiplications and additions of products, such as those of convolutions.",
      "",
      "--plan shows what really runs: layers become nodes, and nodes that follow each other become"
          + " one. --picture draws a model that sees pictures: the filters of its first layer, and"
          + " with --input also what its layers make of a picture, and on which parts of it the"
          + " answer depends.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep inspect runs/cnn-flowers-1",
      "  lockstep inspect resnet20 --shape 64x64x3 --depth 1",
      "  lockstep inspect my.net --data flowers/",
      "  lockstep inspect runs/cnn-flowers-1 --plan",
      "  lockstep inspect runs/cnn-flowers-1 --picture rose-seen.png --input rose.png"
    })
final class InspectCommand implements Callable<Integer> {

  private static final String CNN = "cnn";
  private static final int CLASSES = 10;
  private static final int BATCH = 64;
  private static final int MOST = 1 << 16;

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "RUN|NAME",
      description =
          "The directory of a run, a model file, a text file that lists layers, or a network: cnn, mlp, lenet, resnet20, resnet18,"
              + " mobilenet, autoencoder, unet, lstm, gru, chargpt, encoder.")
  private String name = "";

  @Option(
      names = "--plan",
      description = "Show what runs to predict, node by node, and what was merged into what.")
  private boolean plan;

  @Option(names = "--train", description = "With --plan: show what runs in a step of training.")
  private boolean train;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "How many inputs a step of training has. Default: as the run had; else 64.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--shape",
      paramLabel = "SIZES",
      description = "Of a network by name or as text: the shape of an input, such as 64x64x3.")
  private Optional<String> shape = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "Of a network by name or as text: the data that it is made for.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "100",
      description = "Show parts of parts only N deep; 1 for the outermost.")
  private int depth;

  @Option(names = "--picture", paramLabel = "PNG", description = "Write a picture of the model.")
  private Optional<Path> picture = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "With --picture: the picture that the model is shown.")
  private Optional<String> input = Optional.empty();

  @Option(
      names = "--of",
      split = ",",
      paramLabel = "VIEW",
      description =
          "With --picture: only these, of filters, activations and saliency. Default: all that can"
              + " be drawn.")
  private List<String> views = List.of();

  @Mixin private Threads threads = new Threads();

  @Option(names = "--json", description = "Print one JSON object instead.")
  private boolean json;

  InspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    requireOptions();
    Inspected seen = Preconditions.usage(this::open);
    if (json) {
      Json.Fields all = seen.json();
      terminal
          .out()
          .println((plan ? all.with("plan", Inspected.json(seen.plan(train))) : all).text());
    } else {
      var text = new InspectText(terminal, depth);
      text.overview(seen);
      if (plan) {
        text.plan(seen.plan(train));
      }
    }
    picture.ifPresent(file -> draw(seen, file));
    return ExitCode.OK.code();
  }

  private void requireOptions() {
    if (depth < 1) {
      throw usage("--depth: expected 1 or more, got " + depth + ".");
    }
    if (batch.isPresent() && (batch.get() < 1 || batch.get() > MOST)) {
      throw usage("--batch: expected 1 to " + MOST + ", got " + batch.get() + ".");
    }
    if (train && !plan) {
      throw usage("--train: expected --plan too. Add it.");
    }
    if (picture.isEmpty() && (input.isPresent() || !views.isEmpty())) {
      throw usage("--input and --of: expected --picture FILE.png too. Add it.");
    }
  }

  private static CommandException usage(String sentence) {
    return new CommandException(ExitCode.USAGE, sentence);
  }

  private Inspected open() {
    Path path = Path.of(name);
    boolean known = name.equals(CNN) || Catalogue.names().contains(name);
    if (known && !Files.exists(path)) {
      return data.isPresent() ? ofText(path) : ofZoo();
    }
    if (!Files.exists(path)) {
      throw new CommandException(
          ExitCode.MODEL,
          name
              + ": expected a run, a model file or a network such as resnet20, found nothing of"
              + " that name."
              + Nearest.hint(name, Catalogue.names())
              + " Check the path.");
    }
    if (Sketch.isText(path)) {
      return ofText(path);
    }
    if (data.isPresent()) {
      throw usage(
          "--data: expected a network by name or as text, got a trained model. Leave it out.");
    }
    if (shape.isPresent()) {
      throw usage(
          "--shape: expected a network by name, got a trained model, whose input has a shape.");
    }
    return Preconditions.model(() -> {
      Predictor trained = Predictor.open(path, threads.count());
      Optional<Project> project = Project.beside(trained.file());
      return new Inspected(
          name,
          trained.model(),
          Optional.of(trained),
          project.map(Project::recipe).orElseGet(() -> usual(trained.model())),
          batch.orElse(project.map(each -> each.learning().batch()).orElse(BATCH)),
          Map.of());
    });
  }

  private Inspected ofText(Path path) {
    if (data.isPresent() && shape.isPresent()) {
      throw usage("--shape: expected either it or --data, got both. Leave out one of the two.");
    }
    Sketch sketch =
        data.isPresent()
            ? Sketch.of(path, Source.open(Wanted.of(data.get())))
            : Sketch.of(path, shape.map(InspectCommand::shape));
    Model model = Model.of(sketch.network(), sketch.dtype(), sketch.example(), 1, parallel());
    return new Inspected(
        name, model, Optional.empty(), usual(model), batch.orElse(BATCH), sketch.words());
  }

  private Parallel parallel() {
    int count = threads.count();
    return count == 0 ? Parallel.ofThisMachine() : Parallel.of(count, Parallel.Idle.SPIN);
  }

  private Inspected ofZoo() {
    boolean ours = name.equals(CNN);
    Shape example = shape.map(InspectCommand::shape).orElse(Shape.of(28, 28, 1));
    try {
      if (ours && example.rank() != 3) {
        throw usage("--shape: expected height, width and channels for cnn, got " + example + ".");
      }
      Catalogue.Entry entry = ours ? cnn(example) : Catalogue.named(name);
      Shape seen = shape.isPresent() ? example : entry.example();
      Model model = Model.of(entry.network(), entry.dtype(), seen, 1, parallel());
      return new Inspected(
          name, model, Optional.empty(), usual(model), batch.orElse(BATCH), Map.of());
    } catch (ShapeException e) {
      throw usage("--shape: " + e.getMessage());
    }
  }

  private static Catalogue.Entry cnn(Shape example) {
    Layer network = Networks.cnn(example, CLASSES);
    return new Catalogue.Entry(CNN, network, DType.FLOAT32, example);
  }

  private static Shape shape(String text) {
    try {
      return Shape.of(
          Arrays.stream(text.split("[x×,]", -1))
              .map(String::strip)
              .mapToInt(Integer::parseInt)
              .toArray());
    } catch (IllegalArgumentException _) {
      throw usage("--shape: expected sizes such as 28x28x1, got '" + text + "'.");
    }
  }

  /// How a network is usually taught.
  private static Recipe usual(Model model) {
    Shape said = model.graph().output(Model.PREDICTION).shape();
    boolean classes = said.rank() < 4 && said.size(-1) > 1;
    return Recipe.of(classes ? new CrossEntropy() : new MeanSquared(), Optimizer.adam(1e-3));
  }

  private void draw(Inspected seen, Path file) {
    Path last = Path.of(seen.name()).getFileName();
    Portrait portrait =
        Portrait.of(last == null ? "" : last.toString(), seen.model(), seen.labels());
    if (input.isPresent()) {
      portrait = portrait.with(specimen(seen, input.get()));
    }
    Portrait chosen = views.isEmpty() ? portrait : only(portrait);
    try {
      chosen.write(file);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.MODEL, String.valueOf(e.getMessage()));
    }
    terminal
        .err()
        .println(
            "picture "
                + terminal.bold(file.toString())
                + (input.isEmpty()
                    ? "; with --input FILE it shows what the model makes of it"
                    : ""));
  }

  private Portrait only(Portrait portrait) {
    Set<Portrait.View> chosen = EnumSet.noneOf(Portrait.View.class);
    for (String view : views) {
      String wanted = view.strip().toUpperCase(Locale.ROOT);
      chosen.add(
          Arrays.stream(Portrait.View.values())
              .filter(each -> each.name().equals(wanted))
              .findFirst()
              .orElseThrow(() ->
                  usage(
                      "--of: expected "
                          + known().stream().collect(Collectors.joining(", "))
                          + ", got '"
                          + view
                          + "'."
                          + Nearest.hint(view, known()))));
    }
    return Preconditions.usage(() -> portrait.only(chosen));
  }

  private static List<String> known() {
    return Arrays.stream(Portrait.View.values())
        .map(view -> view.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Specimen specimen(Inspected seen, String file) {
    Predictor trained =
        seen.trained()
            .orElseThrow(() -> usage("--input: expected a trained model, got a network by name."));
    List<Sample> samples = Preconditions.usage(() -> trained.samples(file));
    if (samples.size() != 1) {
      throw new DataException(
          file,
          "expected one input to show the model, found " + samples.size() + ". Name one file.");
    }
    Sample sample = samples.getFirst();
    Path name = Path.of(file).getFileName();
    try {
      return Specimen.of(
          name == null ? file : name.toString(), sample.input(), trained.preparation());
    } catch (IllegalArgumentException e) {
      throw new DataException(file, String.valueOf(e.getMessage()), e);
    }
  }
}
