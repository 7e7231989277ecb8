package lockstep.nn.project;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.Model;
import lockstep.nn.data.Batch;
import lockstep.nn.data.Batches;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Preparation;
import lockstep.nn.layer.Lengths;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.Tensor;

/// What a model says of some samples, as it says it.
final class Answers {

  private static final int AT_ONCE = 64;

  /// One sample's.
  ///
  /// @param seen what the network saw
  /// @param said what it said
  /// @param target what it should say
  record Answer(Values seen, Values said, Values target) {}

  /// The numbers of one sample.
  static final class Values {

    private final float[] numbers;

    Values(float[] numbers) {
      this.numbers = numbers;
    }

    int count() {
      return numbers.length;
    }

    float get(int index) {
      return numbers[index];
    }

    float[] part(int from, int count) {
      return java.util.Arrays.copyOfRange(numbers, from, from + count);
    }
  }

  private Answers() {}

  static List<Answer> of(Model model, Preparation preparation, Dataset data) {
    var answers = new ArrayList<Answer>();
    if (data.size() == 0) {
      return answers;
    }
    var loader = new Loader(data, preparation, Loading.toJudge(Math.min(AT_ONCE, data.size())));
    try (Batches batches = loader.epoch(0)) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        Tensor said = answer(model, batch);
        for (int row = 0; row < batch.size(); row++) {
          answers.add(
              new Answer(
                  row(batch.input(), row, batch.size()),
                  row(said, row, batch.size()),
                  row(batch.target(), row, batch.size())));
        }
      }
    }
    return answers;
  }

  private static Tensor answer(Model model, Batch batch) {
    PlanRunner runner = model.predictor(batch.size());
    runner.input(Model.INPUT).set(batch.input());
    if (runner.hasInput(Lengths.INPUT)) {
      batch.lengths().ifPresent(lengths -> runner.input(Lengths.INPUT).set(lengths));
    }
    runner.run();
    return runner.output(Model.PREDICTION);
  }

  private static Values row(Tensor all, int row, int rows) {
    int each = all.count() / rows;
    float[] numbers = new float[each];
    for (int i = 0; i < each; i++) {
      numbers[i] = all.get(row * each + i);
    }
    return new Values(numbers);
  }
}
