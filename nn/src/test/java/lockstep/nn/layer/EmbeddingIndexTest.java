package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EmbeddingIndexTest {

  @Test
  void an_index_outside_the_table_is_refused() {
    Model model =
        Model.of(
            Sequential.of(new Embedding(5, 3)),
            DType.INT32,
            Shape.of(4),
            1,
            Parallel.of(1, Parallel.Idle.SLEEP));
    assertThatThrownBy(() -> model.predict(Tensor.ofInts(Shape.of(1, 4), 0, 4, 5, -1)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(
            "0: expected indices from 0 to 4, got 5 at place 2. Give the table more rows, or map"
                + " what it does not know to one it has.");
  }
}
