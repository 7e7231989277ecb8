package lockstep.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void the_batch_is_a_number_only_for_a_plan() {
    Shape shape = Shape.batch(28, 28, 1);
    assertThat(shape).hasToString("[N, 28, 28, 1]");
    assertThat(shape.size(0)).isEqualTo(1);
    assertThat(shape.at(5)).isEqualTo(Shape.of(5, 28, 28, 1)).hasToString("[5, 28, 28, 1]");
    assertThat(Shape.of(64, 3).withBatchAxis(0)).hasToString("[64·N, 3]");
    assertThat(Shape.of(64, 3).withBatchAxis(0).at(2)).isEqualTo(Shape.of(128, 3));
    assertThat(Shape.of(3, 4).at(9)).isEqualTo(Shape.of(3, 4));
  }

  @Test
  void a_scalar_has_no_axes_and_one_element() {
    assertThat(Shape.of()).isEqualTo(Shape.scalar()).hasToString("[]");
    assertThat(Shape.scalar().rank()).isZero();
    assertThat(Shape.scalar().count()).isOne();
  }

  @Test
  void a_batch_of_one_is_not_a_size_of_one() {
    assertThat(Shape.batch(3)).isNotEqualTo(Shape.of(1, 3));
    assertThat(Shape.batch(3).sameAxis(0, Shape.of(1, 3), 0)).isFalse();
    assertThat(Shape.batch(3).sameAxis(1, Shape.of(3), 0)).isTrue();
  }

  @Test
  void negative_axes_count_from_the_end() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.size(-1)).isEqualTo(4);
    assertThat(shape.axis(-3)).isZero();
    assertThat(shape.with(-2, 9)).isEqualTo(Shape.of(2, 9, 4));
    assertThat(shape.without(-1)).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void the_batch_moves_with_its_axis() {
    Shape shape = Shape.batch(3, 4);
    assertThat(shape.permute(List.of(1, 0, 2))).hasToString("[3, N, 4]");
    assertThat(shape.insert(0, 7)).hasToString("[7, N, 3, 4]");
    assertThat(shape.insert(1, 7)).hasToString("[N, 7, 3, 4]");
    assertThat(shape.without(1)).hasToString("[N, 4]");
    assertThat(shape.without(0)).hasToString("[3, 4]");
    assertThat(shape.insert(0, 7).without(0)).isEqualTo(shape);
  }

  @Test
  void another_size_on_the_axis_of_the_batch_ends_the_batch() {
    assertThat(Shape.batch(3).with(0, 5)).isEqualTo(Shape.of(5, 3));
    assertThat(Shape.of(5, 3).withAxisOf(0, Shape.batch(9), 0)).isEqualTo(Shape.batch(3));
  }

  @Test
  void products_and_counts_multiply_sizes() {
    assertThat(Shape.of(2, 3, 4).count()).isEqualTo(24);
    assertThat(Shape.of(2, 3, 4).product(1, 3)).isEqualTo(12);
    assertThat(Shape.of(2, 3, 4).product(1, 1)).isOne();
    assertThat(Shape.of(2, 0).count()).isZero();
  }

  @Test
  void what_is_handed_in_or_out_is_a_copy() {
    int[] sizes = {2, 3};
    Shape shape = Shape.of(sizes);
    sizes[0] = 9;
    shape.sizes()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
  }

  @Test
  void wrong_sizes_and_axes_are_named() {
    assertThatThrownBy(() -> Shape.of(2, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape: expected sizes of 0 or more, got [2, -1].");
    assertThatThrownBy(() -> Shape.of(2, 3).size(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("axis: expected -2 to 1 of [2, 3], got 2.");
    assertThatThrownBy(() -> Shape.scalar().size(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("axis: expected no axis of [], which is a single number, got 0.");
  }
}
