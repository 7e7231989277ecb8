package lockstep.nn.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.Model;
import lockstep.nn.data.Batch;
import lockstep.nn.data.Batches;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Sample;
import lockstep.nn.json.JsonException;
import lockstep.nn.layer.Lengths;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.Loss;
import lockstep.nn.loss.MeanSquared;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.store.ModelFile;
import lockstep.nn.tensor.Tensor;
import lockstep.nn.train.Judge;
import lockstep.nn.train.Judgement;
import lockstep.nn.train.Task;

/// A trained model that remembers its data: files and texts in, labels and numbers out.
///
/// {@snippet :
/// Predictor flowers = Predictor.open(Path.of("runs/cnn-flowers-1"));
/// List<Prediction> said = flowers.predict(List.of("rose.png"), 3);
/// }
public final class Predictor {

  private static final int AT_ONCE = 64;

  private final Path file;
  private final Model model;
  private final List<String> labels;
  private final Preparation preparation;
  private final Purpose purpose;

  private Predictor(Path file, ModelFile read, Purpose purpose) {
    this.file = file;
    this.purpose = purpose;
    model = read.model();
    labels = read.description().labels();
    preparation = read.description().preparation();
  }

  /// {@return the model of a run, or of a model file}
  ///
  /// @throws DataException if there is none, or it is damaged
  public static Predictor open(Path runOrFile) {
    return open(runOrFile, 0);
  }

  /// {@return the model of a run, or of a model file}
  ///
  /// @param threads 0 for as many as there are processors
  /// @throws DataException if there is none, or it is damaged
  public static Predictor open(Path runOrFile, int threads) {
    Path file = file(runOrFile);
    ModelFile read = ModelFile.read(file, Purpose.records(), Session.threads(threads));
    return new Predictor(file, read, purpose(file, read.description()));
  }

  static Purpose purpose(Path file, ModelFile.Description description) {
    try {
      return Purpose.of(description.task());
    } catch (JsonException e) {
      throw new DataException(
          file.toString(),
          "expected a model that the command line or Session trained, found one without its"
              + " purpose. Use ModelFile.",
          e);
    }
  }

  static Path file(Path runOrFile) {
    if (!Files.exists(runOrFile)) {
      throw new DataException(
          runOrFile.toString(), "expected a run or a model file, found nothing. Check the path.");
    }
    Path file = Files.isDirectory(runOrFile) ? runOrFile.resolve(Session.MODEL) : runOrFile;
    if (!Files.isRegularFile(file)) {
      boolean unfinished = Files.isRegularFile(runOrFile.resolve("config.json"));
      throw new DataException(
          runOrFile.toString(),
          unfinished
              ? "expected a finished run, found one without " + Session.MODEL + ". Resume it."
              : "expected a run with " + Session.MODEL + ", found another folder. Check the path.");
    }
    return file;
  }

  /// {@return the model's file}
  public Path file() {
    return file;
  }

  /// {@return what the model is for}
  public Purpose purpose() {
    return purpose;
  }

  /// {@return the model itself}
  public Model model() {
    return model;
  }

  /// {@return what is done to data before the model sees it}
  public Preparation preparation() {
    return preparation;
  }

  /// {@return the names of its classes; none where it says numbers}
  public List<String> labels() {
    return labels;
  }

  /// {@return what it is worth on some data}
  ///
  /// @param data a built-in name, a file or a folder; empty for what was held out of its own data
  /// @throws DataException if it cannot be read, or does not fit
  public Judgement judge(String data) {
    Dataset test = Source.toJudge(data, purpose, labels);
    Task task = purpose.task(labels);
    Loss loss = task instanceof Task.Regress ? new MeanSquared() : new CrossEntropy();
    return new Judge(task, loss, 0)
        .of(model, new Loader(test, preparation, Loading.toJudge(AT_ONCE)));
  }

  /// {@return the samples of an input as they are, before they are prepared: several of a folder or
  /// a table}
  ///
  /// @param input a file of its kind of data, or a text or a row itself
  /// @throws DataException if a file is absent, cannot be read, or is of another kind
  public List<Sample> samples(String input) {
    return Inputs.of(input, purpose);
  }

