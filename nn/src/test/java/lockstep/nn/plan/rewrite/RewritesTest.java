package lockstep.nn.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import lockstep.nn.SampleGraphs;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RewritesTest {

  static Stream<String> names() {
    return SampleGraphs.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_network_computes_the_same_with_fewer_nodes(String name) {
    Graph graph = SampleGraphs.graph(name);
    Graph rewritten = Rewrites.apply(graph, mode(name));
    assertThat(rewritten.nodes()).hasSizeLessThan(graph.nodes().size());
    assertThat(rewritten.variables()).isEqualTo(graph.variables());
    BothWays.expectSame(graph, rewritten);
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_second_time_changes_nothing(String name) {
    Graph once = Rewrites.apply(SampleGraphs.graph(name), mode(name));
    assertThat(Rewrites.apply(once, mode(name)).toString()).isEqualTo(once.toString());
  }

  @ParameterizedTest
  @MethodSource("names")
  void each_rewrite_alone_computes_the_same(String name) {
    Graph graph = SampleGraphs.graph(name);
    for (Rewrite rewrite : Rewrites.of(Mode.TRAIN)) {
      BothWays.expectSame(graph, rewrite.apply(graph));
    }
  }

  private static Mode mode(String name) {
    return name.endsWith("train") ? Mode.TRAIN : Mode.INFER;
  }
}
