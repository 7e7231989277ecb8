package lockstep.nn.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.TrainStep;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Embedding;
import lockstep.nn.layer.Gru;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Lstm;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import lockstep.nn.zoo.SequenceZoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuationTest {

  private static final int TOKENS = 7;
  private static final int BLOCK = 8;

  /// What the models below are taught: 2 3 4 2 5 6, again and again.
  private static final int[] SONG = {2, 3, 4, 2, 5, 6};

  private static Model model(String name) {
    Layer network =
        switch (name) {
          case "lstm" -> Sequential.of(new Embedding(TOKENS, 16), new Lstm(24), new Dense(TOKENS));
          case "gru" -> Sequential.of(new Embedding(TOKENS, 16), new Gru(24), new Dense(TOKENS));
          default -> SequenceZoo.gpt(TOKENS, BLOCK, 1, 2, 32);
        };
    return Model.of(network, DType.INT32, Shape.of(BLOCK), 1, Parallel.of(1, Parallel.Idle.SPIN));
  }

  private static Model taught(String name) {
    Model model = model(name);
    TrainStep training = model.trainStep(new CrossEntropy(), Optimizer.adam(0.01));
    int count = SONG.length;
    int[] seen = IntStream.range(0, count * BLOCK).map(i -> sung(i, 0)).toArray();
    int[] next = IntStream.range(0, count * BLOCK).map(i -> sung(i, 1)).toArray();
    Tensor input = Tensor.ofInts(Shape.of(count, BLOCK), seen);
    Tensor target = Tensor.ofInts(Shape.of(count, BLOCK), next);
    for (int step = 0; step < 150; step++) {
      training.run(input, target);
    }
    return model;
  }

  /// Token `i` of windows of which each begins one token later.
  private static int sung(int i, int later) {
    return SONG[(i / BLOCK + i % BLOCK + later) % SONG.length];
  }

  private static int[] said(Model model, Sampling sampling, long seed, int count, int... start) {
    var more = new Continuation(model, start, sampling, seed);
    return IntStream.range(0, count).map(_ -> more.nextInt()).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "lstm", "gru"})
  void a_model_goes_on_with_what_it_learnt_from_a_short_start_and_beyond_its_block(String name) {
    assertThat(said(taught(name), Sampling.greedy(), 1, 14, 2, 3))
        .containsExactly(4, 2, 5, 6, 2, 3, 4, 2, 5, 6, 2, 3, 4, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "lstm", "gru"})
  void what_stands_after_a_short_start_changes_nothing(String name) {
    Model model = model(name);
    Tensor zeros = model.predict(Tensor.ofInts(Shape.of(1, BLOCK), 2, 5, 3, 0, 0, 0, 0, 0));
    Tensor others = model.predict(Tensor.ofInts(Shape.of(1, BLOCK), 2, 5, 3, 6, 4, 1, 6, 2));
    int likeliest = 0;
    for (int token = 0; token < TOKENS; token++) {
      assertThat(others.get(2 * TOKENS + token)).isEqualTo(zeros.get(2 * TOKENS + token));
      likeliest =
          zeros.get(2 * TOKENS + token) > zeros.get(2 * TOKENS + likeliest) ? token : likeliest;
    }
    assertThat(said(model, Sampling.greedy(), 1, 1, 2, 5, 3)).containsExactly(likeliest);
  }

  @Test
  void only_the_last_tokens_of_a_long_start_count() {
    Model model = model("gpt");
    int[] seen = {1, 2, 3, 4, 5, 6, 1, 2};
    int[] longer = {6, 6, 6, 1, 2, 3, 4, 5, 6, 1, 2};
    assertThat(said(model, Sampling.at(1), 4, 20, longer))
        .isEqualTo(said(model, Sampling.at(1), 4, 20, seen));
  }

  @Test
  void the_seed_decides_and_nothing_else() {
    Model model = model("gpt");
    assertThat(said(model, Sampling.at(1), 7, 40, 2))
        .isEqualTo(said(model, Sampling.at(1), 7, 40, 2))
        .isNotEqualTo(said(model, Sampling.at(1), 8, 40, 2));
    assertThat(said(model, Sampling.at(3).topK(1), 7, 40, 2))
        .isEqualTo(said(model, Sampling.greedy(), 8, 40, 2));
  }

  @Test
  void tokens_that_may_not_be_are_never_chosen() {
    var more = new Continuation(model("gpt"), new int[] {2}, Sampling.at(5), 1).without(0, 1, 6);
    assertThat(IntStream.range(0, 100).map(_ -> more.nextInt()))
        .contains(2, 3, 4, 5)
        .doesNotContain(0, 1, 6);
  }

  @Test
  void another_model_or_no_start_is_refused() {
    Model dense = Model.of(new Dense(3), Shape.of(4), 1);
    assertThatThrownBy(() -> said(dense, Sampling.greedy(), 1, 1, 2))
        .hasMessageContaining("expected one from tokens [N, T] to logits [N, T, tokens]");
    Model model = model("gru");
    assertThatThrownBy(() -> said(model, Sampling.greedy(), 1, 1))
        .hasMessageContaining("expected a token to begin with");
  }
}
