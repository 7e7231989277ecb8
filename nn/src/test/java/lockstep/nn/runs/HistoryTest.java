package lockstep.nn.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.nn.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  @TempDir private Path folder;

  @Test
  void what_metrics_wrote_is_read_again() {
    try (var metrics = Metrics.open(folder, List.of("loss", "accuracy"), 0)) {
      metrics.append(10, 1, new LinkedHashMap<>(Map.of("loss", 0.5)));
      metrics.append(20, 2, new LinkedHashMap<>(Map.of("loss", Double.NaN, "accuracy", 1.0)));
    }
    History history = History.read(folder);
    assertThat(history.columns()).containsExactly("loss", "accuracy");
    assertThat(history.rows()).hasSize(2);
    assertThat(history.rows().getFirst().step()).isEqualTo(10);
    assertThat(history.rows().getFirst().epoch()).isEqualTo(1);
    assertThat(history.rows().getFirst().value("loss")).hasValue(0.5);
    assertThat(history.rows().getFirst().value("accuracy")).isEmpty();
    assertThat(history.rows().getLast().value("loss")).hasValue(Double.NaN);
  }

  @Test
  void a_run_that_has_not_begun_has_no_rows() {
    assertThat(History.read(folder).rows()).isEmpty();
    assertThat(History.read(folder).columns()).isEmpty();
  }

  @Test
  void a_line_that_is_being_written_is_left_out() throws IOException {
    Files.writeString(
        folder.resolve("metrics.jsonl"), "{\"step\":1,\"epoch\":1,\"loss\":2}\n{\"step\":2,\"ep");
    assertThat(History.read(folder).rows()).hasSize(1);
    assertThat(History.read(folder).rows().getFirst().value("loss")).hasValue(2);
  }

  @Test
  void a_line_that_is_no_row_is_named() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    Files.writeString(file, "{\"step\":1,\"epoch\":1}\n{\"epoch\":1}\n");
    assertThatThrownBy(() -> History.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ":2: expected a row of metrics with step, epoch and numbers, found {\"epoch\":1}. Remove"
                + " the line.");
    Files.writeString(file, "{\"step\":1,\"epoch\":1,\"loss\":[]}\n", StandardOpenOption.CREATE);
    assertThatThrownBy(() -> History.read(folder)).hasMessageContaining("found {");
  }
}
