package lockstep.nn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.TrainStep;
import lockstep.nn.graph.Variable;
import lockstep.nn.layer.Layer;
import lockstep.nn.loss.BinaryCrossEntropy;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.Loss;
import lockstep.nn.loss.MeanSquared;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {

  /// A network with data and what it says of one example.
  record Exhibit(String name, Layer network, DType kind, Shape example, Shape says, Loss loss) {

    Model model() {
      return Model.of(network, kind, example, 1, Parallel.of(1, Parallel.Idle.SLEEP));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Exhibit> exhibits() {
    Shape digit = Shape.of(28, 28, 1);
    Shape small = Shape.of(32, 32, 3);
    Shape ten = Shape.of(10);
    return Stream.of(
        images("mlp", Zoo.mlp(), Shape.of(784), ten, new CrossEntropy()),
        images("lenet", Zoo.lenet(), digit, ten, new CrossEntropy()),
        images("resnet20", Zoo.resnet20(), small, ten, new CrossEntropy()),
        images("resnet18", Zoo.resnet18(), Shape.of(48, 48, 3), Shape.of(1000), new CrossEntropy()),
        images("mobilenet", Zoo.mobilenet(), small, ten, new CrossEntropy()),
        images("autoencoder", Zoo.autoencoder(), digit, digit, new BinaryCrossEntropy()),
        images("vae", new VariationalAutoencoder(), digit, digit, new BinaryCrossEntropy()),
        images("unet", Zoo.unet(2), Shape.of(16, 16, 3), Shape.of(16, 16, 2), new CrossEntropy()),
        new Exhibit(
            "recommender",
            new Recommender(7, 5, 4),
            DType.INT32,
            Shape.of(2),
            Shape.of(1),
            new MeanSquared()));
  }

  private static Exhibit images(String name, Layer network, Shape example, Shape says, Loss loss) {
    return new Exhibit(name, network, DType.FLOAT32, example, says, loss);
  }

  private static long parameters(Layer network, int... example) {
    return Model.of(network, Shape.of(example), 1).variables().all().values().stream()
        .filter(v -> v.role() == Variable.Role.PARAMETER)
        .mapToLong(v -> v.shape().count())
        .sum();
  }

  @Test
  void networks_have_as_many_parameters_as_elsewhere() {
    // 784·512 + 512 + 512·256 + 256 + 256·10 + 10
    assertThat(parameters(Zoo.mlp(), 784)).isEqualTo(535_818);
    // 5·5·32 + 32 + 5·5·32·64 + 64 + 1024·512 + 512 + 512·10 + 10
    assertThat(parameters(Zoo.lenet(), 28, 28, 1)).isEqualTo(582_026);
    // A convolution is 9·in·out, its norm 2·out; the first block of a stage that changes the shape
    // projects by in·out + 2·out.
    // 464 + 3·4,672 + (14,528 + 2·18,560) + (57,728 + 2·73,984) + 64·10 + 10
    assertThat(parameters(Zoo.resnet20(), 32, 32, 3)).isEqualTo(272_474);
    // 7·7·3·64 + 128 = 9,536; 2·73,984; 230,144 + 295,424; 919,040 + 1,180,672;
    // 3,673,088 + 4,720,640; 512·1000 + 1000
    assertThat(parameters(Zoo.resnet18(), 224, 224, 3)).isEqualTo(11_689_512);
  }

  @ParameterizedTest
  @MethodSource("exhibits")
  void a_network_says_something_of_the_right_shape(Exhibit exhibit) {
    Model model = exhibit.model();
    Tensor said = model.predict(inputs(exhibit, 2));
    assertThat(said.shape()).isEqualTo(Shape.batch(exhibit.says().sizes()).at(2));
    assertThat(said.toArray()).doesNotContain(Float.NaN);
  }

  @ParameterizedTest
  @MethodSource("exhibits")
  void ten_steps_on_one_batch_lower_the_loss(Exhibit exhibit) {
    TrainStep training = exhibit.model().trainStep(exhibit.loss(), Optimizer.adam(0.002));
    Tensor inputs = inputs(exhibit, 2);
    Tensor targets = targets(exhibit, inputs);
    float first = training.run(inputs, targets);
    assertThat(first).isFinite();
    float last = first;
    for (int step = 1; step < 10; step++) {
      last = training.run(inputs, targets);
    }
    assertThat(last).isFinite().isLessThan(first);
  }

  @Test
  void a_variational_autoencoder_adds_its_divergence_to_the_loss() {
    Exhibit exhibit = exhibits().filter(e -> e.name().equals("vae")).findFirst().orElseThrow();
    Model model = exhibit.model();
    TrainStep training = model.trainStep(exhibit.loss(), Optimizer.adam(0.002));
    Tensor inputs = inputs(exhibit, 2);
    training.run(inputs, inputs);
    assertThat(training.runner(2).output("loss.divergence").get(0)).isPositive();
    assertThat(model.predict(inputs).toArray()).isEqualTo(model.predict(inputs).toArray());
  }

  @Test
  void a_recommender_says_what_it_expected() {
    assertThatThrownBy(() -> Model.of(new Recommender(7, 5, 4), Shape.of(2), 1))
        .hasMessage(
            "(Recommender): expected pairs [N, 2] of INT32, got [N, 2]. Give the number of a user"
                + " and that of an item.");
  }

  private static Tensor inputs(Exhibit exhibit, int batch) {
    var random = new Random(4);
    Tensor inputs = Tensor.zeros(Shape.batch(exhibit.example().sizes()).at(batch), exhibit.kind());
    for (int i = 0; i < inputs.count(); i++) {
      inputs.set(i, exhibit.kind() == DType.INT32 ? random.nextInt(5) : random.nextFloat());
    }
    return inputs;
  }

  private static Tensor targets(Exhibit exhibit, Tensor inputs) {
    int batch = inputs.shape().size(0);
    Shape says = Shape.batch(exhibit.says().sizes()).at(batch);
    var random = new Random(5);
    if (!(exhibit.loss() instanceof CrossEntropy)) {
      return exhibit.kind() == DType.INT32 ? Tensor.of(says, 3, -1) : inputs;
    }
    Tensor labels = Tensor.zeros(says.without(-1), DType.INT32);
    for (int i = 0; i < labels.count(); i++) {
      labels.set(i, random.nextInt(says.size(-1)));
    }
    return labels;
  }
}
