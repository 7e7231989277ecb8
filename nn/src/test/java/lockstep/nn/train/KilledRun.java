package lockstep.nn.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Mixing;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.embedded.Glyphs;
import lockstep.nn.data.image.ImageAugmentation;
import lockstep.nn.data.image.ImageStep;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.runs.RunDirectory;
import lockstep.nn.store.Checkpoints;
import lockstep.nn.store.KnownRecords;
import lockstep.nn.store.ModelFile;
import lockstep.nn.store.Retention;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// A training with all that has state: shuffling, augmentation, dropout, running statistics, Adam,
/// a moving average, and a checkpoint every other step. A process of its own, to be killed.
final class KilledRun {

  private static final int SAMPLES = 640;

  private KilledRun() {}

  private record First(Dataset whole, int size) implements Dataset {
    @Override
    public lockstep.nn.data.Sample get(int index) {
      return whole.get(index);
    }

    @Override
    public List<String> labels() {
      return whole.labels();
    }
  }

  /// Starts a run in the folder, or goes on with it, and ends with `model.lockstep` in it.
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int epochs = Integer.parseInt(arguments[1]);
    try (RunDirectory run = run(folder);
        Recorder recorder = new Recorder(run)) {
      Dataset data = new First(Glyphs.train(1), SAMPLES);
      var preparation = Preparation.of(new ImageStep.ToNumbers(1 / 255f));
      var train =
          new Loader(
              data,
              preparation,
              List.of(new ImageAugmentation.Shift(2, 2, 0)),
              new Mixing.None(),
              Loading.toLearn(32, 1));
      var validation =
          new Loader(new First(Glyphs.test(1), 100), preparation, Loading.toJudge(100));
      var network =
          Sequential.of(
              new Conv2d(8, 3),
              new BatchNorm(),
              Function.relu(),
              new MaxPool2d(2),
              new Flatten(),
              new Dropout(0.2f),
              new Dense(10));
      Model model =
          Model.of(network, DType.FLOAT32, Shape.of(28, 28, 1), 1, Parallel.ofThisMachine());
      Recipe recipe = Recipe.of(new CrossEntropy(), Optimizer.adam(0.003)).average(0.9);
      Trainer trainer =
          new Trainer(model, recipe, new Task.Classify(data.labels()))
              .on(recorder)
              .save(new Checkpoints(run.folder(), Retention.usual(), System.out::println));
      trainer.resume();
      trainer.fit(train, validation, Course.epochs(epochs).saveEvery(2));
      ModelFile.write(
          run.folder().resolve("model.lockstep"),
          new ModelFile.Description(
              network,
              DType.FLOAT32,
              Shape.of(28, 28, 1),
              1,
              data.labels(),
              preparation,
              "classify"),
          model.variables(),
          KnownRecords.json());
    }
  }

  private static RunDirectory run(Path folder) {
    Path parent = folder.toAbsolutePath().getParent();
    return Files.exists(folder) || parent == null
        ? RunDirectory.open(folder)
        : RunDirectory.create(parent, folder.getFileName().toString());
  }
}
