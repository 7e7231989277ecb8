package lockstep.nn.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.kernels.map.Unary;
import lockstep.nn.SampleGraphs;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class FoldConstantsTest {

  private final GraphBuilder g = new GraphBuilder(Mode.INFER, 1);
  private final Value x = g.input("x", DType.FLOAT32, Shape.batch(3));

  @Test
  void functions_and_moves_of_one_number_are_that_number() {
    Value four = g.map(Unary.SQUARE, g.fill(2, Shape.of(3)));
    Value six = g.add(four, g.fill(2, Shape.of(3)));
    Value turned = g.transpose(g.broadcast(g.reshape(six, Shape.of(1, 3)), Shape.of(2, 3)), 1, 0);
    g.output("y", g.slice(turned, 0, 1, 2));
    Graph rewritten = expectNodes(2);
    assertThat(rewritten.output("y").node().op()).isEqualTo(new LeafOp.Fill(6));
    assertThat(rewritten.output("y").shape()).isEqualTo(Shape.of(2, 2));
  }

  @Test
  void what_adds_or_multiplies_nothing_is_its_other_operand() {
    Value one = g.fill(1, Shape.of(1));
    Value zero = g.fill(0, Shape.of(3));
    Value same = g.divide(g.multiply(one, g.multiply(x, one)), one);
    g.output("y", g.map(Unary.ABS, g.subtract(g.add(g.add(zero, same), zero), zero)));
    expectNodes(2);
  }

  @Test
  void a_product_with_ones_that_repeats_is_a_broadcast() {
    Value few = g.input("few", DType.FLOAT32, Shape.of(1, 3));
    g.output("y", g.multiply(few, g.fill(1, Shape.batch(3))));
    Graph rewritten = expectNodes(3);
    assertThat(rewritten.output("y").node().op()).isEqualTo(new MoveOp.Broadcast(Shape.batch(3)));
  }

  @Test
  void other_arithmetic_stays() {
    g.output("y", g.subtract(g.fill(0, Shape.of(3)), x));
    g.output("z", g.divide(g.fill(1, Shape.of(3)), x));
    g.output("w", g.multiply(g.fill(0, Shape.of(3)), x));
    expectNodes(7);
  }

  @Test
  void the_seed_of_a_gradient_disappears() {
    Graph graph = SampleGraphs.train(SampleGraphs.mlp(), Shape.batch(7));
    Graph rewritten = new DeadNodes().apply(new FoldConstants().apply(graph));
    List<Value> scales =
        rewritten.nodes().stream()
            .filter(node -> node.op() instanceof SoftmaxOp.CrossEntropyGradient)
            .map(node -> node.inputs().getLast())
            .toList();
    assertThat(scales).hasSize(1);
    assertThat(scales.getFirst().node().op()).isInstanceOf(MoveOp.Slice.class);
    assertThat(rewritten.nodes()).noneMatch(node -> node.op() instanceof LeafOp.Fill);
    BothWays.expectSameBits(graph, rewritten);
  }

  private Graph expectNodes(int count) {
    Graph graph = g.build();
    Graph rewritten = new DeadNodes().apply(new FoldConstants().apply(graph));
    assertThat(rewritten.nodes()).hasSize(count);
    BothWays.expectSameBits(graph, rewritten);
    return rewritten;
  }
}
