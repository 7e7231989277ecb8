package lockstep.kernels.random;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Every kernel that writes elements by index, with its reference, under one face.
@SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
enum Kernel {
  WORDS(PhiloxVector::words, PhiloxReference::words),
  UNIFORM(
      (seed, stream, first, out, n) -> Uniform.fill(seed, stream, first, -0.3f, 0.7f, out, n),
      (seed, stream, first, out, n) ->
          UniformReference.fill(seed, stream, first, -0.3f, 0.7f, out, n)),
  /// So narrow that rounding would often give the upper bound.
  NARROW(
      (seed, stream, first, out, n) -> Uniform.fill(seed, stream, first, 1, 1.0000005f, out, n),
      (seed, stream, first, out, n) ->
          UniformReference.fill(seed, stream, first, 1, 1.0000005f, out, n)),
  NORMAL(
      (seed, stream, first, out, n) -> Normal.fill(seed, stream, first, 0.1f, 1.7f, out, n),
      (seed, stream, first, out, n) ->
          NormalReference.fill(seed, stream, first, 0.1f, 1.7f, out, n)),
  UNIFORM_ONCE(
      (seed, stream, first, out, n) -> Uniform.fillOnce(seed, stream, first, -0.3f, 0.7f, out, n),
      (seed, stream, first, out, n) ->
          UniformReference.fill(seed, stream, first, -0.3f, 0.7f, out, n)),
  NORMAL_ONCE(
      (seed, stream, first, out, n) -> Normal.fillOnce(seed, stream, first, 0.1f, 1.7f, out, n),
      (seed, stream, first, out, n) ->
          NormalReference.fill(seed, stream, first, 0.1f, 1.7f, out, n)),
  MASK(
      (seed, stream, first, out, n) -> DropoutMask.fill(seed, stream, first, 0.3f, out, n),
      (seed, stream, first, out, n) ->
          DropoutMaskReference.fill(seed, stream, first, 0.3f, out, n)),
  APPLIED(
      (seed, stream, first, out, n) ->
          DropoutMask.apply(seed, stream, first, 0.7f, Input.at(first), out, n),
      (seed, stream, first, out, n) ->
          DropoutMaskReference.apply(seed, stream, first, 0.7f, Input.at(first), out, n));

  /// A call of a kernel, its own arguments given.
  @FunctionalInterface
  interface Call {
    void write(long seed, long stream, long firstIndex, long out, int count);
  }

  final Call vector;
  final Call reference;

  Kernel(Call vector, Call reference) {
    this.vector = vector;
    this.reference = reference;
  }

  /// What dropout is applied to: element `i` depends on `i mod 4096` only, so that a tensor cut in
  /// two has the same elements.
  private static final class Input {

    private static final int PERIOD = 4096;
    private static final MemorySegment VALUES =
        Arena.global().allocate(ValueLayout.JAVA_FLOAT, 8 * PERIOD);

    static {
      for (int i = 0; i < 8 * PERIOD; i++) {
        VALUES.setAtIndex(ValueLayout.JAVA_FLOAT, i, (i % PERIOD) * 0.37f - 700);
      }
    }

    static long at(long index) {
      return VALUES.address() + 4 * (index % PERIOD);
    }
  }
}
