package lockstep.kernels.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;

class GlobalNormTest {

  private static final Parallel PARALLEL = Parallel.of(2, Parallel.Idle.SLEEP);

  private record Result(float norm, float scale) {}

  private static Result run(Guarded[] tensors, int[] counts, double factor, double largest) {
    var norm = GlobalNorm.of(counts);
    var out = Guarded.unwritten(2, 0);
    var scratch = Guarded.unwritten((int) (norm.scratchBytes() / Float.BYTES), 0);
    norm.run(
        PARALLEL,
        addresses(tensors),
        factor,
        largest,
        out.address(),
        out.address() + Float.BYTES,
        scratch.address());
    scratch.floats();
    return new Result(out.floats()[0], out.floats()[1]);
  }

  private static Result reference(Guarded[] tensors, int[] counts, double factor, double largest) {
    var out = Guarded.unwritten(2, 0);
    GlobalNormReference.run(
        counts, addresses(tensors), factor, largest, out.address(), out.address() + Float.BYTES);
    return new Result(out.floats()[0], out.floats()[1]);
  }

  private static long[] addresses(Guarded... tensors) {
    long[] addresses = new long[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      addresses[i] = tensors[i].address();
    }
    return addresses;
  }

  @Test
  void it_equals_the_reference_and_is_near_the_sum_in_double() {
    int[] counts = Numbers.sizes();
    var tensors = new Guarded[counts.length];
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      float[] numbers = Numbers.normal(counts[i], i);
      tensors[i] = Guarded.of(numbers, i % 2);
      for (float x : numbers) {
        sum += (double) x * x;
      }
    }
    Result found = run(tensors, counts, 0.5, 1.5);
    assertThat(found).isEqualTo(reference(tensors, counts, 0.5, 1.5));
    // A lane is a chain of at most 1,024 roundings, of numbers that are all positive.
    double norm = 0.5 * Math.sqrt(sum);
    assertThat((double) found.norm).isCloseTo(norm, within(norm * 512 * Math.ulp(1f)));
    assertThat((double) found.scale).isCloseTo(0.5 * 1.5 / norm, within(1e-4 / norm));
    for (int size : counts) {
      var alone = new Guarded[] {Guarded.of(Numbers.normal(size, 5), 1)};
      assertThat(run(alone, new int[] {size}, 1, 2))
          .as("%d elements", size)
          .isEqualTo(reference(alone, new int[] {size}, 1, 2));
    }
  }

  @Test
  void a_small_norm_scales_by_the_factor_alone() {
    var tensors = new Guarded[] {Guarded.of(3, -4)};
    assertThat(run(tensors, new int[] {2}, 1, 6)).isEqualTo(new Result(5, 1));
    assertThat(run(tensors, new int[] {2}, 0.5, 6)).isEqualTo(new Result(2.5f, 0.5f));
    assertThat(run(tensors, new int[] {2}, 1, Double.POSITIVE_INFINITY))
        .isEqualTo(new Result(5, 1));
    assertThat(run(new Guarded[0], new int[0], 1, 1)).isEqualTo(new Result(0, 1));
  }

  @Test
  void what_is_no_number_shows() {
    var infinite = new Guarded[] {Guarded.of(1, Float.NEGATIVE_INFINITY)};
    assertThat(run(infinite, new int[] {2}, 1, 1))
        .isEqualTo(new Result(Float.POSITIVE_INFINITY, 0));
    var nan = new Guarded[] {Guarded.of(1, Float.NaN)};
    assertThat(run(nan, new int[] {2}, 1, 1)).isEqualTo(new Result(Float.NaN, Float.NaN));
  }
}
