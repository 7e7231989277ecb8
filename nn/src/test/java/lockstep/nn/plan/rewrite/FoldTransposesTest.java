package lockstep.nn.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.kernels.gemm.Epilogue;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class FoldTransposesTest {

  private final GraphBuilder g = new GraphBuilder(Mode.INFER, 1);

  @Test
  void transposed_weights_are_read_where_they_lie() {
    Value x = g.input("x", DType.FLOAT32, Shape.batch(5));
    Value weight = g.parameter("weight", Shape.of(7, 5), Initializer.he(5));
    g.output("y", g.matMul(x, g.transpose(weight, 1, 0)));
    Graph rewritten = expectNodes(3);
    assertThat(rewritten.output("y").node().op())
        .isEqualTo(new ProductOp.MatMul(false, true, Epilogue.NONE));
  }

  @Test
  void both_operands_of_a_batch_of_products_fold() {
    Value a = g.input("a", DType.FLOAT32, Shape.batch(2, 5, 4));
    Value b = g.input("b", DType.FLOAT32, Shape.batch(2, 6, 5));
    g.output("y", g.matMul(g.transpose(a, 0, 1, 3, 2), g.transpose(b, 0, 1, 3, 2)));
    expectNodes(3);
  }

  @Test
  void a_transpose_of_what_is_read_transposed_is_none() {
    Value a = g.input("a", DType.FLOAT32, Shape.batch(4));
    Value b = g.parameter("b", Shape.of(4, 3), Initializer.he(5));
    g.output("y", g.matMul(a, false, g.transpose(b, 1, 0), true));
    Graph rewritten = expectNodes(3);
    assertThat(rewritten.output("y").node().op())
        .isEqualTo(new ProductOp.MatMul(false, false, Epilogue.NONE));
  }

  @Test
  void transposes_of_other_axes_stay() {
    Value a = g.input("a", DType.FLOAT32, Shape.batch(5, 2, 4));
    Value b = g.parameter("b", Shape.of(4, 3), Initializer.he(5));
    g.output("y", g.matMul(g.transpose(a, 0, 2, 1, 3), b));
    expectNodes(4);
  }

  @Test
  void a_variable_that_changes_in_between_is_not_read_later() {
    Value weight = g.parameter("weight", Shape.of(3, 3), Initializer.he(5));
    Value turned = g.transpose(weight, 1, 0);
    g.add(new UpdateOp.Clear(), List.of(weight));
    g.output("y", g.matMul(turned, turned));
    expectNodes(4);
  }

  private Graph expectNodes(int count) {
    Graph graph = g.build();
    Graph rewritten = new DeadNodes().apply(new FoldTransposes().apply(graph));
    assertThat(rewritten.nodes()).hasSize(count);
    BothWays.expectSameBits(graph, rewritten);
    return rewritten;
  }
}