  /// {@return what it says of each input, in order}
  ///
  /// @param inputs files of its kind of data, or texts and rows themselves
  /// @param top how many choices at most
  /// @throws DataException if a file is absent, cannot be read, or is of another kind
  public List<Prediction> predict(List<String> inputs, int top) {
    List<Sample> samples = new ArrayList<>();
    for (String input : inputs) {
      samples.addAll(Inputs.of(input, purpose));
    }
    var said = new ArrayList<Prediction>();
    if (samples.isEmpty()) {
      return said;
    }
    var steps = new Preparation(preparation.input(), List.of());
    // Each length of a text is a plan of its own.
    boolean alike = purpose.data().kind() != DataKind.TEXT;
    int atOnce = alike ? Math.min(AT_ONCE, samples.size()) : 1;
    var loader = new Loader(new Listed(samples), steps, Loading.toJudge(atOnce));
    try (Batches batches = loader.epoch(0)) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        Tensor answer = answer(batch);
        int each = answer.count() / batch.size();
        for (int row = 0; row < batch.size(); row++) {
          Sample sample = samples.get(said.size());
          said.add(prediction(sample, answer, batch.input(), row, each, top));
        }
      }
    }
    return said;
  }

  private record Listed(List<Sample> samples) implements Dataset {
    @Override
    public int size() {
      return samples.size();
    }

    @Override
    public Sample get(int index) {
      return samples.get(index);
    }
  }

  private Tensor answer(Batch batch) {
    PlanRunner runner = model.predictor(batch.size());
    runner.input(Model.INPUT).set(batch.input());
    if (runner.hasInput(Lengths.INPUT)) {
      batch.lengths().ifPresent(lengths -> runner.input(Lengths.INPUT).set(lengths));
    }
    runner.run();
    return runner.output(Model.PREDICTION);
  }

  private Prediction prediction(
      Sample sample, Tensor answer, Tensor seen, int row, int each, int top) {
    return switch (purpose.task(labels)) {
      case Task.Classify _ ->
          new Prediction(
              sample.origin(), choices(logits(answer, row * each, each), labels, top), List.of());
      case Task.ContinueText _ -> {
        List<String> characters = symbols(answer.shape().size(-1));
        // What follows the last one that was seen.
        int last = Inputs.length(sample) - 1;
        int from = row * each + last * characters.size();
        yield new Prediction(
            sample.origin(),
            choices(logits(answer, from, characters.size()), characters, top),
            List.of());
      }
      case Task.Regress(var mean, var deviation) ->
          new Prediction(
              sample.origin(),
              List.of(),
              purpose.data().task() == TaskKind.RECONSTRUCTION
                  ? List.of(error(answer, seen, row * each, each))
                  : IntStream.range(0, each)
                      .mapToObj(i -> answer.get(row * each + i) * deviation + mean)
                      .toList());
    };
  }

  private List<String> symbols(int count) {
    var symbols = new ArrayList<String>();
    if (purpose.details() instanceof Details.Characters(var characters, _)) {
      symbols.addAll(List.of("(padding)", "(unknown)"));
      symbols.addAll(characters.characters());
    } else {
      IntStream.range(0, count).mapToObj(String::valueOf).forEach(symbols::add);
    }
    return symbols;
  }

  /// How far a picture said again is from itself: the mean of d².
  private static double error(Tensor answer, Tensor seen, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      double off = answer.get(i) - seen.get(i);
      sum += off * off;
    }
    return sum / count;
  }

  private static double[] logits(Tensor answer, int from, int count) {
    return IntStream.range(from, from + count).mapToDouble(answer::get).toArray();
  }

  private static List<Prediction.Choice> choices(double[] logits, List<String> names, int top) {
    double most = IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).max().orElse(0);
    double sum = 0;
    double[] shares = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      shares[i] = StrictMath.exp(logits[i] - most);
      sum += shares[i];
    }
    double all = sum;
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -shares[i]))
        .limit(Math.max(1, top))
        .map(i -> new Prediction.Choice(names.get(i), shares[i] / all))
        .toList();
  }
}
