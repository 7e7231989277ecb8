package lockstep.kernels.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import lockstep.kernels.Guarded;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Casts are Java's, in vectors too.
class CastTest {

  private static final Parallel SEVERAL = Parallel.of(3, Parallel.Idle.SLEEP);

  @ParameterizedTest
  @EnumSource
  void vectors_give_the_bits_of_the_reference(Cast cast) {
    int lanes = Lanes.COUNT;
    for (int size : new int[] {0, 1, lanes - 1, lanes, lanes + 1, 101, 4_099, 40_009}) {
      var in = Guarded.of(Samples.wild(size, 1), 1);
      var out = Guarded.unwritten(size, 1);
      var expected = Guarded.unwritten(size, 0);
      CastReference.apply(cast, in.address(), expected.address(), size);
      CastMap.of(cast, size).run(SEVERAL, in.address(), out.address());
      assertThat(out.ints()).as("%d elements", size).isEqualTo(expected.ints());
      CastMap.of(cast, size).run(SEVERAL, in.address(), in.address());
      assertThat(in.ints()).as("%d in place", size).isEqualTo(expected.ints());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 0",
    "-0.99, 0",
    "1.99, 1",
    "-1.99, -1",
    "2147483520, 2147483520",
    "2147483648, 2147483647",
    "Infinity, 2147483647",
    "-2147483648, -2147483648",
    "-3e9, -2147483648",
    "-Infinity, -2147483648",
  })
  void floats_become_the_integers_that_they_become_in_java(float x, int expected) {
    assertThat(vector(Cast.FLOAT_TO_INT, Float.floatToRawIntBits(x))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "16777217, 16777216", // ties to even
    "16777219, 16777220",
    "2147483647, 2147483648",
    "-2147483648, -2147483648",
    "0, 0",
  })
  void integers_become_the_nearest_floats(int n, float expected) {
    assertThat(Float.intBitsToFloat(vector(Cast.INT_TO_FLOAT, n))).isEqualTo(expected);
  }

  @Test
  void only_zero_is_false() {
    int one = Float.floatToRawIntBits(1);
    assertThat(vector(Cast.FLOAT_TO_MASK, Float.floatToRawIntBits(0f))).isZero();
    assertThat(vector(Cast.FLOAT_TO_MASK, Float.floatToRawIntBits(-0f))).isZero();
    assertThat(vector(Cast.FLOAT_TO_MASK, Float.floatToRawIntBits(Float.NaN))).isEqualTo(one);
    assertThat(vector(Cast.FLOAT_TO_MASK, 1)).as("the least float").isEqualTo(one);
    assertThat(vector(Cast.INT_TO_MASK, 0)).isZero();
    assertThat(vector(Cast.INT_TO_MASK, Integer.MIN_VALUE)).isEqualTo(one);
    assertThat(vector(Cast.INT_TO_MASK, -1)).isEqualTo(one);
  }

  /// What the vector loop makes of one number.
  private static int vector(Cast cast, int bits) {
    var numbers = new float[Lanes.COUNT];
    Arrays.fill(numbers, Float.intBitsToFloat(bits));
    var memory = Guarded.of(numbers);
    CastMap.of(cast, Lanes.COUNT).run(SEVERAL, memory.address(), memory.address());
    assertThat(memory.ints()).containsOnly(CastReference.apply(cast, bits));
    return memory.ints()[0];
  }
}
