package lockstep.nn.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.train.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportingTest {

  @TempDir private Path runs;

  private static Project project(Source source, int epochs) {
    return Defaults.resolve(source, Learning.usual().epochs(epochs), Limits.none());
  }

  private String page(String name) throws IOException {
    return Files.readString(runs.resolve(name).resolve("report.html"));
  }

  private void train(Source source, String name) {
    try (Session session = Session.begin(project(source, 1), source, runs, name)) {
      session.run();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "spirals, The worst mistakes, classification",
    "waves, What it foretells, forecasting",
    "echo, What surprises it, language-model"
  })
  void a_run_leaves_a_page_of_its_kind(String data, String section, String task)
      throws IOException {
    train(Source.open(Wanted.of(data)), data);
    assertThat(page(data))
        .contains(
            ">" + section + "</h2>",
            "lockstep train " + data + " --epochs 1 --batch ",
            " --task " + task + " --model ",
            "<dt>seed</dt>");
  }

  @Test
  void a_table_with_numbers_to_foretell_shows_its_rows() throws IOException {
    var rows = new StringBuilder("size,town,price\n");
    for (int i = 0; i < 80; i++) {
      rows.append(i + 0.5).append(i % 2 == 0 ? ",<b>Here," : ",There,").append(3 * i + 1.5);
      rows.append('\n');
    }
    Path table = Files.writeString(runs.resolve("my houses.csv"), rows);
    train(Source.open(Wanted.of(table.toString())), "houses");
    assertThat(page("houses"))
        .contains(">Said against true<", "&lt;b&gt;Here", "true price", "--target price")
        .contains("lockstep train &#39;" + table + "&#39; --kind table")
        .doesNotContain("<b>Here");
  }

  @Test
  void a_page_written_anew_is_the_same() throws IOException {
    train(Source.open(Wanted.of("spirals")), "again");
    String first = page("again");
    Path folder = runs.resolve("again");
    Files.delete(folder.resolve("report.html"));
    assertThat(Reporting.anew(folder, 1)).isEqualTo(folder.resolve("report.html"));
    assertThat(page("again")).isEqualTo(first);
  }

  @Test
  void a_run_that_was_stopped_and_went_on_has_its_page() {
    Source source = Source.open(Wanted.of("spirals"));
    Path folder = runs.resolve("stopped");
    try (Session session = Session.begin(project(source, 2), source, runs, "stopped")) {
      session.on(event -> {
        if (event instanceof Event.Stepped(_, long step, _, _, _, _) && step == 3) {
          session.stop();
        }
      });
      session.run();
    }
    assertThat(folder.resolve("report.html")).doesNotExist();
    try (Session session = Session.resume(folder, source, 0)) {
      session.run();
    }
    assertThat(folder.resolve("report.html")).exists();
  }

  @Test
  void what_is_no_finished_run_is_one_sentence() throws IOException {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Reporting.anew(runs, 1))
        .withMessage(runs + ": expected the directory of a run, found none. Check the path.");
    Files.writeString(runs.resolve("config.json"), "{}");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Reporting.anew(runs, 1))
        .withMessageContaining("expected the settings of a run");
  }

  @Test
  void the_command_spells_every_choice_for_a_shell() {
    Source source = Source.open(Wanted.of("spirals").seed(7));
    Learning learning = new Learning("mlp", 3, 16, 0.002, "sgd", "cosine", false);
    Project project = Defaults.resolve(source, learning, new Limits(2, 5, 90, Limits.Mode.WHOLE));
    assertThat(Reproduction.command(project))
        .isEqualTo(
            "lockstep train spirals --epochs 3 --batch 16 --lr 0.002 --optimizer sgd --task"
                + " classification --model mlp --schedule cosine --no-augment --patience 5"
                + " --max-time 90s --seed 7");
    assertThat(List.of("a b", "it's", "$(x)", "ä/b.csv", "").stream().map(Reproduction::quoted))
        .containsExactly("'a b'", "'it'\\''s'", "'$(x)'", "ä/b.csv", "''");
  }
}
