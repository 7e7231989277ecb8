package lockstep.nn.project;

import java.util.List;
import java.util.Optional;
import lockstep.nn.Recipe;
import lockstep.nn.data.Augmentation;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Row;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.text.Encode;
import lockstep.nn.layer.Layer;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.Loss;
import lockstep.nn.loss.MeanSquared;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// Chooses what was left open, by what is known to reach good results on data of the kind.
public final class Defaults {

  private static final int GLYPHS_EPOCHS = 4;

  /// Labels of small data are less certain than they look.
  private static final int SMALL = 5_000;

  private static final int ECHO_SYMBOLS = 9;

  /// What suits a kind of data.
  ///
  /// @param norm the largest norm of gradients
  private record Usual(int epochs, int batch, double rate, double decay, double norm, Loss loss) {}

  private Defaults() {}

  /// {@return a project with nothing left open}
  ///
  /// @throws IllegalArgumentException if the network that was asked for cannot see such data
  /// @throws DataException if samples cannot be prepared
  public static Project resolve(Source source, Learning asked, Limits limits) {
    return resolve(source, Preparations.of(source), asked, limits);
  }

  /// @param preparation that of the data
  static Project resolve(Source source, Preparation preparation, Learning asked, Limits limits) {
    Purpose purpose = source.purpose();
    List<String> labels =
        purpose.data().task() == TaskKind.CLASSIFICATION ? source.train().labels() : List.of();
    Sample example = preparation.apply(source.train().get(0));
    int symbols = symbols(purpose, preparation);
    int outputs = outputs(purpose, labels, symbols);
    String model = Networks.choose(asked.model(), purpose, outputs);
    Shape shape = shape(example);
    var fit = new Networks.Fit(purpose, shape, outputs, symbols, source.train().size());
    Layer network = Networks.of(model, fit);
    Learning learning = filled(asked.model(model), source, labels.size(), limits);
    List<Augmentation> augmentations =
        learning.augment() ? Preparations.augmentations(source, preparation) : List.of();
    return new Project(
        source.name(),
        purpose,
        learning,
        limits,
        labels,
        example.input() instanceof Tokens ? DType.INT32 : DType.FLOAT32,
        shape,
        network,
        preparation,
        augmentations,
        recipe(learning, source, labels.size(), limits),
        Optional.empty());
  }

  /// What was left open of how a network learns, but for its name.
  static Learning filled(Learning asked, Source source, int classes, Limits limits) {
    Usual usual = usual(asked.model(), source, classes);
    return new Learning(
        asked.model(),
        asked.epochs() > 0 ? asked.epochs() : usual.epochs(),
        asked.batch() > 0 ? asked.batch() : usual.batch(),
        asked.rate() > 0 ? asked.rate() : usual.rate() * Recipes.factor(asked.optimizer()),
        asked.optimizer(),
        asked.schedule(),
        asked.augment() && limits.mode() != Limits.Mode.ONE_BATCH);
  }

  /// @param learning with nothing left open
  static Recipe recipe(Learning learning, Source source, int classes, Limits limits) {
    Usual usual = usual(learning.model(), source, classes);
    long steps = (long) learning.epochs() * batches(source.train(), learning);
    return Recipes.of(
        usual.loss(),
        learning,
        usual.decay(),
        usual.norm(),
        limits.mode() == Limits.Mode.WHOLE ? Math.max(1, steps) : Session.ONE_BATCH_STEPS);
  }

  static int epochs(String model, Source source, int classes) {
    return usual(model, source, classes).epochs();
  }

  static int batches(Dataset train, Learning learning) {
    return Math.max(1, train.size() / learning.batch());
  }

  static Shape shape(Sample sample) {
    Item item = sample.input();
    return switch (item) {
      case Numbers numbers -> numbers.shape();
      case Tokens tokens -> tokens.shape();
      case Image _, Row _, Sound _, Text _ ->
          throw new DataException(
              sample.origin(), "expected numbers after preparation, got " + item.describe() + ".");
    };
  }

  /// What a network that was made already fits.
  static Networks.Fit fit(
      Purpose purpose, List<String> labels, Preparation preparation, Shape example) {
    int symbols = symbols(purpose, preparation);
    return new Networks.Fit(purpose, example, outputs(purpose, labels, symbols), symbols, 0);
  }

