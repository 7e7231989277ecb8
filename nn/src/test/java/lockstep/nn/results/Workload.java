package lockstep.nn.results;

import java.util.Locale;
import java.util.function.Consumer;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.data.Item;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import lockstep.nn.layer.Layer;
import lockstep.nn.metric.Score;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.train.Course;
import lockstep.nn.train.Event;
import lockstep.nn.train.Judge;
import lockstep.nn.train.Judgement;
import lockstep.nn.train.Outcome;
import lockstep.nn.train.Task;
import lockstep.nn.train.Trainer;

/// A whole training: what is learnt from, by what, how, and what it is judged by in the end.
///
/// @param test judged once, after training
/// @param begin changes what the model begins with
record Workload(
    Loader train,
    Loader validation,
    Loader test,
    Task task,
    Layer network,
    Recipe recipe,
    Course course,
    Consumer<Model> begin) {

  /// With the numbers that layers begin with.
  Workload(
      Loader train,
      Loader validation,
      Loader test,
      Task task,
      Layer network,
      Recipe recipe,
      Course course) {
    this(
        train,
        validation,
        test,
        task,
        network,
        recipe,
        course,
        _ -> {
          // As they are.
        });
  }

  /// What came of it.
  ///
  /// @param seconds from the first step to the last judgement of the validation part
  record Result(Model model, Outcome outcome, Judgement test, double seconds) {}

  Result run(long seed) {
    Sample example = train.example();
    Model model =
        Model.of(
            network,
            example.input() instanceof Tokens ? DType.INT32 : DType.FLOAT32,
            shape(example.input()),
            seed,
            Parallel.ofThisMachine());
    begin.accept(model);
    var trainer = new Trainer(model, recipe, new Judge(task), task.watch()).on(Workload::show);
    long from = System.nanoTime();
    Outcome outcome = trainer.fit(train, validation, course);
    double seconds = (System.nanoTime() - from) * 1e-9;
    Judgement judgement = new Judge(task).of(model, test);
    for (Score score : judgement.metric().scores()) {
      System.out.println("test " + score.text());
    }
    System.out.printf(
        Locale.ROOT,
        "seed %d: %s after %d steps in %.1f s, test %s%n",
        seed,
        outcome.why(),
        outcome.steps(),
        seconds,
        judgement.figures());
    return new Result(model, outcome, judgement, seconds);
  }

  private static Shape shape(Item item) {
    return switch (item) {
      case Numbers numbers -> numbers.shape();
      case Tokens tokens -> tokens.shape();
      default -> throw new IllegalArgumentException(item.describe());
    };
  }

  private static void show(Event event) {
    if (event instanceof Event.Judged judged) {
      System.out.printf(
          Locale.ROOT,
          "epoch %d, step %d: %.4f, %s%s%n",
          judged.epoch(),
          judged.step(),
          judged.trained(),
          judged.figures(),
          judged.best() ? " *" : "");
    }
  }
}
