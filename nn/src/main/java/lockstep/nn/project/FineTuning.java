package lockstep.nn.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import lockstep.nn.Recipe;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Sample;
import lockstep.nn.layer.Layer;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.store.ModelFile;
import lockstep.nn.tensor.Shape;

/// A trained model that learns on from other data: its network, what it has learnt and what it does
/// to data before stay; where the classes are others it gets a new last layer.
///
/// At first only that layer learns, so that its first, wild steps spoil nothing; then all do, the
/// earlier a layer the more slowly. It is the manner of J. Howard and S. Ruder, “Universal Language
/// Model Fine-tuning for Text Classification”, 2018.
///
/// {@snippet :
/// FineTuning flowers = FineTuning.of(Path.of("runs/cnn-flowers-1"));
/// Source source = flowers.open("orchids/", DataKind.DETECT, 1);
/// Project project = flowers.resolve(source, Learning.usual(), Limits.none(), Freezing.usual());
/// try (Session session = Session.begin(project, source, Path.of("runs"), "")) {
///   Result result = session.run();
/// }
/// }
public final class FineTuning {

  /// A single layer bears larger rates than a whole network.
  private static final int HEAD_ALONE = 3;

  private final Path file;
  private final ModelFile.Description before;
  private final Purpose purpose;
  private final String name;

  private FineTuning(Path file, ModelFile.Description before, Purpose purpose, String name) {
    this.file = file;
    this.before = before;
    this.purpose = purpose;
    this.name = name;
  }

  /// {@return the model of a run, or of a model file, to go on with}
  ///
  /// @throws DataException if there is none, or it is damaged
  public static FineTuning of(Path runOrFile) {
    Path file = Predictor.file(runOrFile);
    ModelFile.Description read =
        ModelFile.read(file, Purpose.records(), Session.threads(1)).description();
    return new FineTuning(file, read, Predictor.purpose(file, read), nameBeside(file));
  }

  /// The name of the network, where the file lies in a run.
  private static String nameBeside(Path file) {
    Path run = file.toAbsolutePath().getParent();
    return run != null && Files.isRegularFile(run.resolve("config.json"))
        ? Session.project(run).learning().model()
        : "";
  }

  /// {@return what the model is for}
  public Purpose purpose() {
    return purpose;
  }

  /// {@return the names of the classes that it knows}
  public List<String> labels() {
    return before.labels();
  }

  /// {@return data of the model's kind, as the model knows such data: with its columns, characters
  /// and steps}
  ///
  /// @param data a built-in name, a file or a folder; empty for what the model learnt from
  /// @param kind what it is; {@link DataKind#DETECT} to find out
  /// @param seed what the split into parts depends on
  /// @throws DataException if there is none, or it is of another kind
  public Source open(String data, DataKind kind, long seed) {
    Wanted own = purpose.data();
    if (Source.isOwn(data, purpose)) {
      return Source.again(new Purpose(own.seed(seed), purpose.details()), labels());
    }
    Wanted other = own.data(data).kind(kind).seed(seed);
    DataKind found =
        BuiltIn.knows(data)
            ? BuiltIn.open(Wanted.of(data)).purpose().data().kind()
            : Place.of(other).kind();
    if (found != own.kind() && !(found.isPictures() && own.kind().isPictures())) {
      throw new DataException(
          data,
          "expected "
              + (own.kind().isPictures() ? "pictures" : own.kind().text())
              + ", as the model learnt from, found "
              + found.text()
              + ". Choose other data or another model"
              + (kind == DataKind.DETECT ? ", or name the kind with --kind." : "."));
    }
    return Source.again(new Purpose(other.kind(found), purpose.details()), labels());
  }

  /// {@return whether data has other classes than the model knows, so that it gets a new head}
  public boolean needsHead(Source source) {
    return purpose.data().task() == TaskKind.CLASSIFICATION
        && !source.train().labels().equals(labels());
  }

