package lockstep.nn.examples;

import java.util.Random;
import lockstep.nn.Model;
import lockstep.nn.TrainStep;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

public final class Quickstart {

  public static void main(String[] args) {
    var network = Sequential.of(new Dense(32), Function.relu(), new Dense(2));
    var model = Model.of(network, Shape.of(2), 42);
    TrainStep training = model.trainStep(new CrossEntropy(), Optimizer.adam(0.01));
    Tensor points = Tensor.zeros(Shape.of(256, 2), DType.FLOAT32);
    Tensor labels = Tensor.zeros(Shape.of(256), DType.INT32);
    var random = new Random(1);
    for (int step = 1; step <= 500; step++) {
      for (int i = 0; i < 256; i++) { // is the point inside a circle?
        float x = random.nextFloat(-1, 1);
        float y = random.nextFloat(-1, 1);
        points.set(2 * i, x);
        points.set(2 * i + 1, y);
        labels.set(i, x * x + y * y < 0.5f ? 1 : 0);
      }
      float loss = training.run(points, labels);
      if (step % 100 == 0) System.out.printf("step %d: loss %.3f%n", step, loss);
    }
    Tensor scores = model.predict(Tensor.of(Shape.of(2, 2), 0, 0, 0.9f, 0.9f));
    System.out.println("the middle is inside: " + (scores.get(1) > scores.get(0)));
    System.out.println("the corner is inside: " + (scores.get(3) > scores.get(2)));
  }
}
