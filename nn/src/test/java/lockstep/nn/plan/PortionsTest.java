package lockstep.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Unary;
import lockstep.nn.Model;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Layer;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.zoo.Zoo;
import org.junit.jupiter.api.Test;

/// Which steps go through a few examples at a time.
class PortionsTest {

  private static final Parallel ALONE = Parallel.of(1, Parallel.Idle.SLEEP);

  private static Model model(Layer network, int... example) {
    return Model.of(network, DType.FLOAT32, Shape.of(example), 1, ALONE);
  }

  private static Plan plan(Model model, int batch, int threads) {
    Graph graph = model.predictor(1).plan().graph();
    return Planner.plan(graph, batch, threads);
  }

  @Test
  void all_of_a_small_network_of_convolutions_but_its_last_product() {
    Plan plan = plan(model(Zoo.resnet20(), 32, 32, 3), 64, 2);
    assertThat(plan.portions()).hasSize(1);
    Portions portions = plan.portions().getFirst().portions();
    assertThat(portions.first()).isEqualTo(plan.once());
    assertThat(portions.end()).isEqualTo(plan.steps().size() - 1);
    assertThat(portions.examples()).as("three tensors of 64 KiB each in two MiB").isEqualTo(8);
  }

  @Test
  void a_dense_layer_reads_its_weights_once() {
    Plan plan = plan(model(Zoo.lenet(), 28, 28, 1), 64, 2);
    assertThat(plan.portions()).hasSize(1);
    Portions portions = plan.portions().getFirst().portions();
    assertThat(plan.steps().subList(portions.first(), portions.end()))
        .noneMatch(step -> step.node().op() instanceof ProductOp.MatMul);
    assertThat(plan.steps().subList(portions.end(), plan.steps().size()))
        .noneMatch(step -> step.node().op() instanceof ProductOp.Conv2d);
  }

  @Test
  void nothing_that_would_leave_the_cache() {
    assertThat(plan(model(Zoo.resnet18(), 224, 224, 3), 8, 2).portions()).isEmpty();
  }

  @Test
  void every_thread_has_several_portions() {
    Model model = model(Zoo.resnet20(), 32, 32, 3);
    assertThat(plan(model, 64, 32).portions().getFirst().portions().examples()).isOne();
    assertThat(plan(model, 64, 33).portions()).isEmpty();
    assertThat(plan(model, 1, 1).portions()).isEmpty();
    assertThat(plan(model, 2, 1).portions()).isNotEmpty();
  }

  @Test
  void nothing_where_a_step_learns() {
    var step = model(Zoo.resnet20(), 32, 32, 3).trainStep(new CrossEntropy(), Optimizer.sgd(0.1));
    assertThat(step.runner(64).plan().portions()).isEmpty();
  }

  @Test
  void an_axis_of_size_0_is_no_error() {
    var g = new GraphBuilder(Mode.INFER, 1);
    Value x = g.input("x", DType.FLOAT32, Shape.batch(0));
    g.output("y", g.map(Unary.TANH, g.map(Unary.EXP, x)));
    assertThat(Planner.plan(g.build(), 64, 2).portions()).isEmpty();
  }
}
