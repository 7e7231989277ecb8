package lockstep.nn.results;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.Recipe;
import lockstep.nn.data.Augmentation;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Mixing;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.embedded.Glyphs;
import lockstep.nn.data.image.Idx;
import lockstep.nn.data.image.ImageAugmentation;
import lockstep.nn.data.image.ImageStep;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.optimizer.Schedule;
import lockstep.nn.train.Course;
import lockstep.nn.train.Task;
import lockstep.nn.zoo.Zoo;

/// Images and their classes.
final class ImageWorkloads {

  private static final Preparation PREPARATION =
      Preparation.of(new ImageStep.ToNumbers(1 / 255f), ImageStep.Normalise.by(0.29f, 0.35f));

  private ImageWorkloads() {}

  static Workload glyphs(long seed) {
    Dataset train = Glyphs.train(1);
    return classes(
        Held.of(train, Glyphs.test(1)),
        List.of(),
        smallCnn(train.labels().size()),
        new CrossEntropy(),
        4,
        0.004,
        seed);
  }

  static Workload mnist(Path folder, long seed) {
    return classes(
        Held.of(idx(folder, "train"), idx(folder, "t10k")),
        List.of(new ImageAugmentation.Shift(2, 2, 0), new ImageAugmentation.Rotate(10, 0)),
        Zoo.lenet(),
        new CrossEntropy(),
        6,
        0.002,
        seed);
  }

  /// Pooling comes before normalising: it is the same to what is learnt, on a quarter of the
  /// numbers.
  static Workload fashionMnist(Path folder, long seed) {
    return classes(
        Held.of(idx(folder, "train"), idx(folder, "t10k")),
        List.of(new ImageAugmentation.FlipHorizontal(0.5), new ImageAugmentation.Shift(1, 1, 0)),
        Sequential.of(
            new Conv2d(32, 5).same().withoutBias(),
            new MaxPool2d(2),
            new BatchNorm(),
            Function.relu(),
            new Conv2d(64, 5).same().withoutBias(),
            new MaxPool2d(2),
            new BatchNorm(),
            Function.relu(),
            new Flatten(),
            new Dropout(0.25f),
            new Dense(512),
            new BatchNorm(),
            Function.relu(),
            new Dropout(0.5f),
            new Dense(10)),
        new CrossEntropy(0.05f, -1),
        20,
        0.003,
        seed);
  }

  private static Layer smallCnn(int classes) {
    return Sequential.of(
        new Conv2d(16, 3).same().withoutBias(),
        new BatchNorm(),
        Function.relu(),
        new MaxPool2d(2),
        new Conv2d(32, 3).same().withoutBias(),
        new BatchNorm(),
        Function.relu(),
        new MaxPool2d(2),
        new Flatten(),
        new Dropout(0.2f),
        new Dense(128),
        Function.relu(),
        new Dense(classes));
  }

  static Dataset idx(Path folder, String part) {
    return Idx.dataset(
        folder.resolve(part + "-images-idx3-ubyte.gz"),
        folder.resolve(part + "-labels-idx1-ubyte.gz"),
        IntStream.range(0, 10).mapToObj(Integer::toString).toList());
  }

  /// One cycle of rates; the last weights remain, so validation decides nothing and all of the
  /// training part is learnt from.
  private static Workload classes(
      Held held,
      List<Augmentation> augmentations,
      Layer network,
      CrossEntropy loss,
      int epochs,
      double rate,
      long seed) {
    Dataset train = held.train();
    var learning =
        new Loader(train, PREPARATION, augmentations, new Mixing.None(), Loading.toLearn(64, seed));
    var judging = new Loader(new Part(train, 2_000), PREPARATION, Loading.toJudge(250));
    long steps = (long) epochs * learning.batches();
    return new Workload(
        learning,
        judging,
        new Loader(held.test(), PREPARATION, Loading.toJudge(250)),
        new Task.Classify(train.labels()),
        network,
        Recipe.of(loss, Optimizer.adamW(rate, 0.01).with(Schedule.oneCycle(rate, steps))),
        Course.epochs(epochs).keep(Course.Keep.LAST));
  }
}
