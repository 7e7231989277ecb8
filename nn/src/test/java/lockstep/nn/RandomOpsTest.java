package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import lockstep.kernels.Parallel;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.Value;
import lockstep.nn.plan.Planner;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

/// What random operations draw, by the plan; that both executors draw the same is among the cases.
class RandomOpsTest {

  private static final int COUNT = 10_007;

  private static float[] drawn(RandomOp op, int step, int count) {
    var g = new GraphBuilder(Mode.TRAIN, 1);
    Value ones = g.fill(1, Shape.of(count));
    g.output("y", g.apply(op, ones, g.step()));
    var one = Parallel.of(1, Parallel.Idle.SLEEP);
    var runner = new PlanRunner(Planner.plan(g.build(), 1, 1), new Variables(1), one);
    runner.input(GraphBuilder.STEP).setInt(step);
    runner.run();
    return runner.output("y").toArray();
  }

  @Test
  void the_same_seed_stream_and_step_draw_the_same() {
    var op = new RandomOp.Normal(3, 4);
    assertThat(drawn(op, 5, COUNT)).isEqualTo(drawn(op, 5, COUNT));
  }

  @Test
  void another_seed_stream_or_step_draws_others() {
    float[] drawn = drawn(new RandomOp.Uniform(3, 4), 5, COUNT);
    assertThat(drawn(new RandomOp.Uniform(4, 4), 5, COUNT)).isNotEqualTo(drawn);
    assertThat(drawn(new RandomOp.Uniform(3, 5), 5, COUNT)).isNotEqualTo(drawn);
    assertThat(drawn(new RandomOp.Uniform(3, 4), 6, COUNT)).isNotEqualTo(drawn);
  }

  @Test
  void steps_follow_one_another_in_the_stream() {
    float[] both = drawn(new RandomOp.Uniform(3, 4), 0, 2 * COUNT);
    float[] second = drawn(new RandomOp.Uniform(3, 4), 1, COUNT);
    assertThat(second).isEqualTo(Arrays.copyOfRange(both, COUNT, 2 * COUNT));
  }

  @Test
  void dropout_drops_its_part_and_keeps_the_mean() {
    float[] kept = drawn(new RandomOp.Dropout(0.3f, 3, 4), 5, COUNT);
    int dropped = 0;
    for (float each : kept) {
      assertThat(each == 0 || Math.abs(each - 1 / 0.7f) < 1e-6f).isTrue();
      dropped += each == 0 ? 1 : 0;
    }
    // Six deviations of a binomial distribution.
    double deviation = Math.sqrt(COUNT * 0.3 * 0.7);
    assertThat((double) dropped).isCloseTo(COUNT * 0.3, within(6 * deviation));
  }

  @Test
  void uniform_and_normal_numbers_have_their_moments() {
    double[] uniform = moments(drawn(new RandomOp.Uniform(3, 4), 5, COUNT));
    double[] normal = moments(drawn(new RandomOp.Normal(3, 5), 5, COUNT));
    double deviations = 6 / Math.sqrt(COUNT);
    assertThat(uniform[0]).isCloseTo(0.5, within(deviations * Math.sqrt(1 / 12.0)));
    assertThat(uniform[1]).isCloseTo(1 / 12.0, within(deviations * Math.sqrt(1 / 180.0)));
    assertThat(normal[0]).isCloseTo(0, within(deviations));
    assertThat(normal[1]).isCloseTo(1, within(deviations * Math.sqrt(2)));
  }

  /// Mean and variance.
  private static double[] moments(float[] numbers) {
    double sum = 0;
    double squares = 0;
    for (float each : numbers) {
      sum += each;
      squares += (double) each * each;
    }
    double mean = sum / numbers.length;
    return new double[] {mean, squares / numbers.length - mean * mean};
  }
}
