package lockstep.nn.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.PadSteps;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Splits;
import lockstep.nn.data.Subset;
import lockstep.nn.data.file.Csv;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Gru;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Lengths;
import lockstep.nn.layer.MeanOverTime;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.train.Course;
import lockstep.nn.train.Judge;
import lockstep.nn.train.Task;
import lockstep.nn.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSequencesTest {

  private static TableSequences of(String... lines) {
    return TableSequences.of(Tables.of(lines), "take", List.of("x", "y"), "sign");
  }

  @Test
  void rows_of_one_take_are_a_sequence_wherever_they_stand() {
    TableSequences data = of("take,x,y,sign", "a,1,2,up", "b,5,6,down", "a,3,4,up");
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.labels()).containsExactly("down", "up");
    Numbers first = (Numbers) data.get(0).input();
    assertThat(first.shape()).isEqualTo(Shape.of(2, 2));
    assertThat(first.values()).containsExactly(1, 2, 3, 4);
    assertThat(Tables.token(data.target(0))).isEqualTo(1);
    assertThat(((Numbers) data.get(1).input()).length()).isEqualTo(1);
    assertThat(data.get(1).origin()).isEqualTo("t.csv:3");
  }

  @Test
  void what_makes_no_sequence_is_told_with_its_place() {
    assertThatThrownBy(() -> of("take,x,y,sign", "a,1,2,up", "a,3,4,down"))
        .hasMessage(
            "t.csv:3: column 'sign': expected the class 'up' in all rows of a sequence, found"
                + " 'down'. Correct it.");
    assertThatThrownBy(() -> of("take,x,y,sign", "a,1,2,up", "NA,3,4,up"))
        .hasMessageStartingWith("t.csv:3: column 'take': expected what names a sequence");
    assertThatThrownBy(() -> of("take,x,y,sign", "a,1,2,up", "a,3,NA,up").get(0))
        .hasMessageStartingWith("t.csv:3: column 'y': expected a number, found nothing.");
    assertThatThrownBy(() -> of("take,x,sign", "a,1,up", "b,2,up"))
        .hasMessageContaining("expected a column 'y'");
  }

  /// Whether it went up last or down, which only the last steps that count tell.
  private static Csv walks() {
    var lines = new StringBuilder("take;x;y;sign");
    for (int take = 0; take < 120; take++) {
      int steps = 3 + take * 7 % 10;
      for (int step = 0; step < steps; step++) {
        boolean up = take % 2 == 0;
        boolean last = step >= steps - 2;
        double x = last ? (up ? 1 : -1) : (take * 31 + step * 17) % 7 / 3.5 - 1;
        lines.append("\n").append("t").append(take).append(';');
        lines.append(String.valueOf(x).replace('.', ',')).append(";1;").append(up ? "up" : "down");
      }
    }
    return Tables.of(lines.toString().split("\n", -1));
  }

  private static Preparation preparation(Subset train, int more) {
    PadSteps longest = PadSteps.fit(train, List.of(), PadSteps.Kept.LAST);
    return Preparation.of(
        StandardiseColumns.fit(train), new PadSteps(longest.steps() + more, longest.kept()));
  }

  @Test
  void a_recurrent_network_learns_from_sequences_of_any_length() {
    var data = TableSequences.of(walks(), "take", List.of("x"), "sign");
    List<Subset> parts = Splits.stratified(data, 1, 0.75, 0.25);
    Preparation preparation = preparation(parts.getFirst(), 30);
    var learning = new Loader(parts.getFirst(), preparation, Loading.toLearn(15, 1));
    var judging = new Loader(parts.getLast(), preparation, Loading.toJudge(30));
    var task = new Task.Classify(data.labels());
    Model model =
        Model.of(
            Sequential.of(new Gru(8).withLengths().last(), new Dense(2)),
            DType.FLOAT32,
            ((Numbers) learning.example().input()).shape(),
            1,
            Parallel.ofThisMachine());
    new Trainer(model, Recipe.of(new CrossEntropy(), Optimizer.adam(0.02)), task)
        .fit(learning, judging, Course.epochs(15));
    assertThat(new Judge(task).of(model, judging).figure("accuracy")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru", "mean"})
  void more_padding_changes_no_answer(String kind) {
    var data = TableSequences.of(walks(), "take", List.of("x"), "sign");
    Subset all = Splits.range(data, 0, 20);
    Layer reader =
        kind.equals("gru") ? new Gru(8).withLengths().last() : new MeanOverTime(Lengths.GIVEN);
    float[] few = said(all, preparation(all, 0), reader);
    float[] many = said(all, preparation(all, 9), reader);
    assertThat(many).isEqualTo(few);
  }

  private static float[] said(Subset data, Preparation preparation, Layer reader) {
    var loader = new Loader(data, preparation, Loading.toJudge(20));
    Model model =
        Model.of(
            Sequential.of(reader, new Dense(2)),
            DType.FLOAT32,
            ((Numbers) loader.example().input()).shape(),
            1,
            Parallel.ofThisMachine());
    try (var batches = loader.epoch(0)) {
      var batch = batches.next();
      PlanRunner runner = model.predictor(20);
      runner.input(Model.INPUT).set(batch.input());
      runner.input(Lengths.INPUT).set(batch.lengths().orElseThrow());
      runner.run();
      return runner.output(Model.PREDICTION).toArray();
    }
  }
}
