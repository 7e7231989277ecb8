package lockstep.nn.examples;

import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.TrainStep;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.optimizer.Schedule;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// A training loop of one's own: stops early, with a rate that falls, clipped gradients, an update
/// for every second batch, and the first layer frozen.
public final class OwnLoop {

  private OwnLoop() {}

  static int learnExclusiveOr() {
    var network = Sequential.of(new Dense(16), Function.tanh(), new Scale(1), new Dense(2));
    var model = Model.of(network, Shape.of(2), 7);
    var optimizer = Optimizer.adamW(0.05, 0).clipped(1).with(Schedule.cosine(0.05, 0.001, 1000));
    TrainStep training =
        model.trainStep(Recipe.of(new CrossEntropy(), optimizer).accumulate(2).freeze("0.*"));
    Tensor inputs = Tensor.of(Shape.of(4, 2), 0, 0, 0, 1, 1, 0, 1, 1);
    Tensor labels = Tensor.ofInts(Shape.of(4), 0, 1, 1, 0);
    while (training.run(inputs, labels) > 0.05f) {
      if (training.steps() == 5_000) {
        throw new IllegalStateException("it does not learn");
      }
    }
    return (int) training.updates();
  }
}
