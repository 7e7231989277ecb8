package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lockstep.cli.explain.Lesson;
import lockstep.cli.explain.Lessons;
import lockstep.kernels.update.Rule;
import lockstep.nn.loss.Loss;
import lockstep.nn.notation.Notation;
import lockstep.nn.optimizer.Schedule;
import lockstep.nn.project.Networks;
import lockstep.nn.project.Recipes;
import lockstep.nn.store.KnownRecords;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// `explain`: that lessons are there, and that what they name exists.
class ExplainCommandTest {

  private static final Lessons LESSONS = Lessons.ofThisProgram();

  private static CommandRun at(int columns, boolean unicode, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal =
        new Terminal(
            new PrintWriter(out, true), new PrintWriter(err, true), false, columns, unicode);
    ExitCode code = Main.run(terminal, arguments);
    return new CommandRun(code, out.toString(), err.toString());
  }

  @Test
  void a_lesson_says_what_it_is_and_how_to_set_it() {
    CommandRun run = CommandRun.of("explain", "dropout");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .isEqualTo(
            """
            dropout

            In training, a share of the numbers becomes 0 at random, others at each step,
            and the rest grow so that the mean stays. No part can rely on another, so what
            is learnt must stand on its own. In use nothing is dropped.

                y = x·keep/(1 − p), keep is 0 or 1

            In Lockstep: `dropout 0.2` in a model file, class `Dropout`. What is dropped
              follows from `--seed`.
            When: before the last dense layers, if training is much better than validation.
            Pitfall: with too much of it a network learns slowly or not enough. 0.1 to 0.5
              is usual.
            See also: overfitting, regularisation, weight decay
            """);
  }

  @Test
  void a_term_is_found_however_it_is_spelled() {
    for (String term : List.of("conv", "convolution", "Conv2d", "CONV_2D", "convolutions")) {
      assertThat(CommandRun.of("explain", term).out()).startsWith("conv2d\n");
    }
    assertThat(CommandRun.of("explain", "learning", "rate").out()).startsWith("learning rate\n");
    assertThat(CommandRun.of("explain", "CrossEntropy").out()).startsWith("cross-entropy\n");
  }

  @Test
  void an_unknown_term_gets_the_nearest() {
    CommandRun run = CommandRun.of("explain", "dropuot");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .isEqualTo(
            "lockstep: expected a term to explain, got `dropuot`. Did you mean `dropout`?"
                + " `lockstep explain` lists all.\n");
  }

  @Test
  void without_a_term_all_are_listed_in_groups() {
    String list = CommandRun.of("explain").out();
    assertThat(list).startsWith("How networks learn\n  gradient descent, ").contains("\nLosses\n");
    assertThat(list.lines()).allMatch(line -> line.length() <= 80);
    String plain = list.replaceAll("\\s+", " ");
    assertThat(LESSONS.all()).hasSizeGreaterThan(60);
    LESSONS.all().forEach(lesson -> assertThat(plain).contains(lesson.name()));
    assertThat(at(40, true, "explain").out().lines()).allMatch(line -> line.length() <= 40);
  }

  @Test
  void every_layer_loss_optimizer_schedule_and_network_has_a_lesson() {
    List<String> names =
        Stream.of(
                Notation.names().stream(),
                Networks.names().stream(),
                Recipes.optimizers().stream(),
                Recipes.schedules().stream(),
                KnownRecords.classes().stream()
                    .filter(Loss.class::isAssignableFrom)
                    .map(Class::getSimpleName),
                Stream.of(Rule.class.getPermittedSubclasses()).map(Class::getSimpleName),
                KnownRecords.classes().stream()
                    .filter(Schedule.class::isAssignableFrom)
                    .map(Class::getSimpleName),
                Stream.of("Muon"))
            .flatMap(each -> each)
            .toList();
    assertThat(names).hasSizeGreaterThan(90);
    assertThat(names).filteredOn(name -> LESSONS.find(name).isEmpty()).isEmpty();
  }

  @Test
  void the_terms_of_the_trade_have_lessons() {
    List<String> terms =
        List.of(
            "convolution",
            "pooling",
            "padding",
            "stride",
            "dropout",
            "attention",
            "embedding",
            "recurrent network",
            "LSTM",
            "GRU",
            "transformer",
            "autoencoder",
            "backpropagation",
            "gradient descent",
            "learning rate",
            "batch",
            "epoch",
            "overfitting",
            "regularisation",
            "weight decay",
            "augmentation",
            "normalisation",
            "early stopping",
            "validation",
            "cross-validation",
            "fine-tuning",
            "transfer learning",
            "confusion matrix",
            "precision",
            "recall",
            "F1",
            "calibration",
            "perplexity",
            "ROC-AUC",
            "receptive field",
            "residual connection",
            "activation functions",
            "softmax",
            "cross-entropy",
            "label smoothing",
            "gradient clipping",
            "exploding gradients",
            "vanishing gradients",
            "checkpoint",
            "determinism",
            "one-cycle",
            "warm-up",
            "mixup",
            "saliency",
            "optimizer",
            "momentum",
            "logits",
            "token",
            "class imbalance",
            "seed",
            "nan");
    assertThat(terms).filteredOn(term -> LESSONS.find(term).isEmpty()).isEmpty();
  }

