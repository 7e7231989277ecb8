package lockstep.nn.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.map.Activation;
import lockstep.kernels.map.Unary;
import lockstep.nn.SampleGraphs;
import lockstep.nn.graph.ConvWindow;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Sequential;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoinProductsTest {

  private final GraphBuilder g = new GraphBuilder(Mode.INFER, 1);
  private final Value x = g.input("x", DType.FLOAT32, Shape.batch(5));
  private final Value weight = g.parameter("weight", Shape.of(5, 7), Initializer.he(5));
  private final Value bias = g.parameter("bias", Shape.of(7), Initializer.lecun(5));
  private final Value skip = g.input("skip", DType.FLOAT32, Shape.batch(7));

  @ParameterizedTest
  @EnumSource(value = Activation.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void a_product_takes_bias_residual_and_activation(Activation activation) {
    Value sum = g.add(skip, g.add(g.matMul(x, weight), bias));
    g.output("y", g.map(activation.unary().orElseThrow(), sum));
    Graph rewritten = expectNodes(5);
    assertThat(rewritten.output("y").node().op())
        .isEqualTo(
            new ProductOp.MatMul(
                false,
                false,
                new Epilogue(Epilogue.Bias.PER_COLUMN, Epilogue.Residual.ADD, activation)));
  }

  @Test
  void a_bias_may_come_after_the_residual() {
    g.output("y", g.add(bias, g.add(g.matMul(x, weight), skip)));
    expectNodes(5);
  }

  @Test
  void nothing_joins_after_the_activation() {
    Value y = g.map(Unary.RELU, g.matMul(x, weight));
    g.output("y", g.map(Unary.TANH, g.add(y, bias)));
    expectNodes(7);
  }

  @Test
  void what_somebody_else_reads_is_not_joined() {
    Value product = g.matMul(x, weight);
    Value sum = g.add(product, bias);
    g.output("sum", sum);
    g.output("y", g.map(Unary.RELU, sum));
    g.output("twice", g.add(g.matMul(x, weight), product));
    expectNodes(8);
  }

  @Test
  void a_second_bias_stays_an_addition() {
    Value other = g.parameter("other", Shape.of(7), Initializer.lecun(5));
    g.output("y", g.add(g.add(g.matMul(x, weight), bias), other));
    expectNodes(7);
  }

  @Test
  void a_sum_that_repeats_the_product_is_not_joined() {
    Value one = g.input("one", DType.FLOAT32, Shape.of(1, 5));
    g.output("y", g.add(g.matMul(one, weight), skip));
    expectNodes(7);
  }

  @Test
  void of_two_products_that_are_added_the_later_takes_the_other() {
    Value other = g.parameter("other", Shape.of(5, 7), Initializer.he(5));
    g.output("y", g.add(g.add(g.matMul(x, weight), g.matMul(x, other)), bias));
    expectNodes(7);
  }

  @Test
  void batches_of_products_have_epilogues_too() {
    Value a = g.input("a", DType.FLOAT32, Shape.batch(3, 4, 5));
    Value b = g.input("b", DType.FLOAT32, Shape.batch(3, 5, 7));
    Value c = g.input("c", DType.FLOAT32, Shape.batch(3, 4, 7));
    g.output("y", g.map(Unary.RELU, g.add(g.add(g.matMul(a, b), bias), c)));
    g.output("z", g.map(Unary.RELU, g.add(g.add(g.matMul(a, weight), bias), c)));
    expectNodes(9);
  }

  @Test
  void convolutions_and_their_mirrors_join() {
    Value image = g.input("image", DType.FLOAT32, Shape.batch(6, 6, 3));
    Value kernel = g.parameter("kernel", Shape.of(3, 3, 3, 7), Initializer.he(27));
    var window = ConvWindow.square(3, 1, 1);
    Value y = g.map(Unary.SILU, g.add(g.conv2d(image, kernel, window), bias));
    Value back = g.apply(new ProductOp.ConvTranspose(window, 6, 6, Epilogue.NONE), y, kernel);
    Value biasOfImage = g.parameter("bias3", Shape.of(3), Initializer.lecun(5));
    g.output("y", g.map(Unary.TANH, g.add(g.add(back, biasOfImage), image)));
    expectNodes(9);
  }

  @Test
  void in_training_relu_joins_and_gelu_does_not() {
    var network =
        Sequential.of(new Dense(6), Function.relu(), new Dense(5), Function.gelu(), new Dense(3));
    Graph graph = SampleGraphs.train(network, Shape.batch(4));
    Graph rewritten = new JoinProducts().apply(graph);
    assertThat(unary(rewritten)).containsExactly(Unary.GELU);
    BothWays.expectSame(graph, rewritten);
  }

  @Test
  void a_product_does_not_wait_for_a_change_of_its_operand() {
    Value product = g.matMul(x, weight);
    g.add(new UpdateOp.Clear(), List.of(weight));
    g.output("y", g.add(product, bias));
    expectNodes(7);
  }

  private static List<Unary> unary(Graph graph) {
    return graph.nodes().stream()
        .flatMap(node ->
            node.op() instanceof MapOp.UnaryMap(var function)
                ? java.util.stream.Stream.of(function)
                : java.util.stream.Stream.empty())
        .toList();
  }

  private Graph expectNodes(int count) {
    Graph graph = g.build();
    Graph rewritten = new JoinProducts().apply(graph);
    assertThat(rewritten.nodes()).hasSize(count);
    BothWays.expectSame(graph, rewritten);
    return rewritten;
  }
}
