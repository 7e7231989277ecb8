package lockstep.nn.results;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.nn.data.SharedData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bars on real images, one seed each: see `nn/docs/results.md` for the commands.
@Tag("long")
class ImageResultsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void glyphs(long seed) {
    Workload.Result result = ImageWorkloads.glyphs(seed).run(seed);
    assertThat(result.test().figure("accuracy")).isGreaterThanOrEqualTo(0.985);
    assertThat(result.seconds()).isLessThan(20);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mnist(long seed) {
    Workload.Result result = ImageWorkloads.mnist(SharedData.of("images/mnist"), seed).run(seed);
    assertThat(result.test().figure("accuracy")).isGreaterThanOrEqualTo(0.992);
    assertThat(result.seconds()).isLessThan(180);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void fashion_mnist(long seed) {
    Workload.Result result =
        ImageWorkloads.fashionMnist(SharedData.of("images/fashion-mnist"), seed).run(seed);
    assertThat(result.test().figure("accuracy")).isGreaterThanOrEqualTo(0.934);
    assertThat(result.seconds()).isLessThan(600);
  }
}
