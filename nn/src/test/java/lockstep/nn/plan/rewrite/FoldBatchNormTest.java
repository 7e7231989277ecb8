package lockstep.nn.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.kernels.map.Unary;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.DepthwiseConv2d;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Sequential;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldBatchNormTest {

  private final GraphBuilder g = new GraphBuilder(Mode.INFER, 1);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_norm_goes_into_the_convolution_before_it(boolean bias) {
    Conv2d conv = new Conv2d(6, 3);
    expectFolded(bias ? conv : conv.withoutBias(), Shape.batch(5, 5, 3));
  }

  @Test
  void a_norm_goes_into_the_product_before_it() {
    expectFolded(new Dense(6), Shape.batch(4));
  }

  @Test
  void a_norm_goes_into_the_depthwise_convolution_before_it() {
    expectFolded(
        new DepthwiseConv2d(
            3, 1, new lockstep.nn.layer.Padding.Valid(), lockstep.nn.layer.Bias.NONE),
        Shape.batch(5, 5, 4));
  }

  @Test
  void a_product_that_something_else_reads_stays() {
    Value x = g.input("x", DType.FLOAT32, Shape.batch(4));
    Value product = g.at("dense", () -> new Dense(3).lower(g, x));
    g.output("product", product);
    g.output("y", g.at("norm", () -> new BatchNorm().lower(g, product)));
    Graph graph = g.build();
    assertThat(norms(new FoldBatchNorm().apply(graph))).isOne();
  }

  @Test
  void a_product_that_is_bent_first_stays() {
    Value x = g.input("x", DType.FLOAT32, Shape.batch(4));
    Value bent = g.map(Unary.RELU, g.at("dense", () -> new Dense(3).lower(g, x)));
    g.output("y", g.at("norm", () -> new BatchNorm().lower(g, bent)));
    assertThat(norms(new FoldBatchNorm().apply(g.build()))).isOne();
  }

  private void expectFolded(Layer product, Shape input) {
    Value x = g.input("x", DType.FLOAT32, input);
    var network = Sequential.of(product, new BatchNorm(), lockstep.nn.layer.Function.relu());
    g.output("y", network.lower(g, x));
    Graph graph = g.build();
    assertThat(norms(graph)).isOne();
    Graph folded = new FoldBatchNorm().apply(new JoinProducts().apply(graph));
    assertThat(norms(folded)).isZero();
    BothWays.expectSame(graph, folded);
    Graph joined = new JoinProducts().apply(folded);
    assertThat(joined.nodes().getLast().op())
        .as("the ReLU then joins the product")
        .isInstanceOf(ProductOp.class);
    BothWays.expectSame(graph, joined);
  }

  private static long norms(Graph graph) {
    return graph.nodes().stream().filter(node -> node.op() instanceof NormOp).count();
  }
}
