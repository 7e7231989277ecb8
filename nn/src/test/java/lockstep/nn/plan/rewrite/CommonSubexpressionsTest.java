package lockstep.nn.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.kernels.map.Unary;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class CommonSubexpressionsTest {

  private final GraphBuilder g = new GraphBuilder(Mode.TRAIN, 1);
  private final Value x = g.input("x", DType.FLOAT32, Shape.batch(4));

  @Test
  void twins_of_twins_are_one() {
    Value first = g.map(Unary.EXP, g.map(Unary.ABS, x));
    Value second = g.map(Unary.EXP, g.map(Unary.ABS, x));
    g.output("y", g.add(first, second));
    expectNodes(4);
  }

  @Test
  void equal_fills_are_one() {
    g.output("y", g.add(g.fill(2, Shape.of(4)), g.multiply(x, g.fill(2, Shape.of(4)))));
    g.output("z", g.add(g.fill(3, Shape.of(4)), x));
    expectNodes(6);
  }

  @Test
  void random_numbers_are_the_same_only_from_the_same_stream() {
    long stream = g.stream();
    Value a = g.apply(new RandomOp.Dropout(0.5f, 1, stream), x, g.step());
    Value b = g.apply(new RandomOp.Dropout(0.5f, 1, stream), x, g.step());
    Value c = g.apply(new RandomOp.Dropout(0.5f, 1, g.stream()), x, g.step());
    g.output("y", g.add(g.add(a, b), c));
    expectNodes(6);
  }

  @Test
  void what_changes_variables_happens_as_often_as_before() {
    Value sum = g.state("sum", Shape.of(2), Initializer.zeros());
    Value more = g.fill(1, Shape.of(2));
    g.add(new UpdateOp.Accumulate(), List.of(sum, more));
    g.add(new UpdateOp.Accumulate(), List.of(sum, more));
    expectNodes(5);
  }

  @Test
  void a_variable_before_and_after_a_change_is_two() {
    Value sum = g.state("sum", Shape.of(2), Initializer.zeros());
    Value before = g.map(Unary.ABS, sum);
    g.add(new UpdateOp.Accumulate(), List.of(sum, g.fill(1, Shape.of(2))));
    g.output("y", g.add(before, g.map(Unary.ABS, sum)));
    expectNodes(7);
  }

  private void expectNodes(int count) {
    Graph graph = g.build();
    Graph rewritten = new CommonSubexpressions().apply(graph);
    assertThat(rewritten.nodes()).hasSize(count);
    BothWays.expectSameBits(graph, rewritten);
  }
}
