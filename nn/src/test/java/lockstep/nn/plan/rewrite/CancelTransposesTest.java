package lockstep.nn.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.kernels.map.Unary;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class CancelTransposesTest {

  private final GraphBuilder g = new GraphBuilder(Mode.INFER, 1);
  private final Value x = g.input("x", DType.FLOAT32, Shape.batch(2, 3, 4));

  @Test
  void two_that_undo_each_other_are_gone() {
    Value there = g.transpose(x, 0, 2, 3, 1);
    g.output("y", g.map(Unary.ABS, g.transpose(there, 0, 3, 1, 2)));
    expectNodes(2);
  }

  @Test
  void two_that_do_not_are_one() {
    Value there = g.transpose(x, 0, 2, 3, 1);
    g.output("y", g.transpose(there, 0, 2, 1, 3));
    g.output("z", g.transpose(there, 1, 2, 0, 3));
    expectNodes(3);
  }

  @Test
  void one_that_moves_nothing_is_gone() {
    g.output("y", g.map(Unary.ABS, g.transpose(x, 0, 1, 2, 3)));
    expectNodes(2);
  }

  @Test
  void of_reshapes_in_a_row_the_last_remains() {
    Value flat = g.reshape(x, Shape.batch(24));
    g.output("y", g.map(Unary.ABS, g.reshape(flat, Shape.batch(6, 4))));
    g.output("z", g.map(Unary.SQUARE, g.reshape(flat, x.shape())));
    expectNodes(4);
  }

  @Test
  void an_output_may_become_an_input() {
    g.output("y", g.transpose(g.transpose(x, 0, 2, 1, 3), 0, 2, 1, 3));
    expectNodes(1);
  }

  private void expectNodes(int count) {
    Graph graph = g.build();
    Graph rewritten = new DeadNodes().apply(new CancelTransposes().apply(graph));
    assertThat(rewritten.nodes()).hasSize(count);
    BothWays.expectSameBits(graph, rewritten);
  }
}
