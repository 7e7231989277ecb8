package lockstep.nn.data.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lockstep.nn.Model;
import lockstep.nn.TrainStep;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.optimizer.Schedule;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How hard the glyphs are: too hard for a line, easy for a small convolutional network.
@Tag("long")
class GlyphsLearningTest {

  private static final int BATCH = 64;
  private static final int TEST_BATCH = 100;
  private static final int PIXELS = 784;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_linear_model_stays_below_93_percent(long seed) {
    Layer line = Sequential.of(new Flatten(), new Dense(10));
    assertThat(accuracy(line, seed, 15, 0.002)).isBetween(0.80, 0.93);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_small_convolutional_network_passes_98_and_a_half_percent(long seed) {
    Layer network =
        Sequential.of(
            new Conv2d(16, 3),
            Function.relu(),
            new MaxPool2d(2),
            new Conv2d(32, 3),
            Function.relu(),
            new MaxPool2d(2),
            new Flatten(),
            new Dense(128),
            Function.relu(),
            new Dense(10));
    assertThat(accuracy(network, seed, 4, 0.0015)).isGreaterThan(0.985);
  }

  private static double accuracy(Layer network, long seed, int epochs, double rate) {
    Dataset train = Glyphs.train(seed);
    Model model = Model.of(network, Shape.of(28, 28, 1), seed);
    int steps = train.size() / BATCH;
    TrainStep training =
        model.trainStep(
            new CrossEntropy(),
            Optimizer.adam(rate).with(Schedule.cosine(rate, rate / 30, (long) epochs * steps)));
    Tensor images = Tensor.zeros(Shape.of(BATCH, 28, 28, 1), DType.FLOAT32);
    Tensor digits = Tensor.zeros(Shape.of(BATCH), DType.INT32);
    List<Integer> order = new ArrayList<>(IntStream.range(0, train.size()).boxed().toList());
    var random = new Random(seed);
    for (int epoch = 0; epoch < epochs; epoch++) {
      Collections.shuffle(order, random);
      for (int step = 0; step < steps; step++) {
        fill(train, order.subList(step * BATCH, (step + 1) * BATCH), images, digits);
        training.run(images, digits);
      }
    }
    return accuracy(model, Glyphs.test(seed));
  }

  private static double accuracy(Model model, Dataset test) {
    Tensor images = Tensor.zeros(Shape.of(TEST_BATCH, 28, 28, 1), DType.FLOAT32);
    Tensor digits = Tensor.zeros(Shape.of(TEST_BATCH), DType.INT32);
    int right = 0;
    for (int first = 0; first < test.size(); first += TEST_BATCH) {
      fill(test, IntStream.range(first, first + TEST_BATCH).boxed().toList(), images, digits);
      Tensor said = model.predict(images);
      for (int i = 0; i < TEST_BATCH; i++) {
        right += mostLikely(said, i) == digits.get(i) ? 1 : 0;
      }
    }
    return (double) right / test.size();
  }

  private static int mostLikely(Tensor said, int example) {
    int best = 0;
    for (int digit = 1; digit < 10; digit++) {
      best = said.get(example * 10 + digit) > said.get(example * 10 + best) ? digit : best;
    }
    return best;
  }

  private static void fill(Dataset data, List<Integer> indices, Tensor images, Tensor digits) {
    float[] pixels = new float[indices.size() * PIXELS];
    int[] classes = new int[indices.size()];
    for (int i = 0; i < classes.length; i++) {
      Sample sample = data.get(indices.get(i));
      byte[] picture = ((Image) sample.input()).pixels();
      for (int p = 0; p < PIXELS; p++) {
        pixels[i * PIXELS + p] = (picture[p] & 0xff) / 255f;
      }
      classes[i] = ((Tokens) sample.target()).values()[0];
    }
    images.set(pixels);
    digits.setInts(classes);
  }
}