  private static int symbols(Purpose purpose, Preparation preparation) {
    if (purpose.data().kind() == DataKind.TOKENS) {
      return ECHO_SYMBOLS;
    }
    if (purpose.details() instanceof Details.Characters(var characters, _)) {
      return characters.size();
    }
    Step last = preparation.input().isEmpty() ? item -> item : preparation.input().getLast();
    return last instanceof Encode(var vocabulary, _) ? vocabulary.size() : 0;
  }

  private static int outputs(Purpose purpose, List<String> labels, int symbols) {
    return switch (purpose.data().task()) {
      case CLASSIFICATION -> labels.size();
      case LANGUAGE_MODEL -> symbols;
      case FORECASTING ->
          purpose.details() instanceof Details.Windows(_, _, _, var horizon, _) ? horizon : 1;
      case REGRESSION, RECONSTRUCTION, DETECT -> 1;
    };
  }

  private static Usual usual(String model, Source source, int classes) {
    int samples = source.train().size();
    Purpose purpose = source.purpose();
    double any = Double.POSITIVE_INFINITY;
    float smoothing = samples < SMALL ? 0.05f : 0;
    Loss loss =
        switch (purpose.data().task()) {
          case CLASSIFICATION -> new CrossEntropy(smoothing, -1);
          case LANGUAGE_MODEL -> new CrossEntropy();
          case REGRESSION, FORECASTING, RECONSTRUCTION, DETECT -> new MeanSquared();
        };
    return switch (purpose.data().kind()) {
      case IMAGES, IDX, CIFAR -> {
        int epochs =
            purpose.data().data().equals("glyphs")
                ? GLYPHS_EPOCHS
                : Math.clamp(480_000 / samples, 8, 30);
        boolean plain =
            model.equals("cnn") || model.equals("resnet20") || model.equals("mobilenet");
        yield new Usual(epochs, batch(64, samples), plain ? 0.004 : 0.002, 0.01, any, loss);
      }
      case SOUNDS ->
          new Usual(
              Math.clamp(40_000 / samples, 10, 60), batch(32, samples), 0.004, 0.01, any, loss);
      case TABLE ->
          new Usual(
              Math.clamp(120_000 / samples, 15, 150), batch(32, samples), 0.005, 0.01, any, loss);
      case POINTS -> new Usual(60, batch(64, samples), 0.01, 0.01, any, new CrossEntropy());
      case SERIES ->
          new Usual(Math.clamp(60_000 / samples, 8, 100), batch(64, samples), 0.001, 0.05, 1, loss);
      case TEXT ->
          new Usual(Math.clamp(60_000 / samples, 3, 60), batch(16, samples), 0.002, 0.05, 1, loss);
      case TOKENS -> new Usual(12, batch(64, samples), 0.005, 0.01, 1, loss);
      case LABELLED_TEXT ->
          model.equals("encoder")
              ? new Usual(
                  25,
                  batch(64, samples),
                  0.002,
                  0.05,
                  1,
                  new CrossEntropy(classes > 20 ? 0.1f : 0, -1))
              : new Usual(
                  Math.clamp(36_000 / samples, 6, 40),
                  batch(64, samples),
                  0.003,
                  0.05,
                  1,
                  new CrossEntropy());
      case DETECT -> throw new IllegalStateException("expected data whose kind is known");
    };
  }

  /// Small data still makes several steps an epoch.
  private static int batch(int usual, int samples) {
    return Math.clamp(samples / 4, 1, usual);
  }

  /// The samples to learn from, as batches.
  static Loader learning(Project project, Dataset train) {
    return new Loader(
        train,
        project.preparation(),
        project.augmentations(),
        new lockstep.nn.data.Mixing.None(),
        toLearn(project, train));
  }

  /// Prepared samples stay in memory where they take a small part of it.
  static Loading toLearn(Project project, Dataset train) {
    Loading loading = Loading.toLearn(project.learning().batch(), project.seed());
    long each = 4L * project.example().count() + 256;
    boolean fits = each * train.size() < Runtime.getRuntime().maxMemory() / 4;
    return fits ? loading.remembering() : loading;
  }
}
