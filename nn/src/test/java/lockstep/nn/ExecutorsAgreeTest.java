package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Stream;
import lockstep.kernels.Parallel;
import lockstep.nn.plan.Plan;
import lockstep.nn.plan.Planner;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.run.reference.Doubles;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The plan against the specification: values, gradients and variables of every case.
class ExecutorsAgreeTest {

  private static final Parallel ONE = Parallel.of(1, Parallel.Idle.SLEEP);
  private static final Parallel TWO = Parallel.of(2, Parallel.Idle.SLEEP);
  private static final Parallel THREE = Parallel.of(3, Parallel.Idle.SLEEP);

  private static final double EPSILON = Math.ulp(1f);

  /// How far inputs are moved to see what an error in them does: far below their size, far above
  /// the rounding of doubles.
  private static final double MOVE = 0x1p-20;

  private static final int MOVES = 4;

  static Stream<OpCase> all() {
    return Stream.concat(OpCases.small(), OpCases.large());
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_plan_agrees_with_the_interpreter(OpCase each) {
    var graph = new CaseGraph(each);
    SequencedMap<String, Doubles> expected = graph.run();
    Map<String, float[]> got = planned(graph, ONE);
    assertThat(got.keySet()).isEqualTo(expected.keySet());
    Map<String, Double> scales = scales(graph, expected);
    expected.forEach((name, numbers) -> {
      float[] found = got.getOrDefault(name, new float[0]);
      double scale = scales.getOrDefault(name, 0.0);
      // Rounding errors of a sum of K numbers grow as √K; 4 is the room that all tests of kernels
      // leave.
      double bound = 4 * EPSILON * Math.sqrt(each.terms()) * scale;
      for (int i = 0; i < found.length; i++) {
        double right = numbers.values()[i];
        if (!(Math.abs(found[i] - right) <= bound)) { // NaN too
          fail("%s[%d]: expected %s ± %s, got %s", name, i, right, bound, found[i]);
        }
      }
    });
  }

  @ParameterizedTest
  @MethodSource("all")
  void bits_do_not_depend_on_threads(OpCase each) {
    var graph = new CaseGraph(each);
    Map<String, float[]> one = planned(graph, ONE);
    for (Parallel threads : new Parallel[] {TWO, THREE}) {
      planned(graph, threads)
          .forEach((name, numbers) ->
              assertThat(bits(numbers))
                  .as("%s on %d threads", name, threads.threads())
                  .isEqualTo(bits(one.getOrDefault(name, new float[0]))));
    }
  }

  /// The size of each result, and of what a relative error of 1 in all that is read would do to it:
  /// the larger, the more an error of one rounding weighs.
  private static Map<String, Double> scales(CaseGraph graph, Map<String, Doubles> results) {
    var scales = new LinkedHashMap<String, Double>();
    results.forEach((name, numbers) -> scales.put(name, largest(numbers.values())));
    var random = new Random(1);
    var moved = new LinkedHashMap<String, Double>();
    for (int move = 0; move < MOVES; move++) {
      graph
          .run(moved(graph.inputs(), random), moved(graph.states(), random))
          .forEach((name, numbers) -> {
            Doubles at = results.getOrDefault(name, numbers);
            double[] change = numbers.values().clone();
            Arrays.setAll(change, i -> (change[i] - at.values()[i]) / MOVE);
            moved.merge(name, largest(change), Math::max);
          });
    }
    moved.forEach((name, change) -> scales.merge(name, change, Double::sum));
    return scales;
  }

  private static double largest(double[] numbers) {
    return Arrays.stream(numbers).map(Math::abs).max().orElse(0);
  }

  /// Those numbers, but whole ones, a little more or less.
  private static Map<String, Doubles> moved(Map<String, Doubles> all, Random random) {
    var moved = new LinkedHashMap<String, Doubles>();
    all.forEach((name, numbers) -> {
      Doubles copy = CaseGraph.copy(numbers);
      Arrays.setAll(
          copy.values(),
          i -> {
            double x = copy.values()[i];
            return x == Math.rint(x) ? x : x * (1 + (random.nextBoolean() ? MOVE : -MOVE));
          });
      moved.put(name, copy);
    });
    return moved;
  }

  private static Map<String, float[]> planned(CaseGraph graph, Parallel parallel) {
    Plan plan = Planner.plan(graph.whole(), OpCase.BATCH, parallel.threads());
    var variables = new Variables(1);
    var runner = new PlanRunner(plan, variables, parallel);
    graph.inputs().forEach((name, numbers) -> fill(runner.input(name), numbers));
    graph.states().forEach((name, numbers) -> fill(variables.get(name), numbers));
    runner.run();
    var results = new LinkedHashMap<String, float[]>();
    graph.whole().outputs().keySet().forEach(name -> results.put(name, read(runner.output(name))));
    graph.states().keySet().forEach(name -> results.put(name, read(variables.get(name))));
    return results;
  }

  private static void fill(Tensor tensor, Doubles numbers) {
    for (int i = 0; i < tensor.count(); i++) {
      tensor.set(i, (float) numbers.values()[i]);
    }
  }

  private static float[] read(Tensor tensor) {
    if (tensor.dtype() == DType.FLOAT32) {
      return tensor.toArray();
    }
    int[] whole = tensor.toIntArray();
    float[] floats = new float[whole.length];
    for (int i = 0; i < whole.length; i++) {
      floats[i] = whole[i];
    }
    return floats;
  }

  private static int[] bits(float[] numbers) {
    int[] bits = new int[numbers.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(numbers[i]));
    return bits;
  }
}
