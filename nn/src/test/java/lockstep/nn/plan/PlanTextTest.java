package lockstep.nn.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import lockstep.nn.SampleGraphs;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.Mode;
import lockstep.nn.plan.rewrite.Rewrites;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

/// Plans of whole training steps, as they were when somebody last looked at them.
class PlanTextTest {

  private static final String RENEW = "lockstep.renew";

  @Test
  void the_plan_of_a_perceptron_is_as_recorded() throws IOException {
    expect("mlp.txt", SampleGraphs.train(SampleGraphs.mlp(), Shape.batch(7)));
  }

  @Test
  void the_plan_of_convolutions_is_as_recorded() throws IOException {
    expect(
        "convolutions.txt", SampleGraphs.train(SampleGraphs.convolutions(), Shape.batch(8, 8, 3)));
  }

  private static void expect(String file, Graph graph) throws IOException {
    String found = PlanText.print(Planner.plan(Rewrites.apply(graph, Mode.TRAIN), 4, 2));
    if (Boolean.getBoolean(RENEW)) {
      Path recorded = Path.of("src/test/resources/lockstep/nn/plan", file);
      Files.createDirectories(Objects.requireNonNull(recorded.getParent()));
      Files.writeString(recorded, found);
      return;
    }
    assertThat(found)
        .as(
            "a plan changed; if that is meant, renew with: ./mvnw test -pl nn -am"
                + " -Dtest=PlanTextTest -Dsurefire.failIfNoSpecifiedTests=false -D"
                + RENEW
                + "=true")
        .isEqualTo(recorded(file));
  }

  private static String recorded(String file) throws IOException {
    try (var in = PlanTextTest.class.getResourceAsStream(file)) {
      return in == null ? "" : new String(in.readAllBytes(), UTF_8);
    }
  }
}
