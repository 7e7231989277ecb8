package lockstep.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The programs of the READMEs, compiled and run as they stand there.
class ExamplesTest {

  @Test
  void the_first_program_learns_and_predicts() {
    assertThat(outputOf(() -> Quickstart.main(new String[0])))
        .contains("step 500: loss 0.0")
        .contains("the middle is inside: true")
        .contains("the corner is inside: false");
  }

  @Test
  void a_model_is_trained_and_judged() {
    assertThat(outputOf(() -> TrainGlyphs.main(new String[0])))
        .contains("{loss=0.")
        .containsPattern("accuracy 0\\.9[5-9]")
        .contains("macro f1");
  }

  @Test
  void a_loop_of_ones_own_learns_with_a_layer_of_ones_own() {
    assertThat(OwnLoop.learnExclusiveOr()).isBetween(5, 2_500);
  }

  @ParameterizedTest
  @CsvSource({
    "../README.md, Quickstart",
    "README.md, Quickstart",
    "README.md, Scale",
    "README.md, TrainGlyphs",
    "README.md, OwnLoop"
  })
  void a_readme_shows_the_program_as_it_is(Path readme, String program) throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/lockstep/nn/examples/" + program + ".java"));
    String shown = source.substring(source.indexOf("import "));
    assertThat(Files.readString(readme)).contains("```java\n" + shown + "```");
  }

  private static String outputOf(Runnable program) {
    PrintStream before = System.out;
    var bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
