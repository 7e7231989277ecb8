package lockstep.nn.results;

import java.nio.file.Path;
import java.util.List;
import lockstep.nn.Recipe;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Mirror;
import lockstep.nn.data.Mixing;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Splits;
import lockstep.nn.data.Step;
import lockstep.nn.data.Subset;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.image.ImageStep;
import lockstep.nn.data.sound.FixLength;
import lockstep.nn.data.sound.MelSpectrogram;
import lockstep.nn.data.sound.Place;
import lockstep.nn.data.sound.SpecAugment;
import lockstep.nn.data.sound.SpokenDigits;
import lockstep.nn.data.sound.StandardiseBands;
import lockstep.nn.data.sound.TimeShift;
import lockstep.nn.data.table.EncodeRow;
import lockstep.nn.data.table.EncodeTarget;
import lockstep.nn.data.table.Schema;
import lockstep.nn.data.table.Series;
import lockstep.nn.data.table.SeriesWindows;
import lockstep.nn.data.table.StandardiseColumns;
import lockstep.nn.data.table.TableDataset;
import lockstep.nn.data.table.TargetKind;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Bias;
import lockstep.nn.layer.Conv1d;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.ConvTranspose2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.Padding;
import lockstep.nn.layer.Reshape;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.MeanSquared;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.optimizer.Schedule;
import lockstep.nn.tensor.Shape;
import lockstep.nn.train.Course;
import lockstep.nn.train.Task;

/// Tables, series and sounds; and images said again.
final class NumberWorkloads {

  private NumberWorkloads() {}

  static Workload optdigits(Path folder, long seed) {
    Csv training = Csv.read(folder.resolve("optdigits.tra"));
    Schema schema = Schema.infer(training, 64, TargetKind.CLASS);
    Dataset test = new TableDataset(Csv.read(folder.resolve("optdigits.tes")), schema);
    var held = Held.of(new TableDataset(training, schema), test);
    Dataset train = held.train();
    return classes(
        held,
        Preparation.of(EncodeRow.fit(train, schema)).target(new EncodeTarget(schema, false)),
        Sequential.of(
            new Dense(256),
            new BatchNorm(),
            Function.relu(),
            new Dropout(0.3f),
            new Dense(128),
            new BatchNorm(),
            Function.relu(),
            new Dropout(0.3f),
            new Dense(10)),
        new CrossEntropy(),
        40,
        0.005,
        0.01,
        seed);
  }

  static Workload breastCancer(Path file, long seed) {
    Schema schema = breastCancerSchema(file);
    Dataset all = new TableDataset(Csv.read(file), schema);
    List<Subset> parts = Splits.stratified(all, 1, 0.8, 0.2);
    return breastCancer(Held.of(parts.getFirst(), parts.getLast()), schema, seed);
  }

  /// Ten trainings, so that each row is judged once, by a network that did not learn from it.
  static List<Workload> breastCancerTenfold(Path file, long seed) {
    Schema schema = breastCancerSchema(file);
    Dataset all = new TableDataset(Csv.read(file), schema);
    return Splits.stratifiedFolds(all, 10, seed).stream()
        .map(fold -> breastCancer(new Held(fold.train(), fold.test()), schema, seed))
        .toList();
  }

  private static Schema breastCancerSchema(Path file) {
    return Schema.infer(Csv.read(file), "diagnosis", TargetKind.CLASS).ignore("id");
  }

  /// Strongly regularised, as five-fold cross-validation of the training part advised.
  private static Workload breastCancer(Held held, Schema schema, long seed) {
    Dataset train = held.train();
    return classes(
        held,
        Preparation.of(EncodeRow.fit(train, schema)).target(new EncodeTarget(schema, false)),
        Sequential.of(
            new Dense(64),
            Function.silu(),
            new Dropout(0.6f),
            new Dense(64),
            Function.silu(),
            new Dropout(0.6f),
            new Dense(train.labels().size())),
        new CrossEntropy(0.02f, -1),
        60,
        0.002,
        1,
        seed);
  }

  static Workload spokenDigits(Path folder, long seed) {
    SpokenDigits digits = SpokenDigits.of(folder);
    var held = Held.of(digits.train(), digits.test());
    List<Step> before =
        List.of(new FixLength(6_000, Place.START), new MelSpectrogram(8_000, 256, 96, 40));
    var preparation =
        Preparation.of(before.toArray(Step[]::new))
            .then(StandardiseBands.fit(held.train(), before));
    Layer network =
        Sequential.of(
            convolution(16),
            new MaxPool2d(2),
            convolution(32),
            new MaxPool2d(2),
            convolution(64),
            new MaxPool2d(2),
            new Flatten(),
            new Dropout(0.4f),
            new Dense(128),
            new BatchNorm(),
            Function.relu(),
            new Dropout(0.3f),
            new Dense(10));
    var learning =
        new Loader(
            held.train(),
            preparation,
            List.of(new TimeShift(0.1f), new SpecAugment(1, 6, 1, 4)),
            new Mixing.None(),
            Loading.toLearn(32, seed));
    return classes(
        learning,
        new Loader(held.test(), preparation, Loading.toJudge(50)),
        network,
        new CrossEntropy(),
        30,
        Optimizer.adamW(0.004, 0.01));
  }

