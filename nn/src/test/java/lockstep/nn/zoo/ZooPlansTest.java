package lockstep.nn.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.Mode;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.plan.Plan;
import lockstep.nn.plan.Planner;
import lockstep.nn.plan.rewrite.Rewrites;
import lockstep.nn.zoo.ZooTest.Exhibit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How much memory the networks of the zoo take: planned, not run.
class ZooPlansTest {

  private static final double MOST = 1.15;

  private static Stream<Exhibit> networks() {
    return WholeSteps.networks();
  }

  /// What such networks are usually trained with.
  private static int batch(String network) {
    return switch (network) {
      case "resnet18" -> 32;
      case "resnet20", "mobilenet" -> 128;
      case "unet" -> 16;
      case "recommender" -> 256;
      default -> 64;
    };
  }

  @ParameterizedTest
  @MethodSource("networks")
  void a_training_step_takes_hardly_more_than_is_needed_at_once(Exhibit network) {
    Graph graph =
        network.model().trainStep(network.loss(), Optimizer.adam(1e-3).clipped(1)).graph();
    check(network, Planner.plan(Rewrites.apply(graph, Mode.TRAIN), batch(network.name()), 2));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void inference_takes_hardly_more_than_is_needed_at_once(Exhibit network) {
    Graph graph = Rewrites.apply(network.model().graph(), Mode.INFER);
    check(network, Planner.plan(graph, batch(network.name()), 2));
    check(network, Planner.plan(graph, 1, 2));
  }

  private static void check(Exhibit network, Plan plan) {
    assertThat((double) plan.slabBytes())
        .as("%s, batch %d, at least %d", network, plan.batch(), plan.leastBytes())
        .isLessThanOrEqualTo(MOST * plan.leastBytes());
  }
}
