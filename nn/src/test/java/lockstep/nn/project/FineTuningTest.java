package lockstep.nn.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Item;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.embedded.Glyphs;
import lockstep.nn.metric.Classification;
import lockstep.nn.store.ModelFile;
import lockstep.nn.train.Event;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network that knows digits learns which of them are odd, from two of each.
class FineTuningTest {

  private static final Limits ONE_THREAD = new Limits(1, 0, 0, Limits.Mode.WHOLE);
  private static final String HEAD = "12.";

  @TempDir private static Path folder;
  private static Path known;

  /// So many samples of each digit.
  ///
  /// @param parity whether they are told apart by it, instead of as digits
  private record Few(Dataset all, List<Integer> places, boolean parity) implements Dataset {

    static Few of(Dataset all, int skip, int each, boolean parity) {
      int[] seen = new int[10];
      List<Integer> places =
          IntStream.range(0, all.size())
              .filter(i -> {
                int before = seen[digit(all.target(i))]++;
                return before >= skip && before < skip + each;
              })
              .boxed()
              .toList();
      return new Few(all, places, parity);
    }

    private static int digit(Item target) {
      return ((Tokens) target).values()[0];
    }

    @Override
    public int size() {
      return places.size();
    }

    @Override
    public Sample get(int index) {
      Sample sample = all.get(places.get(index));
      return new Sample(sample.input(), target(index), sample.origin());
    }

    @Override
    public Item target(int index) {
      Item target = all.target(places.get(index));
      return parity ? Tokens.one(digit(target) % 2) : target;
    }

    @Override
    public List<String> labels() {
      return parity ? List.of("even", "odd") : all.labels();
    }
  }

  private static Source digits(int each, boolean parity) {
    Dataset train = Glyphs.train(1);
    var parts =
        new Parts(
            Few.of(train, 0, each, parity),
            Few.of(train, each, 10, parity),
            Few.of(Glyphs.test(1), 0, 40, parity));
    Wanted wanted = Wanted.of("few").kind(DataKind.IMAGES).task(TaskKind.CLASSIFICATION);
    return Pictures.source("few", wanted, "few digits", parts);
  }

  @BeforeAll
  static void train() {
    Source source = digits(100, false);
    Project project = Defaults.resolve(source, Learning.usual().epochs(2).batch(16), ONE_THREAD);
    try (Session session = Session.begin(project, source, folder, "known")) {
      session.run();
    }
    known = folder.resolve("known");
  }

  private static Learning learning(int epochs) {
    return Learning.usual().epochs(epochs).batch(10).augment(false);
  }

  private static double accuracy(Project project, Source source, String name) {
    try (Session session = Session.begin(project, source, folder, name)) {
      return ((Classification) session.run().test().orElseThrow().metric()).accuracy();
    }
  }

  private static Map<String, float[]> learnt(Path run) {
    Model model =
        ModelFile.read(
                run.resolve(Session.MODEL), Purpose.records(), Parallel.of(1, Parallel.Idle.SPIN))
            .model();
    var tensors = new TreeMap<String, float[]>();
    model
        .variables()
        .all()
        .keySet()
        .forEach(name -> tensors.put(name, model.variables().get(name).toArray()));
    return tensors;
  }

  private static float first(Path run) {
    return learnt(run).getOrDefault("0.weight", new float[] {Float.NaN})[0];
  }

  private static void assertBodyUnchanged(Path run) {
    Map<String, float[]> before = learnt(known);
    Map<String, float[]> after = learnt(run);
    assertThat(before.keySet()).contains("1.running_mean", "0.weight", HEAD + "weight");
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach((name, numbers) -> {
      if (!name.startsWith(HEAD)) {
        assertThat(after.get(name)).as(name).isEqualTo(numbers);
      }
    });
  }

  @Test
  void what_was_learnt_before_helps_where_there_is_little_data() {
    Source source = digits(2, true);
    var tuning = FineTuning.of(known);
    assertThat(tuning.needsHead(source)).isTrue();
    Project tuned = tuning.resolve(source, learning(4), ONE_THREAD, Freezing.usual());
    assertThat(tuned.labels()).containsExactly("even", "odd");
    double before = accuracy(Defaults.resolve(source, learning(4), ONE_THREAD), source, "scratch");
    double after = accuracy(tuned, source, "tuned");
    assertThat(after).isGreaterThan(before + 0.05);
    assertThat(Session.project(folder.resolve("tuned"))).isEqualTo(tuned);
  }

