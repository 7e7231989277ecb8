package lockstep.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class TensorTest {

  @Test
  void it_holds_floats_or_integers_row_by_row() {
    Tensor floats = Tensor.of(Shape.of(2, 2), 1, 2.5f, -3, 4);
    assertThat(floats.get(1)).isEqualTo(2.5f);
    assertThat(floats.toArray()).containsExactly(1, 2.5f, -3, 4);
    Tensor ints = Tensor.ofInts(Shape.of(3), 1, -2, 3);
    assertThat(ints.get(1)).isEqualTo(-2);
    assertThat(ints.toIntArray()).containsExactly(1, -2, 3);
    assertThat(Tensor.zeros(Shape.of(2), DType.INT32).toIntArray()).containsExactly(0, 0);
  }

  @Test
  void it_begins_at_a_cache_line() {
    assertThat(Tensor.zeros(Shape.of(3), DType.FLOAT32).memory().address() % 64).isZero();
  }

  @Test
  void integers_round_towards_zero() {
    Tensor ints = Tensor.zeros(Shape.of(2), DType.INT32);
    ints.set(0, 2.9f);
    ints.set(1, -2.9f);
    assertThat(ints.toIntArray()).containsExactly(2, -2);
  }

  @Test
  void it_is_a_view_of_its_memory() {
    var memory = Arena.ofAuto().allocate(8, 4);
    var one = new Tensor(Shape.of(2), DType.FLOAT32, memory);
    var other = new Tensor(Shape.of(1, 2), DType.FLOAT32, memory);
    one.set(7f, 8f);
    assertThat(other.toArray()).containsExactly(7, 8);
  }

  @Test
  void it_takes_over_numbers_of_its_shape_and_kind_only() {
    Tensor tensor = Tensor.zeros(Shape.of(2), DType.FLOAT32);
    tensor.set(Tensor.of(Shape.of(2), 3, 4));
    assertThat(tensor.toArray()).containsExactly(3, 4);
    assertThatThrownBy(() -> tensor.set(Tensor.of(Shape.of(1, 2), 3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor: expected FLOAT32[2], got FLOAT32[1, 2].");
    assertThatThrownBy(() -> tensor.set(Tensor.ofInts(Shape.of(2), 3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor: expected FLOAT32[2], got INT32[2].");
    assertThatThrownBy(() -> tensor.set(1, 2, 3f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor: expected 2 values for [2], got 3.");
  }

  @Test
  void a_shape_with_a_batch_or_other_memory_is_refused() {
    var memory = Arena.ofAuto().allocate(8, 4);
    assertThatThrownBy(() -> new Tensor(Shape.batch(2), DType.FLOAT32, memory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor: expected a shape with numbers only, got [N, 2]. Use Shape.at(batch).");
    assertThatThrownBy(() -> new Tensor(Shape.of(3), DType.FLOAT32, memory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor: expected 12 bytes for [3], got 8.");
  }

  @Test
  void the_wrong_kind_is_refused() {
    Tensor ints = Tensor.ofInts(Shape.of(1), 1);
    assertThatThrownBy(ints::toArray)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tensor: expected FLOAT32, this one is INT32.");
    Tensor floats = Tensor.of(Shape.of(1), 1);
    assertThatThrownBy(floats::toIntArray)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tensor: expected INT32, this one is FLOAT32.");
  }

  @Test
  void it_prints_its_first_numbers() {
    assertThat(Tensor.of(Shape.of(2), 1, 2)).hasToString("FLOAT32[2] [1.0, 2.0]");
    assertThat(Tensor.zeros(Shape.of(9), DType.INT32).toString()).endsWith("0.0] …");
  }
}
