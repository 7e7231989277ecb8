package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lockstep.kernels.Parallel;
import lockstep.nn.graph.ShapeException;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecurrentLayersTest {

  private static final int BATCH = 3;
  private static final int TIME = 5;
  private static final int FEATURES = 4;
  private static final int HIDDEN = 6;

  /// The three kinds, made alike.
  enum Kind {
    LSTM(4),
    GRU(3),
    RNN(1);

    private final int gates;

    Kind(int gates) {
      this.gates = gates;
    }

    List<String> biases() {
      return this == GRU ? List.of("bias", "recurrent_bias") : List.of("bias");
    }

    Layer layer(int layers, Directions directions, Steps steps, Lengths lengths) {
      return switch (this) {
        case LSTM -> new Lstm(HIDDEN, layers, directions, steps, lengths);
        case GRU -> new Gru(HIDDEN, layers, directions, steps, lengths);
        case RNN -> new Rnn(HIDDEN, layers, directions, steps, lengths);
      };
    }

    Layer layer(Directions directions, Steps steps, Lengths lengths) {
      return layer(1, directions, steps, lengths);
    }
  }

  private static Tensor sequences() {
    return Trial.random(Shape.of(BATCH, TIME, FEATURES), 1);
  }

  private static Tensor lengths() {
    return Tensor.ofInts(Shape.of(BATCH), 5, 1, 3);
  }

  @ParameterizedTest
  @EnumSource
  void names_and_shapes_of_a_stack_that_reads_both_ways(Kind kind) {
    var trial = new Trial(kind.layer(2, Directions.BOTH, Steps.ALL, Lengths.WHOLE), sequences());
    var expected = new LinkedHashMap<String, Shape>();
    int width = kind.gates * HIDDEN;
    for (int layer = 0; layer < 2; layer++) {
      for (String direction : List.of("", "reverse.")) {
        String path = layer + "." + direction;
        expected.put(path + "input_weight", Shape.of(layer == 0 ? FEATURES : 2 * HIDDEN, width));
        expected.put(path + "recurrent_weight", Shape.of(HIDDEN, width));
        kind.biases().forEach(bias -> expected.put(path + bias, Shape.of(width)));
      }
    }
    var named = new LinkedHashMap<String, Shape>();
    trial.graph().variables().forEach(v -> named.put(v.name(), v.shape()));
    assertThat(named).containsExactlyEntriesOf(expected);
    assertThat(trial.graph().output(Trial.Y).shape()).isEqualTo(Shape.batch(TIME, 2 * HIDDEN));
  }

  @ParameterizedTest
  @EnumSource
  void the_last_step_drops_the_axis_of_time(Kind kind) {
    var trial = new Trial(kind.layer(Directions.FORWARD, Steps.LAST, Lengths.WHOLE), sequences());
    assertThat(trial.graph().output(Trial.Y).shape()).isEqualTo(Shape.batch(HIDDEN));
  }

  @ParameterizedTest
  @EnumSource
  void the_last_step_is_the_end_of_all_steps(Kind kind) {
    var all = new Trial(kind.layer(Directions.FORWARD, Steps.ALL, Lengths.WHOLE), sequences());
    var last = new Trial(kind.layer(Directions.FORWARD, Steps.LAST, Lengths.WHOLE), sequences());
    float[] every = all.y();
    float[] end = last.y();
    for (int row = 0; row < BATCH; row++) {
      int from = (row * TIME + TIME - 1) * HIDDEN;
      assertThat(Arrays.copyOfRange(end, row * HIDDEN, (row + 1) * HIDDEN))
          .containsExactly(Arrays.copyOfRange(every, from, from + HIDDEN));
    }
  }

  @ParameterizedTest
  @EnumSource
  void both_executors_agree_on_every_choice(Kind kind) {
    for (Directions directions : Directions.values()) {
      for (Steps steps : Steps.values()) {
        for (Lengths lengths : Lengths.values()) {
          new Trial(kind.layer(2, directions, steps, lengths), sequences())
              .with(Lengths.INPUT, lengths())
              .agrees();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void both_directions_are_two_single_runs_side_by_side(Kind kind) {
    var both = new Trial(kind.layer(Directions.BOTH, Steps.ALL, Lengths.WHOLE), sequences());
    var forwardNames = new LinkedHashMap<String, String>();
    var reverseNames = new LinkedHashMap<String, String>();
    for (String name : both.variables()) {
      if (name.contains("reverse.")) {
        reverseNames.put(name.replace("reverse.", ""), name);
      } else {
        forwardNames.put(name, name);
      }
    }
    var forward =
        new Trial(kind.layer(Directions.FORWARD, Steps.ALL, Lengths.WHOLE), sequences())
            .taking(both, forwardNames);
    var reverse =
        new Trial(kind.layer(Directions.REVERSE, Steps.ALL, Lengths.WHOLE), sequences())
            .taking(both, reverseNames);
    float[] together = both.y();
    float[] ahead = forward.y();
    float[] back = reverse.y();
    for (int row = 0; row < BATCH * TIME; row++) {
      int from = 2 * row * HIDDEN;
      assertThat(Arrays.copyOfRange(together, from, from + HIDDEN))
          .containsExactly(Arrays.copyOfRange(ahead, row * HIDDEN, (row + 1) * HIDDEN));
      assertThat(Arrays.copyOfRange(together, from + HIDDEN, from + 2 * HIDDEN))
          .containsExactly(Arrays.copyOfRange(back, row * HIDDEN, (row + 1) * HIDDEN));
    }
  }

  @ParameterizedTest
  @EnumSource
  void padding_beyond_the_lengths_changes_nothing(Kind kind) {
    for (Directions directions : Directions.values()) {
      Layer layer = kind.layer(2, directions, Steps.LAST, Lengths.GIVEN);
      SequencedMap<String, float[]> some =
          new Trial(layer, padded(0)).with(Lengths.INPUT, lengths()).planned();
      SequencedMap<String, float[]> other =
          new Trial(layer, padded(17)).with(Lengths.INPUT, lengths()).planned();
      assertThat(other.keySet()).isEqualTo(some.keySet());
      some.forEach((name, numbers) -> assertThat(other.get(name)).as(name).isEqualTo(numbers));
    }
  }

  private static Tensor padded(float padding) {
    Tensor x = sequences();
    Tensor lengths = lengths();
    for (int i = 0; i < x.count(); i++) {
      int row = i / (TIME * FEATURES);
      int step = i / FEATURES % TIME;
      if (step >= lengths.get(row)) {
        x.set(i, padding);
      }
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource
  void a_sequence_with_a_length_ends_as_if_it_were_cut(Kind kind) {
    Tensor x = sequences();
    var masked =
        new Trial(kind.layer(Directions.FORWARD, Steps.LAST, Lengths.GIVEN), x)
            .with(Lengths.INPUT, Tensor.ofInts(Shape.of(BATCH), 3, 3, 3));
    Tensor cut = Tensor.zeros(Shape.of(BATCH, 3, FEATURES), x.dtype());
    for (int i = 0; i < cut.count(); i++) {
      int row = i / (3 * FEATURES);
      cut.set(i, x.get(row * TIME * FEATURES + i % (3 * FEATURES)));
    }
    var whole = new Trial(kind.layer(Directions.FORWARD, Steps.LAST, Lengths.WHOLE), cut);
    assertThat(masked.y()).isEqualTo(whole.y());
  }

  @ParameterizedTest
  @EnumSource
  void threads_change_no_bit(Kind kind) {
    var trial =
        new Trial(
            kind.layer(2, Directions.BOTH, Steps.ALL, Lengths.WHOLE),
            Trial.random(Shape.of(9, 7, 33), 2));
    Map<String, float[]> alone = trial.planned(Parallel.of(1, Parallel.Idle.SLEEP));
    trial
        .planned(Parallel.of(3, Parallel.Idle.SLEEP))
        .forEach((name, numbers) -> assertThat(numbers).as(name).isEqualTo(alone.get(name)));
  }

  @Test
  void images_are_refused_with_a_remedy() {
    assertThatThrownBy(() -> new Trial(new Lstm(3), Trial.random(Shape.of(2, 4, 4, 1), 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("(Lstm): expected sequences [N, T, features], got [N, 4, 4, 1]. Reshape them.");
  }

  @Test
  void sizes_below_1_are_refused() {
    assertThatThrownBy(() -> new Gru(0)).hasMessage("Gru.hidden: expected 1 or more, got 0.");
    assertThatThrownBy(() -> new Rnn(3).stacked(0))
        .hasMessage("Rnn.layers: expected 1 or more, got 0.");
  }
}
