package lockstep.nn.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.TrainStep;
import lockstep.nn.data.Batch;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Mixing;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.embedded.Glyphs;
import lockstep.nn.data.image.ImageAugmentation;
import lockstep.nn.data.image.ImageStep;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.zoo.Zoo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Batches are made faster than they are learnt from.
@Tag("long")
class InputRateTest {

  private static final int BATCH = 64;

  private final Loader loader =
      new Loader(
          Glyphs.train(1),
          Preparation.of(new ImageStep.ToNumbers(1 / 255f), ImageStep.Normalise.by(0.3f, 0.3f)),
          List.of(new ImageAugmentation.Shift(2, 2, 0), new ImageAugmentation.Rotate(10, 0)),
          new Mixing.None(),
          Loading.toLearn(BATCH, 1));

  @Test
  void one_worker_makes_batches_three_times_as_fast_as_lenet_learns() {
    read(0);
    double alone = Math.max(read(1), read(2));
    double learning = learn();
    System.out.printf(
        Locale.ROOT,
        "one worker makes %.0f samples/s, LeNet learns from %.0f samples/s%n",
        alone,
        learning);
    assertThat(alone).isGreaterThan(3 * learning);
  }

  private double read(int epoch) {
    long from = System.nanoTime();
    long samples = 0;
    for (Batch batch : loader.epoch(epoch)) {
      samples += batch.size();
    }
    return samples * 1e9 / (System.nanoTime() - from);
  }

  private double learn() {
    Model model =
        Model.of(Zoo.lenet(), DType.FLOAT32, Shape.of(28, 28, 1), 1, Parallel.ofThisMachine());
    TrainStep step = model.trainStep(new CrossEntropy(), Optimizer.adam(1e-3));
    Batch batch = loader.epoch(0).next();
    double best = 0;
    for (int round = 0; round < 8; round++) {
      long from = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        step.run(batch.input(), batch.target());
      }
      best = Math.max(best, 20.0 * BATCH * 1e9 / (System.nanoTime() - from));
    }
    return best;
  }
}
