package lockstep.nn.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the documentation shows is what is read.
class ModelFilesDocTest {

  private static final Pattern EXAMPLE = Pattern.compile("(?s)```net\\n(.*?)```");

  @Test
  void every_example_is_read_and_every_word_is_named() throws IOException {
    String page = Files.readString(Path.of("docs/model-files.md"));
    var words = new HashMap<String, Integer>();
    Notation.words().forEach(word -> words.put(word, 28));
    assertThat(
            EXAMPLE
                .matcher(page)
                .results()
                .map(match -> Notation.read(match.group(1), "model-files.md", words).layer()))
        .hasSizeGreaterThan(5);
    assertThat(page).contains(Notation.words().stream().map(word -> "`" + word + "`").toList());
  }
}
