package lockstep.nn.run;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.TrainStep;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.plan.Planner;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What a plan computes only when variables have changed.
class OnceTest {

  private static final Layer NETWORK =
      Sequential.of(
          new Conv2d(40, 3),
          new BatchNorm(),
          Function.relu(),
          new Flatten(),
          new Dense(300),
          new Dense(10));

  private final Model model = Model.of(NETWORK, Shape.of(6, 6, 3), 1);
  private final Tensor batch = Tensor.zeros(Shape.of(8, 6, 6, 3), DType.FLOAT32);
  private final Tensor labels = Tensor.zeros(Shape.of(8), DType.INT32);

  OnceTest() {
    for (int i = 0; i < batch.count(); i++) {
      batch.set(i, (float) StrictMath.sin(i));
    }
  }

  @Test
  void folded_norms_and_packed_weights_are_kept() {
    var plan = model.predictor(8).plan();
    assertThat(plan.once()).isGreaterThan(3);
    assertThat(plan.steps().stream().filter(step -> step.kernel().keptBytes() > 0))
        .as("the convolution and both dense layers")
        .hasSize(3);
  }

  @Test
  void learning_is_noticed() {
    TrainStep step = model.trainStep(new CrossEntropy(), Optimizer.adam(0.01));
    for (int i = 0; i < 3; i++) {
      expectFresh();
      step.run(batch, labels);
    }
    expectFresh();
  }

  @Test
  void a_variable_that_is_set_is_noticed() {
    expectFresh();
    model.variables().get("1.running_var").set(0, 4);
    expectFresh();
    Tensor weight = model.variables().get("4.weight");
    weight.set(7, weight.get(7) + 3);
    expectFresh();
  }

  @Test
  void memory_that_is_written_to_is_noticed_when_said() {
    expectFresh();
    model.variables().get("5.weight").memory().fill((byte) 0);
    model.variables().changed();
    expectFresh();
  }

  @Test
  void a_graph_that_learns_keeps_nothing() {
    TrainStep step = model.trainStep(new CrossEntropy(), Optimizer.sgd(0.1));
    assertThat(step.runner(8).plan().once()).isZero();
    assertThat(step.runner(8).plan().steps()).allMatch(each -> each.kernel().keptBytes() == 0);
  }

  /// What the model says is what its graph, as the layers made it, says now.
  private void expectFresh() {
    var runner =
        new PlanRunner(
            Planner.plan(model.graph(), 8, 1),
            model.variables(),
            Parallel.of(1, Parallel.Idle.SLEEP));
    runner.input(Model.INPUT).set(batch);
    runner.run();
    assertThat(model.predict(batch).toArray())
        .containsExactly(runner.output(Model.PREDICTION).toArray(), Offset.offset(1e-4f));
  }
}