  /// {@return a project with nothing left open}
  ///
  /// @param source what {@link #open} gave
  /// @param asked the network's name in it does not count
  /// @throws IllegalArgumentException if a head is needed, and the network ends otherwise
  /// @throws DataException if samples do not become what the network sees
  public Project resolve(Source source, Learning asked, Limits limits, Freezing freezing) {
    Optional<Head> head = Head.of(before.network());
    boolean anew = needsHead(source);
    List<String> labels = anew ? source.train().labels() : labels();
    Layer network = before.network();
    if (anew) {
      network = required(head, "a new one for other classes").network().of(labels.size());
    }
    Preparation preparation = preparation(source);
    requireShape(preparation.apply(source.train().get(0)));
    int usualEpochs = Defaults.epochs(name, source, labels.size());
    int epochs = asked.epochs() > 0 ? asked.epochs() : Math.max(3, usualEpochs / 3);
    Learning learning =
        Defaults.filled(asked.model(name).epochs(epochs), source, labels.size(), limits);
    if (freezing.always() && asked.rate() == 0) {
      learning = learning.rate(HEAD_ALONE * learning.rate());
    }
    int frozenEpochs = frozenEpochs(freezing, epochs, anew);
    int batches = Defaults.batches(source.train(), learning);
    Recipe recipe = Defaults.recipe(learning, source, labels.size(), limits);
    var names = ParameterNames.of(network, before.dtype(), before.example());
    recipe = recipe.with(slower(recipe.optimizer(), names, freezing.slowest()));
    if (freezing.always()) {
      for (String glob : body(required(head, "the one part that learns"), names)) {
        recipe = recipe.freeze(glob);
      }
    } else if (frozenEpochs > 0) {
      List<String> globs = body(required(head, "the one part that learns first"), names);
      recipe = recipe.thaw(globs, (long) frozenEpochs * batches);
    }
    recipe =
        recipe.with(
            recipe.optimizer().with(Recipes.schedule(learning, steps(epochs, batches), recipe)));
    return new Project(
        source.name(),
        source.purpose(),
        learning,
        limits,
        labels,
        before.dtype(),
        before.example(),
        network,
        preparation,
        learning.augment() ? Preparations.augmentations(source, preparation) : List.of(),
        recipe,
        Optional.of(
            Origin.of(
                file,
                anew ? List.of(head.orElseThrow().glob()) : List.of(),
                new Freezing(frozenEpochs, freezing.always(), freezing.slowest()))));
  }

  private static long steps(int epochs, int batches) {
    return Math.max(1, (long) epochs * batches);
  }

  /// A new head learns alone at first, unless there is no time for more.
  private static int frozenEpochs(Freezing freezing, int epochs, boolean anew) {
    if (freezing.always() || freezing.epochs() < 0) {
      return !freezing.always() && anew && epochs > 1 ? 1 : 0;
    }
    if (freezing.epochs() >= epochs) {
      throw new IllegalArgumentException(
          "freeze-epochs: expected fewer than the "
              + epochs
              + " epochs in all, got "
              + freezing.epochs()
              + ". Use --freeze to train the last layer alone.");
    }
    return freezing.epochs();
  }

  /// All parameters but the head's; these patterns name whole layers where they can.
  private static List<String> body(Head head, ParameterNames names) {
    String own = head.path() + ".";
    var globs = new ArrayList<String>();
    for (String layer : head.path().isEmpty() ? List.<String>of() : names.layers()) {
      if (!own.startsWith(layer + ".")) {
        globs.add(layer + ".*");
      }
    }
    names.names().stream()
        .filter(each -> !each.startsWith(own))
        .filter(each -> own.startsWith(each.substring(0, each.indexOf('.') + 1)))
        .forEach(globs::add);
    if (globs.isEmpty()) {
      throw new IllegalArgumentException(
          "freeze: expected layers before the last one, found none. Let it all learn.");
    }
    return globs;
  }

  /// Rates from the slowest at the first layer to the whole at the last.
  private static Optimizer slower(Optimizer optimizer, ParameterNames names, double slowest) {
    List<String> layers = List.copyOf(names.layers());
    Optimizer slower = optimizer;
    for (int i = 0; i < layers.size() - 1; i++) {
      double factor = StrictMath.pow(slowest, (layers.size() - 1.0 - i) / (layers.size() - 1));
      if (factor < 1) {
        slower = slower.with(layers.get(i) + ".*", factor);
      }
    }
    return slower;
  }

  private static Head required(Optional<Head> head, String what) {
    return head.orElseThrow(() ->
        new IllegalArgumentException(
            "finetune: expected a network that ends with a dense layer ("
                + what
                + "), got one that ends otherwise. Train one anew."));
  }

  /// What follows from the columns of data follows from those that the model knows.
  private Preparation preparation(Source source) {
    return switch (purpose.data().kind()) {
      case TABLE -> Preparations.of(source);
      case IMAGES, IDX, CIFAR, SOUNDS, SERIES, TEXT, LABELLED_TEXT, POINTS, TOKENS, DETECT ->
          before.preparation();
    };
  }

  private void requireShape(Sample sample) {
    Shape found = Defaults.shape(sample);
    if (!found.equals(before.example())) {
      throw new DataException(
          sample.origin(),
          "expected an input of the shape "
              + before.example()
              + " for this model, found "
              + found
              + ". Choose data like that which it learnt from.");
    }
  }

  static boolean sameClasses(List<String> one, List<String> other) {
    return one.size() == other.size() && new HashSet<>(one).equals(new HashSet<>(other));
  }
}
