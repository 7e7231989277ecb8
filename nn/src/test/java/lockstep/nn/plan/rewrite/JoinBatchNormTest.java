package lockstep.nn.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.kernels.map.Unary;
import lockstep.kernels.norm.After;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class JoinBatchNormTest {

  private final GraphBuilder g = new GraphBuilder(Mode.TRAIN, 1);
  private final Value x = g.input("x", DType.FLOAT32, Shape.batch(5, 3));
  private final Value gamma = vector("gamma", Initializer.ones());
  private final Value beta = vector("beta", Initializer.zeros());
  private final Value mean = vector("mean", Initializer.zeros());
  private final Value variance = vector("variance", Initializer.ones());

  @Test
  void a_relu_joins_the_norm_in_training() {
    g.output("y", g.map(Unary.RELU, norm()));
    expectNodes(6);
  }

  @Test
  void a_relu_joins_the_norm_in_use() {
    var op = new NormOp.BatchNormInference(1e-5f, After.NOTHING);
    g.output("y", g.map(Unary.RELU, g.apply(op, x, mean, variance, gamma, beta)));
    expectNodes(6);
  }

  @Test
  void a_norm_that_something_else_reads_stays() {
    Value y = norm();
    g.output("y", g.map(Unary.RELU, y));
    g.output("z", y);
    expectNodes(7);
  }

  @Test
  void other_functions_stay() {
    g.output("y", g.map(Unary.TANH, norm()));
    expectNodes(7);
  }

  private Value norm() {
    var op = new NormOp.BatchNorm(1e-5f, 0.1f, After.NOTHING);
    return g.add(op, List.of(x, gamma, beta, mean, variance)).output(0);
  }

  private Value vector(String name, Initializer initializer) {
    return g.state(name, Shape.of(3), initializer);
  }

  private void expectNodes(int count) {
    Graph graph = g.build();
    Graph rewritten = new JoinBatchNorm().apply(graph);
    assertThat(rewritten.nodes()).hasSize(count);
    BothWays.expectSameBits(graph, rewritten);
  }
}