  @Test
  void the_body_stays_to_the_bit_while_it_is_frozen_and_stopping_changes_nothing()
      throws IOException {
    Source source = digits(2, true);
    Project project =
        FineTuning.of(known).resolve(source, learning(2), ONE_THREAD, new Freezing(1, false, 0.1));
    assertThat(project.recipe().thaw().orElseThrow().after()).isEqualTo(2);
    accuracy(project, source, "whole");
    try (Session session = Session.begin(project, source, folder, "stopped")) {
      session.on(event -> {
        if (event instanceof Event.Stepped stepped && stepped.step() == 2) {
          session.stop();
        }
      });
      session.run();
    }
    Path stopped = folder.resolve("stopped");
    assertBodyUnchanged(stopped);
    try (Session session = Session.resume(stopped, source, 0)) {
      session.run();
    }
    for (String name : List.of("model.lockstep", "results.json", "metrics.csv")) {
      assertThat(Files.readAllBytes(stopped.resolve(name)))
          .as(name)
          .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(name)));
    }
    assertThat(learnt(stopped).get("0.weight")).isNotEqualTo(learnt(known).get("0.weight"));
  }

  @Test
  void frozen_throughout_only_the_head_ever_changes() {
    Source source = digits(2, true);
    Project project =
        FineTuning.of(known).resolve(source, learning(2), ONE_THREAD, Freezing.throughout());
    accuracy(project, source, "frozen");
    assertBodyUnchanged(folder.resolve("frozen"));
  }

  @Test
  void the_same_classes_keep_their_head_and_nothing_is_frozen() {
    Source source = digits(2, false);
    var tuning = FineTuning.of(known);
    assertThat(tuning.needsHead(source)).isFalse();
    Project project = tuning.resolve(source, learning(1), ONE_THREAD, Freezing.usual());
    assertThat(project.recipe().thaw()).isEmpty();
    assertThat(project.origin().orElseThrow().anew()).isEmpty();
    assertThat(project.recipe().optimizer().groups().getFirst().factor()).hasValue(0.1);
  }

  @Test
  void a_run_killed_before_its_first_checkpoint_begins_again_as_the_other_model() {
    Source source = digits(2, false);
    Project project =
        FineTuning.of(known).resolve(source, learning(1), ONE_THREAD, Freezing.usual());
    Session.begin(project, source, folder, "killed").close();
    try (Session session = Session.resume(folder.resolve("killed"), source, 0)) {
      session.on(event -> {
        if (event instanceof Event.Stepped) {
          session.stop();
        }
      });
      session.run();
    }
    float first = first(known);
    float after = first(folder.resolve("killed"));
    assertThat(after).isCloseTo(first, org.assertj.core.data.Offset.offset(1e-3f));
  }

  @Test
  void data_of_another_kind_is_one_sentence() {
    var tuning = FineTuning.of(known);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> tuning.open("spirals", DataKind.DETECT, 1))
        .withMessage(
            "spirals: expected pictures, as the model learnt from, found points. Choose other data"
                + " or another model, or name the kind with --kind.");
    Source source = digits(2, true);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> tuning.resolve(source, learning(2), ONE_THREAD, new Freezing(2, false, 0.1)))
        .withMessageStartingWith("freeze-epochs: expected fewer than the 2 epochs in all, got 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Freezing(0, false, 0))
        .withMessage("slowest: expected a number greater than 0, at most 1, got 0.0.");
  }

  @Test
  void another_model_in_its_place_is_noticed() throws IOException {
    Source source = digits(2, false);
    Path copy = Files.copy(known.resolve(Session.MODEL), folder.resolve("copy.lockstep"));
    Project project =
        FineTuning.of(copy).resolve(source, learning(1), ONE_THREAD, Freezing.usual());
    Files.write(copy, new byte[] {1});
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Session.begin(project, source, folder, "other"))
        .withMessageContaining("expected the model that this training began with");
  }

  @Test
  void patterns_freeze_parameters_and_one_that_fits_none_names_those_there_are() {
    Source source = Source.open(Wanted.of("spirals"));
    Project project = Defaults.resolve(source, Learning.usual(), ONE_THREAD);
    assertThat(project.freeze(List.of("0.*")).recipe().learns("0.bias")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> project.freeze(List.of("0.wieght")))
        .withMessage(
            "freeze: expected a pattern that fits some of 0.weight, 0.bias, 2.weight, 2.bias,"
                + " 4.weight, 4.bias, got `0.wieght`. Did you mean `0.weight`?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> project.freeze(List.of("*")))
        .withMessageStartingWith("freeze: expected patterns that leave something to learn");
  }
}
