package lockstep.nn.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lockstep.nn.search.Results;
import lockstep.nn.search.Search;
import lockstep.nn.search.Setting;
import lockstep.nn.train.RateFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searches for settings, how they are spelled, and rates.
class TuningTest {

  private static final Limits ONE_THREAD = new Limits(1, 0, 0, Limits.Mode.WHOLE);

  @TempDir private Path folder;

  private static Tuning tuning(Tuning.Plan plan, String... settings) {
    Source source = Source.open(Wanted.of("spirals"));
    List<Setting> read = List.of(settings).stream().map(Tuning::setting).toList();
    return Tuning.of(source, Learning.usual().epochs(1), ONE_THREAD, read, plan);
  }

  private static Tuning.Plan grid() {
    return new Tuning.Plan(Search.Way.GRID, 0, false, 1);
  }

  @Test
  void all_combinations_are_trained_once_and_the_best_is_said() throws IOException {
    Path file = folder.resolve("trials.jsonl");
    Tuning tuning = tuning(grid(), "lr=1e-6,1e-2", "epochs=1..2");
    Results results = tuning.run(file, _ -> {});
    assertThat(results.all()).hasSize(4);
    Learning best = tuning.learning(results.best().trial());
    assertThat(best.rate()).isEqualTo(0.01);
    assertThat(best.epochs()).isEqualTo(2);
    assertThat(Files.readAllLines(file)).hasSize(4);
    var happened = new ArrayList<Tuning.Happened>();
    Results again = tuning(grid(), "lr=1e-6,1e-2", "epochs=1..2").run(file, happened::add);
    assertThat(happened).isEmpty();
    assertThat(again.all()).isEqualTo(results.all());
  }

  @Test
  void a_stopped_search_goes_on_with_the_training_that_was_broken_off() {
    Path file = folder.resolve("trials.jsonl");
    Tuning stopped = tuning(grid(), "batch=64,32,16");
    Results some =
        stopped.run(
            file,
            event -> {
              if (event instanceof Tuning.Happened.Began(var trial, _) && trial.number() == 1) {
                stopped.stop();
              }
            });
    assertThat(stopped.isStopped()).isTrue();
    assertThat(some.all()).hasSize(1);
    Results all = tuning(grid(), "batch=64,32,16").run(file, _ -> {});
    Results whole = tuning(grid(), "batch=64,32,16").run(folder.resolve("whole.jsonl"), _ -> {});
    assertThat(all.all()).isEqualTo(whole.all());
  }

  @Test
  void the_same_search_has_the_same_file_and_others_have_others() {
    String name = tuning(grid(), "batch=64,32").fileName();
    assertThat(name).matches("tune-spirals-[0-9a-f]{6}\\.jsonl");
    assertThat(tuning(grid(), "batch=64,32").fileName()).isEqualTo(name);
    assertThat(tuning(grid(), "batch=64,16").fileName()).isNotEqualTo(name);
    assertThat(tuning(Tuning.Plan.usual(), "batch=64,32").fileName()).isNotEqualTo(name);
  }

  @Test
  void without_settings_rates_and_batches_around_the_usual_ones_are_tried() {
    Tuning tuning = tuning(Tuning.Plan.usual());
    assertThat(tuning.search().all()).hasSize(16);
    assertThat(tuning.search().settings())
        .containsExactly(
            new Setting.Logarithmic("lr", 0.001, 0.1, 4),
            new Setting.Choice("batch", List.of("32", "64", "128")));
  }

  @Test
  void settings_are_spelled_as_lists_and_ranges() {
    assertThat(Tuning.setting("lr=1e-4..1e-1:log"))
        .isEqualTo(new Setting.Logarithmic("lr", 1e-4, 1e-1, 4));
    assertThat(Tuning.setting("lr=0.1..0.2")).isEqualTo(new Setting.Linear("lr", 0.1, 0.2, 4));
    assertThat(Tuning.setting("epochs=2..10")).isEqualTo(new Setting.Whole("epochs", 2, 10));
    assertThat(Tuning.setting("model = cnn, lenet"))
        .isEqualTo(new Setting.Choice("model", List.of("cnn", "lenet")));
  }

  @Test
  void what_is_misspelled_is_named_with_its_place() {
    assertWrong("lr", "a name and =, as in batch=16,32,64 at character 3 of `lr`, got the end.");
    assertWrong("lr=1e-4..", "0.001 or 1e-3 at character 10 of `lr=1e-4..`, got the end.");
    assertWrong("lr=1..2:lg", ":log or the end at character 8 of `lr=1..2:lg`, got `:lg`.");
    assertWrong("batch=16,x", "a whole number, 1 or more at character 10 of `batch=16,x`");
    assertWrong("batch=9..2", "a number greater than the one before at character 10");
    assertWrong("batch=2..8:log", "list what is counted instead: batch=16,32,64");
    assertWrong("schedule=a..b", "schedule: expected one of");
    assertWrong("optimizer=adamv", "Did you mean `adam`?");
    assertWrong("bach=2", "Did you mean `batch`?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tuning(grid(), "model=lenet"))
        .withMessageStartingWith("model: expected mlp for classification of points");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tuning(new Tuning.Plan(Search.Way.RANDOM, 3, true, 1), "epochs=1..2"))
        .withMessageContaining("expected no epochs with --halving");
  }

  private static void assertWrong(String text, String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tuning.setting(text))
        .withMessageContaining(part);
  }

  @Test
  void rates_are_found_for_a_project() {
    Source source = Source.open(Wanted.of("spirals"));
    Project project = Defaults.resolve(source, Learning.usual(), ONE_THREAD);
    RateFinder.Found found = Rates.find(project, source, new RateFinder(1e-5, 10, 40));
    assertThat(found.suggestion()).isBetween(1e-4, 1.0);
    assertThat(found.points()).hasSizeBetween(10, 40);
  }
}
