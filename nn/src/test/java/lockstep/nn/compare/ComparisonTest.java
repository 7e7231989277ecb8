package lockstep.nn.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.nn.data.DataException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs side by side, by what they left.
class ComparisonTest {

  @TempDir private Path runs;

  private void run(String name, String data, int epochs, String figure, double value, double margin)
      throws IOException {
    Path run = Files.createDirectories(runs.resolve(name));
    Files.writeString(
        run.resolve("config.json"),
        """
        {"purpose":{"data":{"data":"%s","task":"CLASSIFICATION"}},
         "learning":{"epochs":%d,"augment":true},"recipe":{"steps":%d}}
        """
            .formatted(data, epochs, 10 * epochs));
    Files.writeString(
        run.resolve("metrics.jsonl"),
        """
        {"step":10,"epoch":0,"accuracy":0.7}
        {"step":20,"epoch":1,"accuracy":0.9}
        {"step":30,"epoch":2,"accuracy":0.8}
        """);
    if (margin > 0) {
      Files.writeString(
          run.resolve("results.json"),
          """
          {"best_step":30,"parameters":99,
           "test":{"scores":[{"name":"%s","value":%s,"low":%s,"high":%s}]}}
          """
              .formatted(figure, value, value - margin, value + margin));
      Files.writeString(run.resolve("time.json"), "{\"seconds\": 61.5}");
    }
  }

  @BeforeEach
  void write() throws IOException {
    run("a", "iris", 3, "accuracy", 0.80, 0.02);
    run("b", "iris", 5, "accuracy", 0.95, 0.02);
    run("c", "iris", 4, "accuracy", 0.93, 0.02);
    Files.createDirectories(runs.resolve("no run"));
  }

  private static List<String> names(Comparison comparison) {
    return comparison.runs().stream().map(RunSummary::name).toList();
  }

  @Test
  void the_best_comes_first_and_what_may_be_chance_is_told() {
    Comparison comparison = Comparison.of(Comparison.runs(runs));
    assertThat(names(comparison)).containsExactly("b", "c", "a");
    assertThat(comparison.runs())
        .extracting(comparison::standing)
        .containsExactly(
            Comparison.Standing.BEST, Comparison.Standing.WITHIN, Comparison.Standing.WORSE);
    RunSummary best = comparison.runs().getFirst();
    assertThat(best.bestEpoch()).hasValue(3);
    assertThat(best.seconds()).hasValue(61.5);
    assertThat(best.parameters()).hasValue(99);
  }

  @Test
  void of_errors_the_smallest_is_best() throws IOException {
    run("x", "houses", 3, "rmse", 9, 1);
    run("y", "houses", 3, "rmse", 4, 1);
    Comparison both = Comparison.of(List.of(runs.resolve("x"), runs.resolve("y")));
    assertThat(names(both)).containsExactly("y", "x");
  }

  @Test
  void settings_that_differ_are_told_and_those_that_follow_only_when_asked() {
    Comparison comparison = Comparison.of(Comparison.runs(runs));
    assertThat(comparison.differing()).containsExactly("learning.epochs");
    assertThat(comparison.all()).containsExactly("learning.epochs", "recipe.steps");
  }

  @Test
  void other_data_and_runs_that_are_not_judged_yet_stand_apart() throws IOException {
    run("d", "wine", 3, "accuracy", 0.99, 0.005);
    run("e", "iris", 3, "accuracy", 0.9, 0);
    Comparison comparison = Comparison.of(Comparison.runs(runs));
    assertThat(comparison.groups()).extracting(ComparisonTest::names).hasSize(3);
    RunSummary going =
        comparison.runs().stream().filter(run -> run.name().equals("e")).findFirst().orElseThrow();
    assertThat(going.heldOut()).isFalse();
    assertThat(going.figure().orElseThrow().value()).isEqualTo(0.9);
    assertThat(going.bestEpoch()).hasValue(2);
    assertThat(comparison.standing(going)).isEqualTo(Comparison.Standing.ALONE);
  }

  @Test
  void what_is_no_run_names_the_nearest_that_is() throws IOException {
    run("lenet-mnist-1", "mnist", 3, "accuracy", 0.9, 0.1);
    assertThat(Comparison.run(runs, "b")).isEqualTo(runs.resolve("b"));
    assertThatThrownBy(() -> Comparison.run(runs, "lenet-mnits-1"))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("Did you mean `lenet-mnist-1`?");
    assertThatThrownBy(() -> Comparison.runs(runs.resolve("no run")))
        .hasMessageContaining("found none. Train first");
    Path file = Files.writeString(runs.resolve("file"), "");
    assertThatThrownBy(() -> Comparison.runs(file)).hasMessageContaining("found a file");
  }
}
