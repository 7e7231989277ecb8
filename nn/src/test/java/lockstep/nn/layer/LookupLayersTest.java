package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LookupLayersTest {

  private static final float[] TABLE = {1, 2, 10, 20, 100, 200};

  @Test
  void embedding_looks_rows_up() {
    Probe probe = Probe.trainOfInts(new Embedding(3, 2), Shape.batch(2)).with("weight", TABLE);
    assertThat(probe.shape()).isEqualTo(Shape.batch(2, 2));
    assertThat(probe.variables()).containsOnly(Map.entry("weight", Shape.of(3, 2)));
    assertThat(probe.run(Tensor.ofInts(Shape.of(2, 2), 2, 0, 1, 1)))
        .containsExactly(100, 200, 1, 2, 10, 20, 10, 20);
    assertThat(Probe.trainOfInts(new Embedding(3, 2), Shape.batch()).shape())
        .isEqualTo(Shape.batch(2));
    assertThatThrownBy(() -> Probe.train(new Embedding(3, 2), Shape.batch(2)))
        .hasMessage(
            "net (Embedding): expected numbers as INT32, got [N, 2]. Make the model for an input of"
                + " that kind.");
  }

  @Test
  void embedding_bag_leaves_out_what_is_absent() {
    Tensor bags = Tensor.ofInts(Shape.of(3, 3), 0, 2, -1, -1, -1, -1, 1, 1, 1);
    var sum = new EmbeddingBag(3, 2, EmbeddingBag.Combination.SUM);
    Probe probe = Probe.trainOfInts(sum, Shape.batch(3)).with("weight", TABLE);
    assertThat(probe.shape()).isEqualTo(Shape.batch(2));
    assertThat(probe.variables()).containsOnly(Map.entry("weight", Shape.of(3, 2)));
    assertThat(probe.run(bags)).containsExactly(101, 202, 0, 0, 30, 60);
    var mean = new EmbeddingBag(3, 2, EmbeddingBag.Combination.MEAN);
    float[] means = Probe.trainOfInts(mean, Shape.batch(3)).with("weight", TABLE).run(bags);
    assertThat(means[0]).isEqualTo(50.5f);
    assertThat(means[2]).isZero();
    assertThat(means[4]).isCloseTo(10, org.assertj.core.api.Assertions.within(1e-5f));
    assertThatThrownBy(() -> Probe.trainOfInts(sum, Shape.batch(3, 3)))
        .hasMessage(
            "net (EmbeddingBag): expected bags [N, L] of INT32, got int[N, 3, 3]. Pad short bags"
                + " with −1.");
  }
}