  private static Layer convolution(int channels) {
    return Sequential.of(
        new Conv2d(channels, 3).same().withoutBias(), new BatchNorm(), Function.relu());
  }

  /// What the layer says of the differences from the last value, added to that value: levels drift
  /// from year to year, shapes of a day do not.
  private record AroundLast(Layer layer) implements Layer {
    @Override
    public Value lower(GraphBuilder g, Value x) {
      Value last = g.slice(x, 1, x.shape().size(1) - 1, 1);
      Value said = layer.lower(g, g.subtract(x, last));
      return g.add(said, g.reshape(last, Shape.batch(1)));
    }
  }

  /// 24 hours ahead from a week.
  static Workload etth1(Path file, long seed) {
    Series series = Series.of(Csv.read(file), "OT");
    var standardise = StandardiseColumns.fit(series, 0, 8_640);
    var preparation = Preparation.of(standardise).target(standardise);
    var train = new SeriesWindows(series, 0, 0, 8_640, 168, 24);
    var learning = new Loader(train, preparation, Loading.toLearn(64, seed));
    Layer network =
        new AroundLast(
            Sequential.of(
                new Conv1d(8, 25, new Padding.Same()),
                new Flatten(),
                new Dropout(0.1f),
                new Dense(24)));
    int epochs = 8;
    return new Workload(
        learning,
        new Loader(
            new SeriesWindows(series, 0, 8_640, 11_520, 168, 24),
            preparation,
            Loading.toJudge(256)),
        new Loader(
            new SeriesWindows(series, 0, 11_520, 14_400, 168, 24),
            preparation,
            Loading.toJudge(256)),
        new Task.Regress(),
        network,
        Recipe.of(
            new MeanSquared(),
            Optimizer.adamW(1e-3, 0.05)
                .with(Schedule.cosine(1e-3, 1e-5, (long) epochs * learning.batches()))),
        Course.epochs(epochs));
  }

  static Workload autoencoder(Dataset train, Dataset test, long seed) {
    Step scale = new ImageStep.ToNumbers(1 / 255f);
    var preparation = Preparation.of(scale).target(scale);
    int epochs = 8;
    var learning = new Loader(new Mirror(train), preparation, Loading.toLearn(64, seed));
    Layer network =
        Sequential.of(
            new Conv2d(32, 3).withStride(2).padded(1),
            Function.relu(),
            new Conv2d(64, 3).withStride(2).padded(1),
            Function.relu(),
            new Flatten(),
            new Dense(256),
            Function.relu(),
            new Dense(32),
            new Dense(256),
            Function.relu(),
            new Dense(7 * 7 * 64),
            Function.relu(),
            Reshape.of(7, 7, 64),
            new ConvTranspose2d(32, 3, 2, new Padding.Each(1), 1, Bias.ADDED),
            Function.relu(),
            new ConvTranspose2d(1, 3, 2, new Padding.Each(1), 1, Bias.ADDED));
    return new Workload(
        learning,
        new Loader(new Mirror(new Part(train, 1_000)), preparation, Loading.toJudge(250)),
        new Loader(new Mirror(test), preparation, Loading.toJudge(250)),
        new Task.Regress(),
        network,
        Recipe.of(
            new MeanSquared(),
            Optimizer.adam(0.002)
                .with(Schedule.oneCycle(0.002, (long) epochs * learning.batches()))),
        Course.epochs(epochs).keep(Course.Keep.LAST));
  }

  private static Workload classes(
      Held held,
      Preparation preparation,
      Layer network,
      CrossEntropy loss,
      int epochs,
      double rate,
      double decay,
      long seed) {
    return classes(
        new Loader(held.train(), preparation, Loading.toLearn(32, seed).remembering()),
        new Loader(held.test(), preparation, Loading.toJudge(100)),
        network,
        loss,
        epochs,
        Optimizer.adamW(rate, decay));
  }

  private static Workload classes(
      Loader train,
      Loader test,
      Layer network,
      CrossEntropy loss,
      int epochs,
      Optimizer optimizer) {
    var judging =
        new Loader(
            new Part(train.data(), Math.min(500, train.data().size())),
            train.preparation(),
            Loading.toJudge(100));
    long steps = (long) epochs * train.batches();
    return new Workload(
        train,
        judging,
        test,
        new Task.Classify(train.data().labels()),
        network,
        Recipe.of(loss, optimizer.with(Schedule.oneCycle(optimizer.schedule().at(1), steps))),
        Course.epochs(epochs).keep(Course.Keep.LAST));
  }
}
