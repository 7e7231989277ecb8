package lockstep.nn.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import lockstep.kernels.Parallel;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.Model;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Concat;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.GlobalAveragePool;
import lockstep.nn.layer.GroupNorm;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.Padding;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.Sequential;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A run that takes a few examples at a time through several steps leaves the bits of one that is
/// watched, in which each step sees the whole batch.
class PortionStepTest {

  private static final Map<String, Layer> NETWORKS =
      Map.of(
          "blocks with a way around them, of one block of channels and of several",
          Sequential.of(
              new Conv2d(16, 3).same(),
              new BatchNorm(),
              Function.relu(),
              block(16),
              new MaxPool2d(2),
              new Conv2d(40, 3).same(),
              block(40),
              new GlobalAveragePool(),
              new Flatten(),
              new Dense(5)),
          "squares, which take scratch memory",
          Sequential.of(
              new Conv2d(32, 3).same(),
              block(32),
              new Conv2d(48, 3).same(),
              Function.relu(),
              new Flatten(),
              new Dense(5)),
          "two runs of steps, around one that sees more",
          Sequential.of(
              new Conv2d(8, 3).same(),
              Function.gelu(),
              new MaxPool2d(2),
              new GroupNorm(2),
              new Conv2d(12, 3).same(),
              Function.tanh(),
              new Conv2d(20, 3).same(),
              new Flatten(),
              new Dense(5)),
          "what goes out could lie where something came in",
          Sequential.of(
              new GroupNorm(3),
              new Conv2d(32, 3).same(),
              new Conv2d(3, 3).same(),
              new GroupNorm(3),
              new Flatten(),
              new Dense(5)),
          "what came in could be overwritten by the last step",
          Sequential.of(
              new GroupNorm(3),
              Concat.of(new Conv2d(4, 3).same(), Function.tanh()),
              new Flatten(),
              new Dense(5)),
          "what depends on all examples goes into each",
          Sequential.of(
              new Conv2d(8, 3).same(),
              Function.tanh(),
              (g, x) -> g.subtract(x, g.reduce(Reduction.MAX, x, 0)),
              new Conv2d(6, 3).same(),
              new Conv2d(6, 3).same(),
              new Flatten(),
              new Dense(5)),
          "a prediction goes out",
          Sequential.of(new Conv2d(8, 3).same(), Function.relu(), new Conv2d(2, 3).same()),
          "what goes out is read by several later steps",
          Sequential.of(
              new Conv2d(8, 3).same(),
              Function.relu(),
              Concat.of(
                  new Conv2d(4, 3).same(),
                  new MaxPool2d(3, 1, new Padding.Same()),
                  new Conv2d(8, 1)),
              new Conv2d(6, 3).same(),
              new Flatten(),
              new Dense(5)));

  private static Layer block(int channels) {
    return Residual.of(
        Sequential.of(
            new Conv2d(channels, 3).same(),
            new BatchNorm(),
            Function.relu(),
            new Conv2d(channels, 3).same(),
            new BatchNorm()));
  }

  static Stream<Arguments> cases() {
    return NETWORKS.keySet().stream()
        .flatMap(name ->
            Stream.of(1, 2, 3)
                .flatMap(threads ->
                    Stream.of(6, 7, 33).map(batch -> Arguments.of(name, threads, batch))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_bits_are_those_of_whole_batches(String name, int threads, int batch) {
    var parallel = Parallel.of(threads, Parallel.Idle.SLEEP);
    var model =
        Model.of(
            Objects.requireNonNull(NETWORKS.get(name)),
            DType.FLOAT32,
            Shape.of(24, 26, 3),
            1,
            parallel);
    Tensor images = Tensor.zeros(Shape.of(batch, 24, 26, 3), DType.FLOAT32);
    for (int i = 0; i < images.count(); i++) {
      images.set(i, (float) StrictMath.sin(i));
    }
    PlanRunner runner = model.predictor(batch);
    assertThat(runner.plan().portions()).hasSize(name.startsWith("two runs") ? 2 : 1);

    runner.input(Model.INPUT).set(images);
    runner.run(_ -> {
      // Being watched is all.
    });
    float[] whole = runner.output(Model.PREDICTION).toArray();
    runner.output(Model.PREDICTION).memory().fill((byte) -1);
    for (int again = 0; again < 3; again++) {
      runner.run();
      assertThat(runner.output(Model.PREDICTION).toArray()).isEqualTo(whole);
    }
  }
}
