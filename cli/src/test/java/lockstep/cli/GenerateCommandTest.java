package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `generate`: a model that learnt one sentence goes on with it.
class GenerateCommandTest {

  private static final String SENTENCE = "the cat sat on the mat. ";

  @TempDir private static Path folder;
  private static String run;

  @BeforeAll
  static void train() throws IOException {
    Path text = Files.writeString(folder.resolve("cat.txt"), SENTENCE.repeat(60));
    run = folder.resolve("runs/cat").toString();
    CommandRun trained =
        CommandRun.of(
            "train",
            text.toString(),
            "--model",
            "gru",
            "--epochs",
            "40",
            "--threads",
            "1",
            "--quiet",
            "--runs",
            folder.resolve("runs").toString(),
            "--name",
            "cat");
    assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.OK);
  }

  private static CommandRun generate(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "generate";
    arguments[1] = run;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return CommandRun.of(arguments);
  }

  @Test
  void the_likeliest_text_is_what_it_learnt() {
    CommandRun said = generate("the cat", "--temperature", "0", "--length", "65");
    assertThat(said.out()).isEqualTo(SENTENCE.repeat(3) + "\n");
    assertThat(said.err()).isEmpty();
    assertThat(generate("the cat", "--top-k", "1", "--length", "65").out()).isEqualTo(said.out());
    assertThat(generate("the cat", "--top-p", "0.01", "--length", "65").out())
        .isEqualTo(said.out());
  }

  @Test
  void the_seed_decides() {
    String first = generate("--temperature", "2", "--seed", "3").out();
    assertThat(generate("--temperature", "2", "--seed", "3").out()).isEqualTo(first).hasSize(301);
    assertThat(generate("--temperature", "2", "--seed", "4").out()).isNotEqualTo(first);
  }

  @Test
  void json_says_the_text_and_how_it_came_about() {
    CommandRun said = generate("the", "--json", "--temperature", "0", "--length", "4");
    assertThat(Json.parse(said.out()).text())
        .isEqualTo(
            "{\"prompt\":\"the\",\"text\":\" cat\",\"characters\":4,\"temperature\":0,\"top_k\":0,"
                + "\"top_p\":1,\"seed\":1}");
  }

  @Test
  void characters_that_it_never_saw_are_named_once() {
    CommandRun said = generate("Über the cat", "--length", "5");
    assertThat(said.code()).isEqualTo(ExitCode.OK);
    assertThat(said.err())
        .isEqualTo(
            "The model has never seen Ü b r: where it reads the prompt, a sign for the unknown"
                + " stands there.\n");
    assertThat(said.out()).startsWith("Über the cat").hasSize(18);
  }

  @Test
  void the_prompt_stands_out_in_colour() {
    CommandRun said = CommandRun.inColour("generate", run, "the", "--length", "2");
    assertThat(said.out()).startsWith("\033[1mthe\033[0m");
  }

  @Test
  void what_makes_no_sense_is_a_sentence() {
    assertWrong(generate("--length", "0"), ExitCode.USAGE, "--length: expected 1 to 1,000,000");
    assertWrong(generate("--temperature", "-1"), ExitCode.USAGE, "temperature: expected");
    assertWrong(generate("--top-p", "2"), ExitCode.USAGE, "top-p: expected a share");
    assertWrong(CommandRun.of("generate", "none"), ExitCode.MODEL, "found nothing");
    String points = folder.resolve("runs").toString();
    CommandRun.of("train", "spirals", "--epochs", "1", "--quiet", "--runs", points, "--name", "s");
    assertWrong(
        CommandRun.of("generate", Path.of(points, "s").toString()),
        ExitCode.MODEL,
        "expected a model that learnt to go on with a text, found one for classification of"
            + " points");
  }

  private static void assertWrong(CommandRun run, ExitCode code, String part) {
    assertThat(run.err()).startsWith("lockstep: ").contains(part).hasLineCount(1);
    assertThat(run.code()).isEqualTo(code);
  }
}
