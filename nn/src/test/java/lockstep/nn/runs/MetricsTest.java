package lockstep.nn.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lockstep.nn.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

  private static final List<String> COLUMNS = List.of("train.loss", "valid.accuracy");

  @TempDir private Path folder;

  private static SequencedMap<String, Double> values(String name, double value) {
    var values = new LinkedHashMap<String, Double>();
    values.put(name, value);
    return values;
  }

  private static void rows(Metrics metrics, int first, int last) {
    for (int step = first; step <= last; step++) {
      metrics.append(step, step / 4, values("train.loss", 1.0 / step));
      if (step % 4 == 0) {
        metrics.append(step, step / 4, values("valid.accuracy", step == 8 ? Double.NaN : 0.5));
      }
    }
  }

  private void write(int first, int last) {
    try (Metrics metrics = Metrics.open(folder, COLUMNS, first - 1)) {
      rows(metrics, first, last);
    }
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void a_row_is_a_line_in_each_file() throws IOException {
    try (Metrics metrics = Metrics.open(folder, COLUMNS, 0)) {
      rows(metrics, 4, 4);
      metrics.append(8, 2, values("valid.accuracy", Double.POSITIVE_INFINITY));
      assertThat(text("metrics.csv"))
          .isEqualTo("step,epoch,train.loss,valid.accuracy\n4,1,0.25,\n4,1,,0.5\n8,2,,Infinity\n");
      assertThat(text("metrics.jsonl"))
          .isEqualTo(
              """
              {"step":4,"epoch":1,"train.loss":0.25}
              {"step":4,"epoch":1,"valid.accuracy":0.5}
              {"step":8,"epoch":2,"valid.accuracy":"Infinity"}
              """);
    }
  }

  @Test
  void a_run_killed_anywhere_ends_with_the_files_of_one_that_was_not() throws IOException {
    write(1, 12);
    String csv = text("metrics.csv");
    String lines = text("metrics.jsonl");
    byte[] events = Files.readAllBytes(folder.resolve(EventFile.NAME));
    for (int killed = 0; killed < csv.length(); killed += 7) {
      Files.writeString(folder.resolve("metrics.csv"), csv.substring(0, killed));
      Files.writeString(folder.resolve("metrics.jsonl"), cut(lines, killed * 2));
      Files.write(
          folder.resolve(EventFile.NAME),
          Arrays.copyOf(events, Math.min(events.length, killed * 3)));
      long step =
          Math.min(
              Events.read(folder.resolve(EventFile.NAME)).lastStep(),
              Math.min(lastWhole("metrics.csv"), lastWhole("metrics.jsonl")));
      write((int) step + 1, 12);
      assertThat(text("metrics.csv")).as("killed at %d", killed).isEqualTo(csv);
      assertThat(text("metrics.jsonl")).isEqualTo(lines);
      assertThat(Events.read(folder.resolve(EventFile.NAME)).scalars()).hasSize(15);
    }
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }

  /// The step before that of the last whole line, all of whose rows are there.
  private long lastWhole(String name) throws IOException {
    String text = text(name);
    List<String> rows = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    String step = rows.isEmpty() ? "" : rows.getLast().replaceAll("^\\D*(\\d*).*", "$1");
    return step.isEmpty() ? 0 : Long.parseLong(step) - 1;
  }

  @Test
  void an_unfinished_line_is_cut() throws IOException {
    write(1, 2);
    String whole = text("metrics.csv");
    Files.writeString(folder.resolve("metrics.csv"), "3,0,0.", StandardOpenOption.APPEND);
    Files.writeString(folder.resolve("metrics.jsonl"), "{\"st", StandardOpenOption.APPEND);
    Metrics.open(folder, COLUMNS, 2).close();
    assertThat(text("metrics.csv")).isEqualTo(whole);
    assertThat(text("metrics.jsonl").lines()).hasSize(2);
  }

  @Test
  void other_columns_are_refused() {
    write(1, 2);
    assertThatThrownBy(() -> Metrics.open(folder, List.of("loss"), 2))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.resolve("metrics.csv")
                + ":1: expected the columns step,epoch,loss, found"
                + " step,epoch,train.loss,valid.accuracy. Resume with the same metrics, or start a"
                + " new run.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metrics.open(folder, List.of("a", "a"), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Metrics.open(folder, List.of("a,b"), 0));
    try (Metrics metrics = Metrics.open(folder, COLUMNS, 2)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> metrics.append(3, 0, values("los", 1)))
          .withMessage("metrics: expected some of [train.loss, valid.accuracy], got `los`.");
    }
  }

  @Test
  void a_damaged_line_is_named() throws IOException {
    write(1, 2);
    Files.writeString(folder.resolve("metrics.csv"), "x,y\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Metrics.open(folder, COLUMNS, 2))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(folder.resolve("metrics.csv") + ":4: expected a row of metrics");
  }
}
