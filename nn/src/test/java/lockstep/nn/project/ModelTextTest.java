package lockstep.nn.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.notation.Notation;
import lockstep.nn.notation.NotationException;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Networks in files, and built-in networks as texts.
class ModelTextTest {

  @TempDir private Path folder;

  private static Networks.Fit fit(DataKind kind, TaskKind task, int symbols, int... example) {
    var purpose = new Purpose(Wanted.of("").kind(kind).task(task), new Details.Plain());
    return new Networks.Fit(purpose, Shape.of(example), 7, symbols, 100);
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("my.net"), text).toString();
  }

  static List<String> names() {
    return Networks.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_built_in_network_saved_as_text_is_that_network_again(String name) throws IOException {
    String text = Outline.of(name);
    assertThat(text).startsWith("# " + name + ", for ");
    Networks.Fit fit =
        switch (name) {
          case "lstm", "gru", "encoder" ->
              fit(DataKind.LABELLED_TEXT, TaskKind.CLASSIFICATION, 300, 20);
          case "chargpt" -> fit(DataKind.TEXT, TaskKind.LANGUAGE_MODEL, 7, 64);
          case "autoencoder" -> fit(DataKind.IMAGES, TaskKind.RECONSTRUCTION, 0, 28, 28, 1);
          default -> fit(DataKind.IMAGES, TaskKind.CLASSIFICATION, 0, 28, 28, 1);
        };
    var wide = new Networks.Fit(fit.purpose(), fit.example(), 7, fit.symbols(), 100_000);
    assertThat(ModelText.network(file(text), fit)).isEqualTo(Networks.of(name, wide));
  }

  @Test
  void a_file_is_known_by_a_dot_or_a_slash_and_names_its_run() {
    assertThat(ModelText.isFile("lenet")).isFalse();
    assertThat(ModelText.isFile("my.net")).isTrue();
    assertThat(ModelText.isFile("models/my")).isTrue();
    assertThat(ModelText.stem("a/b/my.net")).isEqualTo("my");
    assertThat(ModelText.stem("models/my")).isEqualTo("my");
    assertThat(ModelText.stem("cnn")).isEqualTo("cnn");
    assertThat(new Learning("no/such.net", 0, 0, 0, "sgd", "cosine", true).model())
        .isEqualTo("no/such.net");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          dense outputs ! [N, 7] at the end for classification of images, got [N, 28, 28, 7]. Put `flatten`
          flatten; dense 6 ! [N, 7] at the end for classification of images, got [N, 6]. Make the last layer `dense outputs`.
          """)
  void a_wrong_end_is_said_at_the_last_layer(String text, String message) throws IOException {
    String file = file(text.strip());
    Networks.Fit fit = fit(DataKind.IMAGES, TaskKind.CLASSIFICATION, 0, 28, 28, 1);
    assertThatThrownBy(() -> ModelText.network(file, fit))
        .isInstanceOf(NotationException.class)
        .hasMessageStartingWith(file + ":1:")
        .hasMessageContaining("expected " + message);
  }

  @Test
  void other_tasks_ask_for_other_ends() throws IOException {
    Networks.Fit text = fit(DataKind.TEXT, TaskKind.LANGUAGE_MODEL, 7, 16);
    String last = file("embedding symbols 4; gru 8 last; dense outputs");
    assertThatThrownBy(() -> ModelText.network(last, text))
        .hasMessageEndingWith(
            "expected [N, 16, 7] at the end for language-model of text, got [N, 7]. Each step needs"
                + " an answer: leave out what takes the last step or the mean.");
    Networks.Fit labels = fit(DataKind.LABELLED_TEXT, TaskKind.CLASSIFICATION, 7, 16);
    String all = file("embedding symbols 4; gru 8; dense outputs");
    assertThatThrownBy(() -> ModelText.network(all, labels)).hasMessageContaining("`last-step`");
    Networks.Fit again = fit(DataKind.IMAGES, TaskKind.RECONSTRUCTION, 0, 8, 8, 1);
    String flat = file("flatten; dense height*width");
    assertThatThrownBy(() -> ModelText.network(flat, again))
        .hasMessageContaining("got [N, 64]. Make it as large as the input.");
    assertThat(ModelText.words(text).keySet())
        .containsExactlyInAnyOrder("outputs", "symbols", "steps");
    assertThat(ModelText.words(again).keySet())
        .containsExactlyInAnyOrder("height", "width", "channels");
  }

  @Test
  void a_file_that_is_none_is_refused_with_what_to_do() throws IOException {
    Networks.Fit fit = fit(DataKind.IMAGES, TaskKind.CLASSIFICATION, 0, 8, 8, 1);
    assertThatThrownBy(() -> ModelText.network(folder.resolve("no.net").toString(), fit))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found nothing. Check the path; networks by name are cnn, mlp");
    assertThatThrownBy(() -> ModelText.network(folder.toString(), fit))
        .hasMessageContaining("found a folder. Name the file.");
    Path bytes = Files.write(folder.resolve("model.lockstep"), new byte[] {(byte) 0xC3, 0x28});
    assertThatThrownBy(() -> ModelText.network(bytes.toString(), fit))
        .hasMessageContaining("found other bytes than text.");
    Path large = Files.write(folder.resolve("large.net"), new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> ModelText.network(large.toString(), fit))
        .hasMessageContaining("Is it the right file?");
  }

  @Test
  void words_stand_for_numbers_where_they_are_meant() {
    assertThat(Outline.of("gru")).contains("embedding symbols 64\n").endsWith("\ndense outputs\n");
    assertThat(Outline.of("chargpt")).contains("positional-embedding steps\n");
    assertThat(Outline.of("autoencoder")).doesNotContain("outputs");
    assertThat(Notation.words()).hasSize(7);
  }
}
