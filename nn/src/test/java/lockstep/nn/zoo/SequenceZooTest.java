package lockstep.nn.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.TrainStep;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Variable;
import lockstep.nn.layer.Layer;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SequenceZooTest {

  private static final Parallel PARALLEL = Parallel.of(2, Parallel.Idle.SLEEP);

  private static Model model(Layer network, DType dtype, int... example) {
    return Model.of(network, dtype, Shape.of(example), 1, PARALLEL);
  }

  private static long parameters(Model model) {
    return model.variables().all().values().stream()
        .filter(v -> v.role() == Variable.Role.PARAMETER)
        .mapToLong(v -> v.shape().count())
        .sum();
  }

  @Test
  void the_lstm_has_the_parameters_of_pytorchs_less_one_bias() {
    long pytorch = 4L * 256 * (64 + 256 + 1 + 1) + 256 * 10 + 10;
    Model model = model(SequenceZoo.lstm(), DType.FLOAT32, 100, 64);
    assertThat(parameters(model)).isEqualTo(pytorch - 4 * 256);
    assertThat(model.graph().output(Model.PREDICTION).shape()).isEqualTo(Shape.batch(10));
  }

  @Test
  void the_gru_has_the_parameters_of_pytorchs() {
    long pytorch = 3L * 256 * (64 + 256 + 1 + 1) + 256 * 10 + 10;
    assertThat(parameters(model(SequenceZoo.gru(), DType.FLOAT32, 100, 64))).isEqualTo(pytorch);
  }

  @Test
  void the_language_model_has_the_parameters_of_pytorchs() {
    long d = 128;
    long attention = d * 3 * d + d * d;
    long feedForward = d * 4 * d + 4 * d * d;
    long pytorch = 65 * d + 64 * d + 4 * (2 * d + attention + feedForward) + d;
    Model model = model(SequenceZoo.charGpt(), DType.INT32, 64);
    assertThat(parameters(model)).isEqualTo(pytorch);
    assertThat(model.graph().output(Model.PREDICTION).shape()).isEqualTo(Shape.batch(64, 65));
  }

  @Test
  void the_matrices_of_the_language_model_begin_as_in_gpt2() {
    Model model = model(SequenceZoo.charGpt(), DType.INT32, 64);
    assertThat(model.variables().all().values())
        .allSatisfy(v ->
            assertThat(v.initializer())
                .isEqualTo(
                    v.shape().rank() == 2 ? new Initializer.Normal(0, 0.02f) : Initializer.ones()));
  }

  @Test
  void a_language_model_that_has_learnt_nothing_finds_all_characters_alike() {
    TrainStep step =
        model(SequenceZoo.charGpt(), DType.INT32, 64)
            .trainStep(new CrossEntropy(), Optimizer.adam(1e-3));
    float loss = step.run(ints(Shape.of(2, 64), 65, 1), ints(Shape.of(2, 64), 65, 2));
    // Logits of deviation 0.02·√128 around a uniform distribution.
    assertThat((double) loss).isBetween(Math.log(65) - 0.2, Math.log(65) + 0.2);
  }

  @Test
  void the_lstm_learns_a_batch() {
    learns(SequenceZoo.lstm(), floats(Shape.of(8, 12, 64), 1), ints(Shape.of(8), 10, 2), 1e-3);
  }

  @Test
  void the_gru_learns_a_batch() {
    learns(SequenceZoo.gru(), floats(Shape.of(8, 12, 64), 1), ints(Shape.of(8), 10, 2), 1e-3);
  }

  @Test
  void the_language_model_learns_a_batch() {
    learns(SequenceZoo.charGpt(), ints(Shape.of(2, 16), 65, 1), ints(Shape.of(2, 16), 65, 2), 1e-3);
  }

  @Test
  void the_encoder_learns_a_batch() {
    learns(
        SequenceZoo.encoder(50, 16, 32, 4),
        ints(Shape.of(8, 16), 50, 1),
        ints(Shape.of(8), 4, 2),
        3e-3);
  }

  private static void learns(Layer network, Tensor input, Tensor target, double rate) {
    TrainStep step =
        Model.of(network, input.dtype(), Shape.of(input.shape().without(0).sizes()), 1, PARALLEL)
            .trainStep(new CrossEntropy(), Optimizer.adam(rate));
    float before = step.run(input, target);
    for (int i = 0; i < 10; i++) {
      float after = step.run(input, target);
      assertThat(after).as("loss after step %d", i + 1).isLessThan(before);
      before = after;
    }
  }

  private static Tensor floats(Shape shape, long seed) {
    var random = new Random(seed);
    Tensor tensor = Tensor.zeros(shape, DType.FLOAT32);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.set(i, random.nextFloat(-1, 1));
    }
    return tensor;
  }

  private static Tensor ints(Shape shape, int bound, long seed) {
    var random = new Random(seed);
    Tensor tensor = Tensor.zeros(shape, DType.INT32);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.set(i, random.nextInt(bound));
    }
    return tensor;
  }
}
