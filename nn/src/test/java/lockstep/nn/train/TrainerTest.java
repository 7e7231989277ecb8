package lockstep.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.nn.Model;
import lockstep.nn.NotFiniteException;
import lockstep.nn.Recipe;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Preparation;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.optimizer.Schedule;
import lockstep.nn.store.Checkpoints;
import lockstep.nn.store.Retention;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {

  private static final Recipe RECIPE = Recipe.of(new CrossEntropy(), Optimizer.adam(0.02));

  @TempDir Path folder;
  private final List<Event> events = new ArrayList<>();
  private final Loader train = learning(new Blobs(300, 1));
  private final Loader validation =
      new Loader(new Blobs(90, 2), Preparation.of(), Loading.toJudge(32));

  @Test
  void a_model_learns_and_is_judged_after_each_epoch() {
    Model model = model();
    Outcome outcome = trainer(model, RECIPE).fit(train, validation, Course.epochs(6));
    assertThat(outcome.why()).isEqualTo(Event.Ending.DONE);
    assertThat(outcome.steps()).isEqualTo(6 * 9);
    assertThat(outcome.best()).isGreaterThan(0.9);
    assertThat(of(Event.Judged.class)).hasSize(6);
    assertThat(of(Event.Stepped.class)).hasSize(54);
    assertThat(of(Event.Began.class)).hasSize(1);
    assertThat(events.getLast()).isInstanceOf(Event.Ended.class);
    assertThat(accuracy(model)).as("the best weights remain").isEqualTo(outcome.best());
  }

  @Test
  void steps_end_it_within_an_epoch() {
    Outcome outcome = trainer(model(), RECIPE).fit(train, validation, Course.steps(13, 5));
    assertThat(outcome.steps()).isEqualTo(13);
    assertThat(of(Event.Judged.class)).extracting(Event.Judged::step).containsExactly(5L, 10L, 13L);
  }

  @Test
  void a_dry_run_makes_a_step_and_judges() {
    Outcome outcome = trainer(model(), RECIPE).fit(train, validation, Course.dryRun());
    assertThat(outcome.steps()).isEqualTo(1);
    assertThat(outcome.last()).isPresent();
  }

  @Test
  void no_progress_ends_it() {
    Recipe still = Recipe.of(new CrossEntropy(), Optimizer.sgd(1e-12));
    Outcome outcome = trainer(model(), still).fit(train, validation, Course.epochs(50).patience(3));
    assertThat(outcome.why()).isEqualTo(Event.Ending.NO_PROGRESS);
    assertThat(of(Event.Judged.class)).hasSizeLessThan(8);
  }

  @Test
  void no_progress_lowers_the_rate() {
    Recipe still = Recipe.of(new CrossEntropy(), Optimizer.sgd(1e-12));
    trainer(model(), still).fit(train, validation, Course.epochs(20).onPlateau(2, 0.1));
    assertThat(of(Event.RateLowered.class)).isNotEmpty();
    assertThat(of(Event.Stepped.class).getLast().rate()).isLessThan(1e-12);
  }

  @Test
  void time_ends_it() {
    Outcome outcome =
        trainer(model(), RECIPE)
            .fit(train, validation, Course.epochs(1_000_000).most(Duration.ofMillis(200)));
    assertThat(outcome.why()).isEqualTo(Event.Ending.TIME);
  }

  @Test
  void where_time_is_short_rates_fall_in_time_and_the_last_weights_are_judged() {
    Recipe cycle = RECIPE.with(Optimizer.adam(0.02).with(Schedule.oneCycle(0.02, 1_000_000L * 9)));
    Outcome outcome =
        trainer(model(), cycle)
            .fit(train, validation, Course.epochs(1_000_000).most(Duration.ofSeconds(2)));
    assertThat(outcome.why()).isEqualTo(Event.Ending.TIME);
    List<Event.Stepped> steps = of(Event.Stepped.class);
    assertThat(steps.stream().mapToDouble(Event.Stepped::rate).max().orElse(0))
        .isGreaterThan(0.015);
    assertThat(steps.getLast().rate()).isLessThan(0.002);
    assertThat(of(Event.Judged.class).getLast().step()).isEqualTo(outcome.steps());
  }

  @Test
  void somebody_who_asks_ends_it_after_the_batch() {
    Trainer trainer = trainer(model(), RECIPE);
    trainer.on(event -> {
      if (event instanceof Event.Stepped(_, var step, _, _, _, _) && step == 7) {
        trainer.stop();
      }
    });
    Outcome outcome = trainer.fit(train, validation, Course.epochs(9));
    assertThat(outcome.why()).isEqualTo(Event.Ending.ASKED);
    assertThat(outcome.steps()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 10, 26})
  void a_run_that_was_stopped_ends_like_one_that_was_not(int at) {
    Course course = Course.epochs(4).saveEvery(1);
    Model whole = model();
    trainer(whole, RECIPE).save(checkpoints("whole")).fit(train, validation, course);
    Trainer first = trainer(model(), RECIPE).save(checkpoints("stopped"));
    first.on(event -> {
      if (event instanceof Event.Stepped(_, var step, _, _, _, _) && step == at) {
        first.stop();
      }
    });
    first.fit(train, validation, course);
    Model again = model();
    Trainer second = trainer(again, RECIPE).save(checkpoints("stopped"));
    assertThat(second.resume()).isTrue();
    Outcome outcome = second.fit(train, validation, course);
    assertThat(outcome.steps()).isEqualTo(36);
    assertThat(weights(again)).isEqualTo(weights(whole));
  }

  @Test
  void a_finished_run_can_be_extended() {
    trainer(model(), RECIPE).save(checkpoints("run")).fit(train, validation, Course.epochs(2));
    Trainer more = trainer(model(), RECIPE).save(checkpoints("run"));
    more.resume();
    assertThat(more.fit(train, validation, Course.epochs(3)).steps()).isEqualTo(27);
  }

  @Test
  void nothing_to_resume_is_said() {
    assertThat(trainer(model(), RECIPE).save(checkpoints("none")).resume()).isFalse();
  }

  @Test
  void averages_are_what_is_judged_and_remains() {
    Model model = model();
    Outcome outcome =
        trainer(model, RECIPE.average(0.9))
            .save(checkpoints("average"))
            .fit(train, validation, Course.epochs(5));
    assertThat(outcome.best()).isGreaterThan(0.9);
    assertThat(accuracy(model)).isEqualTo(outcome.best());
  }

  @Test
  void a_loss_that_is_no_number_stops_it() {
    Recipe wild = Recipe.of(new CrossEntropy(), Optimizer.sgd(1e30));
    assertThatThrownBy(() -> trainer(plain(), wild).fit(train, validation, Course.epochs(3)))
        .isInstanceOf(NotFiniteException.class)
        .hasMessageContaining("Lower the learning rate");
  }

  @Test
  void rates_are_tried_and_the_model_is_as_before() {
    Model model = model();
    String before = weights(model);
    RateFinder.Found found = new RateFinder(1e-5, 10, 60).find(model, RECIPE, train);
    assertThat(found.points()).hasSizeGreaterThan(20);
    assertThat(found.suggestion()).isBetween(1e-4, 1.0);
    assertThat(weights(model)).startsWith(before);
    assertThat(weights(model).substring(before.length()))
        .as("what the optimizer remembers begins anew")
        .containsPattern("optimizer")
        .doesNotContainPattern("[\\[ ][-0-9.E]*[1-9]");
  }

  private Trainer trainer(Model model, Recipe recipe) {
    return new Trainer(model, recipe, new Task.Classify(train.data().labels())).on(events::add);
  }

  private Checkpoints checkpoints(String run) {
    return new Checkpoints(folder.resolve(run), Retention.usual(), _ -> {});
  }

  private static Loader learning(Blobs blobs) {
    return new Loader(blobs, Preparation.of(), Loading.toLearn(32, 1));
  }

  private static Model model() {
    return Model.of(
        Sequential.of(
            new Dense(16), new BatchNorm(), Function.relu(), new Dropout(0.2f), new Dense(3)),
        Shape.of(2),
        1);
  }

  private static Model plain() {
    return Model.of(Sequential.of(new Dense(16), Function.relu(), new Dense(3)), Shape.of(2), 1);
  }

  private double accuracy(Model model) {
    return new Judge(new Task.Classify(train.data().labels()))
        .of(model, validation)
        .figure("accuracy");
  }

  private static String weights(Model model) {
    var text = new StringBuilder();
    model
        .variables()
        .all()
        .keySet()
        .forEach(name -> text.append(name).append(Arrays.toString(all(model, name))).append('\n'));
    return text.toString();
  }

  private static float[] all(Model model, String name) {
    return model.variables().get(name).toArray();
  }

  private <T extends Event> List<T> of(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
