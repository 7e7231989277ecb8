package lockstep.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Backend;
import lockstep.nn.Model;
import lockstep.nn.TrainStep;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Variable;
import lockstep.nn.json.Json;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.Loss;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// A workload that is ready to run: its model, its plan, and a few random batches that take turns.
///
/// A step copies its batch into the plan, as a program that trains or predicts does.
public final class StepCase {

  private static final int BATCHES = 4;

  private final Workload workload;
  private final Mode mode;
  private final int batch;
  private final Model model;
  private final Running running;
  private final PlanRunner runner;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> targets = new ArrayList<>();
  private int turn;

  /// A plan, and what runs it.
  private record Running(PlanRunner runner, Runnable step) {

    static Running of(TrainStep training, int batch) {
      PlanRunner runner = training.runner(batch);
      return new Running(runner, () -> training.run(runner));
    }

    static Running of(PlanRunner predictor) {
      return new Running(predictor, predictor::run);
    }
  }

  private StepCase(Workload workload, Mode mode, int batch, int threads, Backend backend) {
    this.workload = workload;
    this.mode = mode;
    this.batch = batch;
    model =
        Model.of(
                workload.network(),
                workload.dtype(),
                workload.example(),
                1,
                Parallel.of(threads, Parallel.Idle.SPIN))
            .using(backend);
    running =
        switch (mode) {
          case TRAIN ->
              Running.of(model.trainStep(new CrossEntropy(), workload.optimizer()), batch);
          case INFER -> Running.of(model.predictor(batch));
        };
    runner = running.runner();
    var random = new SplittableRandom(1);
    for (int i = 0; i < BATCHES; i++) {
      inputs.add(batchLike(runner.input(Model.INPUT), random));
      if (mode == Mode.TRAIN) {
        targets.add(batchLike(runner.input(Loss.TARGET), random));
      }
    }
  }

  /// {@return a workload with its plan}
  ///
  /// @param batch how many examples a step has
  /// @param threads how many threads compute
  /// @param backend who computes matrix products
  /// @throws ArithmeticException if tensors become larger than can be counted
  public static StepCase of(Workload workload, Mode mode, int batch, int threads, Backend backend) {
    return new StepCase(workload, mode, batch, threads, backend);
  }

  /// Features from 0 to 1, or numbers of classes.
  private Tensor batchLike(Tensor input, SplittableRandom random) {
    Shape shape = input.shape();
    Tensor tensor = Tensor.zeros(shape, input.dtype());
    int columns = tensor.count() / batch;
    for (int row = 0; row < batch; row++) {
      if (input.dtype() == DType.INT32) {
        tensor.setRow(row, random.ints(columns, 0, workload.classes()).toArray());
      } else {
        var features = new float[columns];
        for (int i = 0; i < columns; i++) {
          features[i] = (float) random.nextDouble();
        }
        tensor.setRow(row, features);
      }
    }
    return tensor;
  }

  private void step() {
    takeBatch();
    running.step().run();
  }

  private void takeBatch() {
    turn = (turn + 1) % BATCHES;
    runner.input(Model.INPUT).set(inputs.get(turn));
    if (mode == Mode.TRAIN) {
      runner.input(Loss.TARGET).set(targets.get(turn));
    }
  }

  /// {@return the rate: of so many steps from the first on, or in windows after a warm-up}
  public Result measure(Optional<Integer> steps) {
    double[] seconds =
        steps
            .map(count -> new double[] {Windows.mean(this::step, count)})
            .orElseGet(() -> Windows.seconds(this::step));
    double units = (double) batch * workload.units();
    double median = seconds[seconds.length / 2];
    return new Result(
        workload,
        mode,
        batch,
        units / median,
        units / seconds[seconds.length - 1],
        units / seconds[0],
        median * 1e3,
        PeakMemory.ofThisProcess(),
        model.parallel().threads(),
        parameters());
  }

  private long parameters() {
    return model.variables().all().values().stream()
        .filter(variable -> variable.role() == Variable.Role.PARAMETER)
        .mapToLong(variable -> variable.shape().count())
        .sum();
  }

  /// {@return how long each node takes, after this case was measured}
  public Profile profile() {
    return Profile.of(runner, this::takeBatch, model.parallel().threads());
  }

  /// What was measured; rates are in the unit of the workload.
  ///
  /// @param median the rate in the middle of all windows
  /// @param min the lowest rate
  /// @param max the highest rate
  /// @param msPerStep milliseconds, of the window in the middle
  /// @param peak the most memory that the process had
  /// @param threads how many threads computed
  /// @param parameters how many numbers are learnt
  public record Result(
      Workload workload,
      Mode mode,
      int batch,
      double median,
      double min,
      double max,
      double msPerStep,
      PeakMemory peak,
      int threads,
      long parameters) {

    /// {@return the name of its mode}
    public String modeText() {
      return mode.name().toLowerCase(Locale.ROOT);
    }

    /// {@return what its rates count}
    public String unit() {
      return workload.unit();
    }

    /// {@return this result as one object}
    public Json.Fields json() {
      return Json.object()
          .with("model", workload.text())
          .with("mode", modeText())
          .with("batch", batch)
          .with("unit", unit())
          .with("median", rounded(median))
          .with("min", rounded(min))
          .with("max", rounded(max))
          .with("ms_per_step", rounded(msPerStep))
          .with("peak_mb", rounded(peak.megabytes()))
          .with("threads", threads)
          .with("parameters", parameters);
    }

    private static double rounded(double value) {
      return Math.round(value * 1000) / 1000.0;
    }
  }
}
