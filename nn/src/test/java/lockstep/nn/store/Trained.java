package lockstep.nn.store;

import lockstep.nn.Model;
import lockstep.nn.TrainStep;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.MeanSquared;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// A small training: weights, running statistics and two states of an optimizer.
final class Trained {

  final Model model;
  final TrainStep step;

  private Trained(Model model) {
    this.model = model;
    step = model.trainStep(new MeanSquared(), Optimizer.adam(0.01));
  }

  static Layer network() {
    return Sequential.of(new Dense(4), new BatchNorm(), Function.relu(), new Dense(1));
  }

  static Trained after(int steps) {
    var trained = new Trained(Model.of(network(), Shape.of(3), 1));
    for (int i = 0; i < steps; i++) {
      trained.learn(i);
    }
    return trained;
  }

  void learn(int i) {
    Tensor x = Tensor.of(Shape.of(2, 3), i, 1, 2, 3, -4, 5);
    step.run(x, Tensor.of(Shape.of(2, 1), 1, -i));
  }

  TrainingState state(int steps) {
    return TrainingState.first(1).at(steps, steps, steps / 10, steps % 10);
  }

  static boolean same(Model a, Model b) {
    return a.variables().all().keySet().stream()
        .allMatch(name ->
            a.variables().get(name).memory().mismatch(b.variables().get(name).memory()) == -1);
  }
}
