package lockstep.nn.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStringTest {

  private static final String CLEF = "\uD834\uDD1E"; // U+1D11E, a pair of surrogates

  @Test
  void every_escape_is_read() {
    assertThat(Json.parse("\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0041 \\u00e9 \\u00E9\""))
        .isEqualTo(new Json.Text("\" \\ / \b \f \n \r \t A é é"));
  }

  @Test
  void what_must_be_escaped_is_and_nothing_else() {
    assertThat(new Json.Text("\" \\ / \b \f \n \r \t \0 \u001f \u007f é ← " + CLEF).text())
        .isEqualTo(
            "\"\\\" \\\\ / \\u0008 \\u000c \\n \\r \\t \\u0000 \\u001f \u007f é ← " + CLEF + "\"");
  }

  @Test
  void names_are_escaped_like_texts() {
    Json value = Json.object().with("a\"\n", 1);
    assertThat(value.text()).isEqualTo("{\"a\\\"\\n\":1}");
    assertThat(Json.parse(value.text())).isEqualTo(value);
  }

  @Test
  void a_pair_of_surrogates_is_one_character_however_it_is_spelled() {
    assertThat(Json.parse("\"\\uD834\\uDd1e\"")).isEqualTo(new Json.Text(CLEF));
    assertThat(Json.parse("\"" + CLEF + "\"")).isEqualTo(new Json.Text(CLEF));
  }

  /// UTF-8 has no lone surrogates: written raw, it would come back from a file as a question mark.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uD834",
        "\uDD1E",
        "\uDD1E\uD834",
        "a\uD834b",
        "\uD834\uD834\uDD1E",
        "\uD834\uDD1E\uDD1E",
        "\uD834\uDD1E\uD834"
      })
  void lone_surrogates_survive_a_file(String value) {
    String text = new Json.Text(value).text();
    String throughFile = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(Json.parse(throughFile)).isEqualTo(new Json.Text(value));
  }

  @Test
  void a_lone_surrogate_is_written_by_its_number() {
    assertThat(new Json.Text("\uD834").text()).isEqualTo("\"\\ud834\"");
    assertThat(new Json.Text("\uD834\uD834\uDD1E").text()).isEqualTo("\"\\ud834" + CLEF + "\"");
  }
}
