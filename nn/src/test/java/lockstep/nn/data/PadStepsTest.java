package lockstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.data.sound.NumbersNoise;
import lockstep.nn.data.sound.SpecAugment;
import lockstep.nn.data.sound.StandardiseBands;
import lockstep.nn.data.table.StandardiseColumns;
import lockstep.nn.json.RecordJson;
import lockstep.nn.store.KnownRecords;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PadStepsTest {

  /// Two columns: steps, and minus ten times the same.
  private static Numbers sequence(int steps) {
    float[] values = new float[2 * steps];
    for (int i = 0; i < steps; i++) {
      values[2 * i] = i + 1;
      values[2 * i + 1] = -10 * (i + 1);
    }
    return new Numbers(Shape.of(steps, 2), values);
  }

  private record Listed(List<Numbers> inputs) implements Dataset {
    @Override
    public int size() {
      return inputs.size();
    }

    @Override
    public Sample get(int index) {
      return new Sample(inputs.get(index), Tokens.one(0), "sequence " + index);
    }
  }

  private static Numbers padded(int steps, PadSteps.Kept kept, Numbers from) {
    return (Numbers) new PadSteps(steps, kept).apply(from);
  }

  @Test
  void a_shorter_sequence_is_filled_up_with_zeros_and_knows_its_length() {
    Numbers padded = padded(4, PadSteps.Kept.FIRST, sequence(2));
    assertThat(padded.shape()).isEqualTo(Shape.of(4, 2));
    assertThat(padded.values()).containsExactly(1, -10, 2, -20, 0, 0, 0, 0);
    assertThat(padded.length()).isEqualTo(2);
    assertThat(padded.counted()).isEqualTo(4);
    assertThat(padded.describe()).isEqualTo("numbers [4, 2] of which 2 count");
  }

  @Test
  void of_a_longer_one_the_first_or_the_last_steps_remain() {
    assertThat(padded(2, PadSteps.Kept.FIRST, sequence(3)).values())
        .containsExactly(1, -10, 2, -20);
    Numbers last = padded(2, PadSteps.Kept.LAST, sequence(3));
    assertThat(last.values()).containsExactly(2, -20, 3, -30);
    assertThat(last.length()).isEqualTo(2);
  }

  @Test
  void what_was_filled_up_can_be_filled_up_otherwise() {
    Numbers padded = padded(5, PadSteps.Kept.LAST, sequence(3));
    assertThat(padded(2, PadSteps.Kept.LAST, padded).values()).containsExactly(2, -20, 3, -30);
    assertThat(padded(3, PadSteps.Kept.LAST, padded).values()).isEqualTo(sequence(3).values());
  }

  @Test
  void pictures_of_frames_keep_their_last_axis() {
    var numbers = new Numbers(Shape.of(1, 2, 1), 3, 4);
    assertThat(padded(2, PadSteps.Kept.FIRST, numbers).shape()).isEqualTo(Shape.of(2, 2, 1));
  }

  @Test
  void it_is_fitted_to_the_longest() {
    var data = new Listed(List.of(sequence(2), sequence(5), sequence(3)));
    assertThat(PadSteps.fit(data, List.of(), PadSteps.Kept.LAST))
        .isEqualTo(new PadSteps(5, PadSteps.Kept.LAST));
  }

  @Test
  void numbers_without_steps_and_no_steps_at_all_are_refused() {
    assertThatThrownBy(() -> padded(2, PadSteps.Kept.FIRST, new Numbers(Shape.of(3), 1, 2, 3)))
        .hasMessage("PadSteps: expected a sequence [steps, features], got numbers [3].");
    assertThatThrownBy(() -> new PadSteps(0, PadSteps.Kept.FIRST))
        .hasMessageContaining("expected 1 or more");
    assertThatThrownBy(() -> new Numbers(Shape.of(2, 1), 3, new float[2]))
        .hasMessage("numbers: expected a length within 0 and 2, got 3.");
  }

  @Test
  void standardising_sees_and_changes_only_what_counts() {
    Numbers padded = padded(4, PadSteps.Kept.FIRST, sequence(3));
    var data = new Listed(List.of(padded));
    float far = (float) (1 / Math.sqrt(2 / 3.0));
    var columns = StandardiseColumns.fit(data);
    assertThat(columns).isEqualTo(StandardiseColumns.fit(new Listed(List.of(sequence(3)))));
    Numbers standard = (Numbers) columns.apply(padded);
    assertThat(standard.values()).containsExactly(-far, far, 0, 0, far, -far, 0, 0);
    assertThat(standard.length()).isEqualTo(3);
    Numbers restored = columns.restored(standard);
    assertThat(restored.values()[5]).isCloseTo(-30, Offset.offset(1e-4f));
    assertThat(restored.values()).endsWith(0, 0);
    var bands = StandardiseBands.fit(data, List.of());
    assertThat(bands.means()).containsExactly(2f, -20f);
    assertThat(((Numbers) bands.apply(padded)).values()).endsWith(0, 0);
    assertThat(((Numbers) bands.apply(padded)).length()).isEqualTo(3);
  }

  @Test
  void chance_changes_only_what_counts() {
    Numbers padded = padded(6, PadSteps.Kept.FIRST, sequence(2));
    for (Augmentation each : List.of(new NumbersNoise(1), new SpecAugment(2, 6, 1, 1))) {
      for (int i = 0; i < 20; i++) {
        Numbers changed = (Numbers) each.apply(padded, new Draw(1, 0, i));
        assertThat(changed.length()).isEqualTo(2);
        assertThat(changed.values()).endsWith(0, 0, 0, 0, 0, 0, 0, 0);
      }
    }
  }

  @Test
  void a_mixture_is_as_long_as_the_longer_one() {
    var one = new Sample(padded(4, PadSteps.Kept.FIRST, sequence(1)), Tokens.one(0), "a");
    var other = new Sample(padded(4, PadSteps.Kept.FIRST, sequence(3)), Tokens.one(1), "b");
    Sample mixed = new Mixing.MixUp(0.5).mix(one, other, 2, new Draw(1, 0, 0));
    assertThat(((Numbers) mixed.input()).length()).isEqualTo(3);
  }

  @Test
  void batches_tell_the_lengths() {
    var data = new Listed(List.of(sequence(2), sequence(7), sequence(4)));
    var loader =
        new Loader(data, Preparation.of(new PadSteps(5, PadSteps.Kept.LAST)), Loading.toJudge(3));
    try (Batches batches = loader.epoch(0)) {
      Batch batch = batches.next();
      assertThat(batch.input().shape()).isEqualTo(Shape.of(3, 5, 2));
      Tensor lengths = batch.lengths().orElseThrow();
      assertThat(IntStream.range(0, 3).map(i -> (int) lengths.get(i))).containsExactly(2, 5, 4);
    }
  }

  @Test
  void it_is_stored_with_a_model() {
    RecordJson json = KnownRecords.json();
    var preparation = Preparation.of(new PadSteps(5, PadSteps.Kept.LAST));
    assertThat(json.read(Preparation.class, json.write(preparation))).isEqualTo(preparation);
  }
}
