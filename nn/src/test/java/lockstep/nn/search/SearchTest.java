package lockstep.nn.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.DataException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

  private static final Setting RATE = new Setting.Logarithmic("rate", 1e-4, 1, 5);
  private static final Setting WIDTH = new Setting.Whole("width", 1, 3);
  private static final Setting KIND = new Setting.Choice("kind", List.of("adam", "sgd"));

  @TempDir Path folder;
  private Path file;
  private final List<String> trained = new ArrayList<>();

  @BeforeEach
  void fileInFolder() {
    file = folder.resolve("deep/trials.jsonl");
  }

  @Test
  void a_grid_has_all_combinations() {
    Search search = search(List.of(WIDTH, KIND), Search.Way.GRID, 100, Halving.none(2));
    assertThat(search.all()).hasSize(6);
    assertThat(search.all().getLast().values().text()).isEqualTo("{\"width\":3,\"kind\":\"sgd\"}");
    assertThat(search(List.of(RATE), Search.Way.GRID, 9, Halving.none(1)).all())
        .extracting(trial -> Math.round(StrictMath.log10(trial.number("rate"))))
        .containsExactly(-4L, -3L, -2L, -1L, 0L);
  }

  @Test
  void trials_by_chance_are_the_same_for_the_same_seed_and_within_range() {
    Search search = search(List.of(RATE, WIDTH, KIND), Search.Way.RANDOM, 50, Halving.none(1));
    assertThat(search.all()).isEqualTo(search.all()).doesNotHaveDuplicates();
    assertThat(search.all()).allMatch(t -> t.number("rate") >= 1e-4 && t.number("rate") < 1);
    assertThat(search.all()).extracting(t -> t.whole("width")).contains(1, 2, 3);
    assertThat(search.all()).extracting(t -> t.text("kind")).contains("adam", "sgd");
  }

  @Test
  void the_best_is_found() {
    Search search = search(List.of(RATE), Search.Way.GRID, 9, Halving.none(1));
    Results results = search.run(file, this::nearOneHundredth, _ -> {});
    assertThat(results.best().trial().number()).isEqualTo(2);
    assertThat(results.text()).startsWith("trial  budget").contains("rate=0.01000");
  }

  @Test
  void halving_gives_more_to_the_best_only() {
    Search search = search(List.of(RATE), Search.Way.RANDOM, 27, new Halving(1, 9, 3));
    Results results = search.run(file, this::nearOneHundredth, _ -> {});
    assertThat(results.all()).filteredOn(r -> r.budget() == 1).hasSize(27);
    assertThat(results.all()).filteredOn(r -> r.budget() == 3).hasSizeBetween(9, 12);
    assertThat(results.all()).filteredOn(r -> r.budget() == 9).hasSizeBetween(3, 5);
    double best = results.best().figure();
    assertThat(results.all()).allMatch(r -> r.figure() <= best);
  }

  @Test
  void a_search_that_was_stopped_goes_on() throws IOException {
    Search search = search(List.of(RATE), Search.Way.RANDOM, 9, new Halving(1, 9, 3));
    Results whole = search.run(file, this::nearOneHundredth, _ -> {});
    int all = trained.size();
    List<String> lines = Files.readAllLines(file);
    Files.writeString(file, String.join("\n", lines.subList(0, 5)) + "\n{\"trial\":7,\"bud");
    trained.clear();
    Results resumed = search.run(file, this::nearOneHundredth, _ -> {});
    assertThat(trained).hasSize(all - 5);
    assertThat(resumed.all()).isEqualTo(whole.all());
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
  }

  @Test
  void a_file_of_another_search_is_refused() {
    search(List.of(RATE), Search.Way.RANDOM, 3, Halving.none(1))
        .run(file, this::nearOneHundredth, _ -> {});
    Search other = search(List.of(WIDTH), Search.Way.GRID, 3, Halving.none(1));
    assertThatThrownBy(() -> other.run(file, (_, _) -> 0, _ -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("trials.jsonl:1: expected a result of this search");
  }

  @Test
  void what_failed_is_worst() {
    Search search = search(List.of(WIDTH), Search.Way.GRID, 3, new Halving(1, 2, 2));
    Results results = search.run(file, (t, _) -> t.whole("width") == 2 ? 5 : Double.NaN, _ -> {});
    assertThat(results.best().trial().whole("width")).isEqualTo(2);
    assertThat(results.best().budget()).isEqualTo(2);
  }

  private double nearOneHundredth(Trial trial, int budget) {
    trained.add(trial.number() + "@" + budget);
    return -Math.abs(StrictMath.log10(trial.number("rate")) + 2) + 0.0 * budget;
  }

  private static Search search(
      List<Setting> settings, Search.Way way, int trials, Halving halving) {
    return new Search(settings, way, trials, 1, halving, Search.Better.HIGHER);
  }
}
