package lockstep.nn.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.ConvWindow;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class JoinConvBiasGradientTest {

  private final GraphBuilder g = new GraphBuilder(Mode.TRAIN, 1);
  private final Value x = g.input("x", DType.FLOAT32, Shape.batch(6, 6, 3));
  private final Value dy = g.input("dy", DType.FLOAT32, Shape.batch(6, 6, 4));

  @Test
  void the_sum_before_the_product_joins() {
    g.output("bias", g.reshape(g.reduce(Reduction.SUM, dy, 0, 1, 2), Shape.of(4)));
    g.output("weights", product());
    expectReductions(0);
  }

  @Test
  void the_sum_after_the_product_joins() {
    g.output("weights", product());
    g.output("bias", g.reduce(Reduction.SUM, dy, 0, 1, 2));
    expectReductions(0);
  }

  @Test
  void a_sum_whose_product_lacks_an_operand_stays() {
    g.output("bias", g.reduce(Reduction.SUM, dy, 0, 1, 2));
    Value later = g.map(lockstep.kernels.map.Unary.ABS, x);
    g.output("weights", product(later));
    expectReductions(1);
  }

  @Test
  void other_reductions_stay() {
    g.output("bias", g.reduce(Reduction.MAX, dy, 0, 1, 2));
    g.output("rows", g.reduce(Reduction.SUM, dy, 0, 1));
    g.output("weights", product());
    expectReductions(2);
  }

  private Value product() {
    return product(x);
  }

  private Value product(Value images) {
    var window = ConvWindow.square(3, 1, 1);
    return g.apply(new ProductOp.ConvWeightGradient(window, Epilogue.Bias.NONE), images, dy);
  }

  private void expectReductions(int count) {
    Graph graph = g.build();
    Graph rewritten = new JoinConvBiasGradient().apply(graph);
    assertThat(rewritten.nodes().stream().filter(node -> node.op().name().equals("Reduce")))
        .hasSize(count);
    BothWays.expectSame(graph, rewritten);
  }
}