  @Test
  void every_lesson_has_its_parts_and_is_short() {
    for (Lesson lesson : LESSONS.all()) {
      assertThat(lesson.lines()).as(lesson.name()).anyMatch(line -> line.startsWith("  "));
      for (String part : List.of("In Lockstep: ", "When: ", "Pitfall: ", "See also: ")) {
        assertThat(lesson.lines()).as(lesson.name()).filteredOn(l -> l.startsWith(part)).hasSize(1);
      }
      assertThat(lesson.text(80, true)).as(lesson.name()).hasSizeBetween(8, 18);
    }
  }

  @Test
  void lines_are_whole_on_narrow_terminals() {
    for (Lesson lesson : LESSONS.all()) {
      for (int columns : new int[] {40, 80}) {
        assertThat(lesson.text(columns, true))
            .as(lesson.name())
            .allMatch(line -> line.length() <= columns)
            .allMatch(
                line -> line.chars().filter(each -> each == '`').count() % 2 == 0 || columns < 80);
      }
      long formulas = lesson.lines().stream().filter(line -> line.startsWith("  ")).count();
      assertThat(lesson.text(40, true).stream().filter(line -> line.startsWith("    ")).count())
          .as(lesson.name() + " has a formula that is broken")
          .isEqualTo(formulas);
    }
  }

  @Test
  void a_plain_terminal_gets_plain_letters() {
    for (Lesson lesson : LESSONS.all()) {
      assertThat(lesson.text(80, false))
          .as(lesson.name())
          .allMatch(line -> line.chars().allMatch(each -> each < 128))
          .noneMatch(line -> line.startsWith("    ") && line.contains("?"));
    }
  }

  @Test
  void options_commands_models_and_classes_that_lessons_name_exist() {
    Set<String> options = options();
    for (Lesson lesson : LESSONS.all()) {
      String text = String.join("\n", lesson.lines());
      assertThat(found("--[a-z][a-z-]*", text)).as(lesson.name()).allMatch(options::contains);
      assertThat(found("--model ([a-z0-9]+)", text))
          .as(lesson.name())
          .allMatch(option -> Networks.names().contains(option.substring(8)));
      String classes =
          lesson.lines().stream().filter(line -> line.contains("class")).toList().toString();
      for (String name : found("(?<=`)[A-Z][a-z][A-Za-z0-9.]+(?=`)", classes)) {
        assertThat(exists(name)).as(lesson.name() + ": class " + name).isTrue();
      }
      found("(?<=See also: ).*", text)
          .forEach(terms ->
              assertThat(terms.split(", "))
                  .allSatisfy(term -> assertThat(LESSONS.find(term)).as(term).isPresent()));
    }
  }

  @Test
  void what_lessons_write_into_a_model_file_can_be_read() {
    Set<String> layers = Set.copyOf(Notation.names());
    for (Lesson lesson : LESSONS.all()) {
      String text = String.join("\n", lesson.lines());
      for (String code : found("(?<=`)[a-z][a-z0-9-]*(?= [A-Z0-9][^`]*`)", text)) {
        boolean command = code.equals("lockstep") || commands().containsKey(code);
        assertThat(command || layers.contains(code)).as(lesson.name() + ": " + code).isTrue();
      }
    }
  }

  @Test
  void commands_that_lessons_show_exist_and_have_the_options_beside_them() {
    for (Lesson lesson : LESSONS.all()) {
      String text = String.join("\n", lesson.lines());
      for (String span :
          found("(?<=`)lockstep [^`]+(?=`)|(?<=`)[a-z][a-z-]* [A-Z-][^`]*(?=`)", text)) {
        String[] words = span.replaceFirst("^lockstep ", "").split(" ", -1);
        CommandLine command = commands().get(words[0]);
        if (command == null) {
          // A line of a model file, unless it says that it is a command.
          assertThat(span).as(lesson.name()).doesNotStartWith("lockstep ");
          continue;
        }
        if (words.length > 1 && command.getSubcommands().containsKey(words[1])) {
          command = command.getSubcommands().get(words[1]);
        }
        var options = new HashSet<>(command.getCommandSpec().optionsMap().keySet());
        options.addAll(command.getCommandSpec().negatedOptionsMap().keySet());
        assertThat(options)
            .as(lesson.name() + ": " + span)
            .containsAll(found("--[a-z][a-z-]*", span));
      }
    }
  }

  private static Map<String, CommandLine> commands() {
    return Main.commandLine(Terminal.ofThisProcess()).getSubcommands();
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }

  private static Set<String> options() {
    var all = new HashSet<String>();
    Deque<CommandLine> commands = new ArrayDeque<>();
    commands.add(Main.commandLine(Terminal.ofThisProcess()));
    while (!commands.isEmpty()) {
      CommandLine command = commands.pop();
      commands.addAll(command.getSubcommands().values());
      for (CommandLine.Model.OptionSpec option : command.getCommandSpec().options()) {
        for (String name : option.names()) {
          all.add(name);
          if (option.negatable()) {
            all.add(name.replaceFirst("^--", "--no-"));
          }
        }
      }
    }
    return all;
  }

  private static boolean exists(String name) {
    String nested = name.replace('.', '$');
    List<String> packages =
        List.of(
            "lockstep.nn.layer",
            "lockstep.nn.loss",
            "lockstep.nn.optimizer",
            "lockstep.nn.metric",
            "lockstep.nn.train",
            "lockstep.nn.store",
            "lockstep.nn.data",
            "lockstep.nn.zoo",
            "lockstep.nn.gradient",
            "lockstep.nn",
            "lockstep.kernels.update");
    return packages.stream().anyMatch(each -> isClass(each + "." + nested));
  }

  private static boolean isClass(String name) {
    try {
      Class.forName(name, false, Lesson.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }
}
