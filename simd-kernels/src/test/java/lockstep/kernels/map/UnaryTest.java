package lockstep.kernels.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lockstep.kernels.ForkedJvm;
import lockstep.kernels.Lanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The kernel's contract: the vector form gives the bits of the scalar one, and touches nothing
/// else.
class UnaryTest {

  private static final int GUARD = 0x7FC0_BEEF;
  private static final int GUARDS = 16;
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1,
    -1,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    88.8f,
    -104.5f,
    1e-20f,
    710
  };

  private static int[] sizes() {
    int lanes = Lanes.COUNT;
    return new int[] {0, 1, lanes - 1, lanes, lanes + 1, 2 * lanes + 3, 101, 10_007};
  }

  @ParameterizedTest
  @EnumSource
  void vectors_give_the_bits_of_the_reference(Unary function) {
    for (int size : sizes()) {
      float[] in = numbers(size);
      int[] expected = new int[size];
      for (int i = 0; i < size; i++) {
        expected[i] = bits(UnaryReference.apply(function, in[i]));
      }
      assertThat(apply(function, in, false)).as("%d elements", size).isEqualTo(expected);
      assertThat(apply(function, in, true)).as("%d in place", size).isEqualTo(expected);
    }
  }

  /// A vector whose numbers are all near 0 may take a shorter way, which [#numbers] never lets it.
  @ParameterizedTest
  @EnumSource
  void vectors_of_numbers_near_0_give_the_bits_of_the_reference(Unary function) {
    for (float widest : new float[] {1e-38f, 1, 12.999f, 86.999f, 87.5f}) {
      float[] in = new float[4_003];
      int[] expected = new int[in.length];
      for (int i = 0; i < in.length; i++) {
        in[i] = widest * (2 * i / (in.length - 1f) - 1);
        expected[i] = bits(UnaryReference.apply(function, in[i]));
      }
      assertThat(apply(function, in, false)).as("up to %s", widest).isEqualTo(expected);
    }
  }

  /// Applies the kernel at an address that is no multiple of a vector, between guards.
  private static int[] apply(Unary function, float[] in, boolean inPlace) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = guarded(arena, in.length);
      MemorySegment to = inPlace ? from : guarded(arena, in.length);
      long first = (GUARDS + 1L) * Float.BYTES;
      for (int i = 0; i < in.length; i++) {
        from.setAtIndex(ValueLayout.JAVA_FLOAT, GUARDS + 1L + i, in[i]);
      }
      Unary.apply(function, from.address() + first, to.address() + first, in.length);
      int[] out = new int[in.length];
      for (int i = 0; i < to.byteSize() / Float.BYTES; i++) {
        int word = to.getAtIndex(ValueLayout.JAVA_INT, i);
        int index = i - GUARDS - 1;
        if (index >= 0 && index < in.length) {
          out[index] = bits(Float.intBitsToFloat(word));
        } else {
          assertThat(word).as("guard %d", i).isEqualTo(GUARD);
        }
      }
      return out;
    }
  }

  private static MemorySegment guarded(Arena arena, int floats) {
    MemorySegment memory = arena.allocate((floats + 2L * GUARDS + 1) * Float.BYTES, 64);
    for (int i = 0; i < memory.byteSize() / Float.BYTES; i++) {
      memory.setAtIndex(ValueLayout.JAVA_INT, i, GUARD);
    }
    return memory;
  }

  private static float[] numbers(int size) {
    var random = new Random(size);
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] =
          i % 3 == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : i % 3 == 1
                  ? (float) random.nextGaussian() * 4
                  : Float.intBitsToFloat(random.nextInt());
    }
    return numbers;
  }

  /// One pattern for all NaNs: their payload is nobody's promise.
  private static int bits(float x) {
    return Float.floatToIntBits(x);
  }

  @Test
  void the_width_of_vectors_changes_no_bit() throws Exception {
    String here = checksum();
    for (String width : List.of("128", "256", "512")) {
      assertThat(
              ForkedJvm.lines(
                  UnaryTest.class,
                  "--add-modules=jdk.incubator.vector",
                  "--enable-native-access=ALL-UNNAMED",
                  "-Dlockstep.lanes.bits=" + width))
          .as(width + " bits")
          .contains(here);
    }
  }

  /// Prints the checksum, in a JVM of another width.
  public static void main(String[] arguments) {
    System.out.println(checksum());
  }

  private static String checksum() {
    int sum = 0;
    for (Unary function : Unary.values()) {
      sum = 31 * sum + Arrays.hashCode(apply(function, numbers(1_009), false));
    }
    return "checksum " + Integer.toHexString(sum);
  }
}
