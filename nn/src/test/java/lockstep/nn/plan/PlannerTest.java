package lockstep.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lockstep.kernels.map.Unary;
import lockstep.nn.SampleGraphs;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Value;
import lockstep.nn.plan.rewrite.Rewrites;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

  private final GraphBuilder g = new GraphBuilder(Mode.INFER, 1);
  private final Value x = g.input("x", DType.FLOAT32, Shape.batch(4));

  static Stream<String> names() {
    return SampleGraphs.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_slab_is_hardly_larger_than_what_is_needed_at_once(String name) {
    Graph graph = SampleGraphs.graph(name);
    for (Graph each : List.of(graph, Rewrites.apply(graph, Mode.TRAIN))) {
      Plan plan = Planner.plan(each, 16, 2);
      assertThat((double) plan.slabBytes())
          .as("%s, at least %d", name, plan.leastBytes())
          .isLessThanOrEqualTo(1.15 * plan.leastBytes());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void no_two_values_that_are_needed_at_once_overlap(String name) {
    Plan plan = Planner.plan(SampleGraphs.graph(name), 5, 2);
    // Who wrote each line of the slab last, as the plan runs.
    var owner = new String[Math.toIntExact(plan.slabBytes() / Slots.ALIGNMENT) + 1];
    plan.graph().nodes().stream()
        .filter(node -> node.op() instanceof LeafOp)
        .forEach(node -> write(plan, node.output(0), owner));
    for (Plan.PlannedStep step : plan.steps()) {
      for (Value input : step.node().inputs()) {
        expectThere(plan, input, owner);
      }
      long first = step.scratchOffset() / Slots.ALIGNMENT;
      for (long i = 0; i * Slots.ALIGNMENT < step.scratchBytes(); i++) {
        owner[(int) (first + i)] = "scratch";
      }
      for (Value input : step.node().inputs()) {
        expectThere(plan, input, owner);
      }
      for (int i = 0; i < step.node().outputs().size(); i++) {
        write(plan, step.node().output(i), owner);
      }
      for (int i = 0; i < step.node().outputs().size(); i++) {
        expectThere(plan, step.node().output(i), owner);
      }
    }
    plan.graph().outputs().values().forEach(output -> expectThere(plan, output, owner));
    plan.graph().inputs().values().forEach(input -> expectThere(plan, input, owner));
  }

  private static void write(Plan plan, Value value, String[] owner) {
    if (plan.place(value) instanceof Place.InSlab(var offset)) {
      long bytes = value.shape().at(plan.batch()).count() * DType.BYTES;
      for (long at = 0; at < bytes; at += Slots.ALIGNMENT) {
        owner[(int) ((offset + at) / Slots.ALIGNMENT)] = source(value).toString();
      }
    }
  }

  private static void expectThere(Plan plan, Value value, String[] owner) {
    if (plan.place(value) instanceof Place.InSlab(var offset)) {
      long bytes = value.shape().at(plan.batch()).count() * DType.BYTES;
      for (long at = 0; at < bytes; at += Slots.ALIGNMENT) {
        assertThat(owner[(int) ((offset + at) / Slots.ALIGNMENT)])
            .isEqualTo(source(value).toString());
      }
    }
  }

  /// A reshape is what its input is.
  private static Value source(Value value) {
    return value.node().op().name().equals("Reshape") ? source(value.node().input(0)) : value;
  }

  @Test
  void an_operand_that_dies_gives_its_place() {
    Value a = g.map(Unary.EXP, x);
    Value b = g.map(Unary.ABS, a);
    Value c = g.map(Unary.SQUARE, b);
    g.output("y", g.map(Unary.EXP, g.add(c, x)));
    Plan plan = Planner.plan(g.build(), 3, 1);
    assertThat(plan.place(b)).isEqualTo(plan.place(a));
    assertThat(plan.place(c)).isEqualTo(plan.place(a));
  }

  @Test
  void an_operand_that_is_read_later_under_another_name_keeps_its_place() {
    Value a = g.map(Unary.EXP, x);
    Value alias = g.reshape(a, Shape.batch(2, 2));
    Value b = g.map(Unary.ABS, a);
    Value c = g.map(Unary.SQUARE, alias);
    g.output("y", g.add(g.reshape(c, Shape.batch(4)), b));
    Plan plan = Planner.plan(g.build(), 3, 1);
    assertThat(plan.place(b)).isNotEqualTo(plan.place(a));
    assertThat(plan.place(alias)).isEqualTo(plan.place(a));
    assertThat(plan.place(c)).isEqualTo(plan.place(a));
  }

  @Test
  void outputs_and_inputs_are_never_written_over() {
    Value a = g.map(Unary.EXP, x);
    g.output("shaped", g.reshape(a, Shape.batch(2, 2)));
    Value b = g.map(Unary.ABS, a);
    g.output("y", g.map(Unary.SQUARE, b));
    Plan plan = Planner.plan(g.build(), 3, 1);
    assertThat(List.of(plan.place(x), plan.place(a), plan.place(b))).doesNotHaveDuplicates();
  }

  @Test
  void an_operand_that_is_read_twice_is_not_written_over() {
    Value a = g.map(Unary.EXP, x);
    Value alias = g.reshape(g.reshape(a, Shape.batch(2, 2)), Shape.batch(4));
    Value b = g.multiply(a, alias);
    g.output("y", g.map(Unary.SQUARE, b));
    Plan plan = Planner.plan(g.build(), 3, 1);
    assertThat(plan.place(b)).isNotEqualTo(plan.place(a));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void random_lifetimes_fit_into_little_more_than_they_need(int seed) {
    var random = new Random(seed);
    var lifetimes = new ArrayList<Lifetime>();
    for (int i = 0; i < 200; i++) {
      int first = random.nextInt(100);
      int length = random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(4);
      lifetimes.add(new Lifetime(1L << random.nextInt(16), first, Math.min(99, first + length)));
    }
    Slots slots = Slots.of(lifetimes);
    assertThat((double) slots.bytes()).isLessThanOrEqualTo(1.15 * Slots.leastBytes(lifetimes));
    for (int i = 0; i < lifetimes.size(); i++) {
      for (int j = 0; j < i; j++) {
        boolean apart =
            !lifetimes.get(i).meets(lifetimes.get(j))
                || slots.offsets().get(i) + lifetimes.get(i).bytes() <= slots.offsets().get(j)
                || slots.offsets().get(j) + lifetimes.get(j).bytes() <= slots.offsets().get(i);
        assertThat(apart).isTrue();
      }
    }
  }
}
