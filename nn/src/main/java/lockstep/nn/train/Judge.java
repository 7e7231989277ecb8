package lockstep.nn.train;

import lockstep.nn.Model;
import lockstep.nn.TrainStep;
import lockstep.nn.data.Batch;
import lockstep.nn.data.Batches;
import lockstep.nn.data.Loader;
import lockstep.nn.layer.Lengths;
import lockstep.nn.loss.Loss;
import lockstep.nn.metric.Metric;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.Tensor;

/// Finds out what a model is worth.
///
/// @param task how answers are judged
/// @param loss what is averaged
/// @param most at most so many batches; 0 for all
public record Judge(Task task, Loss loss, int most) {

  /// By all data, and the loss that the task usually has.
  public Judge(Task task) {
    this(task, task.loss(), 0);
  }

  /// {@return what a model is worth on some data}
  public Judgement of(Model model, Loader data) {
    double sum = 0;
    long samples = 0;
    Metric metric = task.metric(1);
    try (Batches batches = data.epoch(0)) {
      for (int i = 0; batches.hasNext() && (most == 0 || i < most); i++) {
        Batch batch = batches.next();
        PlanRunner runner = model.judge(loss, batch.size());
        write(batch, runner);
        runner.run();
        Tensor said = runner.output(Model.PREDICTION);
        if (i == 0) {
          metric = task.metric(said.count() / batch.size());
        }
        task.add(metric, said, batch.target());
        sum += (double) runner.output(TrainStep.LOSS).get(0) * batch.size();
        samples += batch.size();
      }
    }
    return new Judgement(sum / samples, metric);
  }

  /// Writes a batch into the inputs of a plan.
  static void write(Batch batch, PlanRunner runner) {
    runner.input(Model.INPUT).set(batch.input());
    if (runner.hasInput(Loss.TARGET)) {
      runner.input(Loss.TARGET).set(batch.target());
    }
    if (runner.hasInput(Lengths.INPUT)) {
      runner.input(Lengths.INPUT).set(batch.lengths().orElseThrow(Judge::noLengths));
    }
  }

  private static IllegalArgumentException noLengths() {
    return new IllegalArgumentException(
        "lengths: expected tokens or numbers [steps, features], as the network asks for their"
            + " lengths, got numbers without steps. Use Lengths.WHOLE.");
  }
}
