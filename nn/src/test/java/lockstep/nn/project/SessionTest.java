package lockstep.nn.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.train.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session from data to a model that is used, and one that is stopped and goes on.
class SessionTest {

  @TempDir private Path runs;

  private static Source source() {
    return Source.open(Wanted.of("spirals"));
  }

  private static Project project(Source source) {
    return Defaults.resolve(
        source, Learning.usual().epochs(2), new Limits(1, 0, 0, Limits.Mode.WHOLE));
  }

  @Test
  void a_run_leaves_all_that_judging_and_using_need() {
    Source source = source();
    try (Session session = Session.begin(project(source), source, runs, "")) {
      Result result = session.run();
      assertThat(result.test().orElseThrow().metric().count()).isEqualTo(600);
    }
    Path run = runs.resolve("mlp-spirals-1");
    for (String name :
        List.of(
            "config.json", "environment.json", "metrics.csv", "results.json", "model.lockstep")) {
      assertThat(run.resolve(name)).exists();
    }
    Predictor predictor = Predictor.open(run);
    assertThat(predictor.judge("").metric().count()).isEqualTo(600);
    List<Prediction> said = predictor.predict(List.of("0.5,0.1", "-0.2,0.3"), 3);
    assertThat(said).hasSize(2);
    assertThat(said.getFirst().choices()).hasSize(3);
    assertThat(said.getFirst().choices().stream().mapToDouble(Prediction.Choice::probability).sum())
        .isBetween(0.999, 1.001);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> predictor.predict(List.of("0.5"), 1))
        .withMessage("0.5: expected 2 numbers with commas between, found 1.");
  }

  @Test
  void a_stopped_run_ends_as_one_that_never_stopped() throws IOException {
    Source source = source();
    try (Session session = Session.begin(project(source), source, runs, "whole")) {
      session.run();
    }
    Path stopped = runs.resolve("stopped");
    try (Session session = Session.begin(project(source), source, runs, "stopped")) {
      var steps = new AtomicInteger();
      session.on(event -> {
        if (event instanceof Event.Stepped && steps.incrementAndGet() == 5) {
          session.stop();
        }
      });
      assertThat(session.run().test()).isEmpty();
    }
    assertThat(stopped.resolve("results.json")).doesNotExist();
    try (Session session = Session.resume(stopped, source, 0)) {
      session.run();
    }
    for (String name : List.of("model.lockstep", "results.json", "metrics.csv")) {
      assertThat(Files.readAllBytes(stopped.resolve(name)))
          .as(name)
          .isEqualTo(Files.readAllBytes(runs.resolve("whole").resolve(name)));
    }
  }

  @Test
  void a_run_that_is_none_is_one_sentence() throws IOException {
    Path other = Files.createDirectory(runs.resolve("other"));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Session.project(other))
        .withMessageEndingWith("expected the directory of a run, found none. Check the path.");
    Files.writeString(other.resolve("lock"), "");
    Files.writeString(other.resolve("config.json"), "{\"type\": \"Projekt\"}");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Session.project(other))
        .withMessageContaining("expected the settings of a run, got: ");
    Files.writeString(other.resolve("model.lockstep"), "not a model");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Predictor.open(other))
        .withMessageContaining("model.lockstep");
  }

  @Test
  void who_asks_to_stop_before_the_first_step_gets_a_run_to_go_on_with() {
    Source source = Source.open(Wanted.of("spirals"));
    Project project = Defaults.resolve(source, Learning.usual().epochs(1), Limits.none());
    try (Session session = Session.begin(project, source, runs, "asked")) {
      session.stop();
      assertThat(session.run().outcome().why()).isEqualTo(Event.Ending.ASKED);
    }
    try (Session session = Session.resume(runs.resolve("asked"), source, 0)) {
      assertThat(session.run().outcome().why()).isEqualTo(Event.Ending.DONE);
    }
  }

  @Test
  void settings_that_an_older_run_lacks_are_as_usual() {
    Source source = Source.open(Wanted.of("spirals"));
    Project project = Defaults.resolve(source, Learning.usual(), Limits.none());
    Json.Fields limits = (Json.Fields) project.json().get("limits");
    Json.Fields recipe = (Json.Fields) project.json().get("recipe");
    Json.Fields learning = (Json.Fields) project.json().get("learning");
    Json.Fields older =
        without(project.json(), "format", "augmentations")
            .with("limits", without(limits, "backend", "patience", "seconds", "mode"))
            .with("recipe", without(recipe, "frozen", "accumulation", "averaging"))
            .with("learning", without(learning, "augment", "schedule"));
    assertThat(Project.of(older, "config.json")).isEqualTo(project);
    assertThat(Project.of(project.json(), "config.json")).isEqualTo(project);
    assertThatThrownBy(() -> Project.of(without(older, "network"), "config.json"))
        .hasMessageContaining("expected a member `network`");
  }

  @Test
  void settings_of_a_newer_form_are_refused() {
    Source source = Source.open(Wanted.of("spirals"));
    Project project = Defaults.resolve(source, Learning.usual(), Limits.none());
    assertThatThrownBy(() -> Project.of(project.json().with("format", 2), "config.json"))
        .hasMessage(
            "config.json: expected the settings of a run in a form of up to 1, found 2. Use the"
                + " Lockstep that it was made with, or a newer one.");
  }

  private static Json.Fields without(Json.Fields object, String... names) {
    var members = new LinkedHashMap<>(object.members());
    members.keySet().removeAll(List.of(names));
    return new Json.Fields(members);
  }
}
