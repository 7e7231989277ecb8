package lockstep.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {

  /// Six of the first class, two of the second, none of the third.
  private static final class Uneven implements Dataset {
    @Override
    public int size() {
      return 8;
    }

    @Override
    public Sample get(int index) {
      return new Sample(
          new Numbers(Shape.of(1), index), Tokens.one(index < 6 ? 0 : 1), "sample:" + index);
    }

    @Override
    public List<String> labels() {
      return List.of("often", "seldom", "never");
    }
  }

  @Test
  void rare_classes_count_more_so_that_all_count_the_same() {
    assertThat(ClassWeights.balanced(new Uneven())).containsExactly(8f / 12, 2, 1);
  }
}
