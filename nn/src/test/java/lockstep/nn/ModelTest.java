package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Random;
import lockstep.blas.Availability;
import lockstep.kernels.gemm.Backend;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {

  @Test
  void a_network_learns_whether_a_point_lies_in_a_circle() {
    Model model =
        Model.of(Sequential.of(new Dense(32), Function.relu(), new Dense(2)), Shape.of(2), 1);
    TrainStep training = model.trainStep(new CrossEntropy(), Optimizer.adam(0.01));
    var random = new Random(1);
    Tensor points = Tensor.zeros(Shape.of(256, 2), DType.FLOAT32);
    Tensor labels = Tensor.zeros(Shape.of(256), DType.INT32);
    float loss = 1;
    for (int step = 0; step < 300; step++) {
      draw(random, points, labels);
      loss = training.run(points, labels);
    }
    assertThat(loss).isLessThan(0.1f);
    draw(random, points, labels);
    Tensor said = model.predict(points);
    int right = 0;
    for (int i = 0; i < 256; i++) {
      right += (said.get(2 * i + 1) > said.get(2 * i)) == (labels.get(i) == 1) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(240);
  }

  @ParameterizedTest
  @EnumSource
  void every_backend_says_and_learns_the_same_within_rounding(Backend backend) {
    if (backend != Backend.SIMD && Availability.find() instanceof Availability.Absent absent) {
      abort(absent.sentence());
    }
    var network = Sequential.of(new Dense(48), Function.relu(), new Dense(3));
    Model exact = Model.of(network, Shape.of(20), 1);
    Model other = Model.of(network, Shape.of(20), 1).using(backend);
    Tensor points = Tensor.zeros(Shape.of(37, 20), DType.FLOAT32);
    Tensor labels = Tensor.zeros(Shape.of(37), DType.INT32);
    var random = new Random(1);
    for (int i = 0; i < points.count(); i++) {
      points.set(i, random.nextFloat(-1, 1));
    }
    TrainStep learning = exact.trainStep(new CrossEntropy(), Optimizer.sgd(0.1));
    TrainStep alike = other.trainStep(new CrossEntropy(), Optimizer.sgd(0.1));
    for (int step = 0; step < 5; step++) {
      assertThat(alike.run(points, labels)).isCloseTo(learning.run(points, labels), within(1e-5f));
    }
    Tensor said = exact.predict(points);
    Tensor saidAlike = other.predict(points);
    for (int i = 0; i < said.count(); i++) {
      assertThat(saidAlike.get(i)).isCloseTo(said.get(i), within(1e-4f));
    }
  }

  private static void draw(Random random, Tensor points, Tensor labels) {
    for (int i = 0; i < 256; i++) {
      float x = random.nextFloat(-1, 1);
      float y = random.nextFloat(-1, 1);
      points.set(2 * i, x);
      points.set(2 * i + 1, y);
      labels.set(i, x * x + y * y < 0.5f ? 1 : 0);
    }
  }
}
