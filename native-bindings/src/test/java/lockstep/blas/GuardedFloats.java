package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.SplittableRandom;

/// `batch` row-major matrices in memory that is otherwise full of NaNs: before them, after them,
/// between rows and between matrices. Who reads one of these gets a wrong result; who writes one is
/// found out. A vector is a matrix of one column.
record GuardedFloats(
    int batch, int rows, int columns, int leading, int stride, MemorySegment whole) {

  /// Odd, so that the first element lies on no vector boundary.
  private static final int BEFORE = 13;

  private static final int AFTER = 40;

  /// A NaN that no computation produces.
  private static final int GUARD = 0x7fc0_beef;

  static GuardedFloats batch(
      Arena arena, int batch, int rows, int columns, int leading, int stride) {
    long span = span(batch, rows, columns, leading, stride);
    MemorySegment whole = arena.allocate((BEFORE + span + AFTER) * Float.BYTES, 64);
    for (long i = 0; i < BEFORE + span + AFTER; i++) {
      whole.setAtIndex(ValueLayout.JAVA_INT, i, GUARD);
    }
    return new GuardedFloats(batch, rows, columns, leading, stride, whole);
  }

  static GuardedFloats matrix(Arena arena, int rows, int columns, int leading) {
    return batch(arena, 1, rows, columns, leading, 0);
  }

  static GuardedFloats vector(Arena arena, int count, int increment) {
    return matrix(arena, count, 1, increment);
  }

  private static long span(int batch, int rows, int columns, int leading, int stride) {
    boolean empty = batch == 0 || rows == 0 || columns == 0;
    return empty ? 0 : (batch - 1L) * stride + (rows - 1L) * leading + columns;
  }

  /// Fills the elements with numbers of both signs.
  GuardedFloats fill(SplittableRandom random) {
    return fill(() -> (float) random.nextDouble(-1, 1));
  }

  GuardedFloats fill(float value) {
    return fill(() -> value);
  }

  /// Sets the elements, row by row, to `values`.
  GuardedFloats set(float... values) {
    int[] next = {0};
    return fill(() -> values[next[0]++]);
  }

  private interface Source {
    float next();
  }

  private GuardedFloats fill(Source source) {
    for (int i = 0; i < batch; i++) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          whole.setAtIndex(ValueLayout.JAVA_FLOAT, index(i, row, column), source.next());
        }
      }
    }
    return this;
  }

  /// The segment to hand to a call: the elements and what lies between them, not a float more.
  MemorySegment segment() {
    return whole.asSlice(
        BEFORE * Float.BYTES, span(batch, rows, columns, leading, stride) * Float.BYTES);
  }

  /// The segment of matrix `i` alone.
  MemorySegment segment(int i) {
    return whole.asSlice(
        (BEFORE + (long) i * stride) * Float.BYTES,
        span(1, rows, columns, leading, stride) * Float.BYTES);
  }

  float get(int i, int row, int column) {
    return whole.getAtIndex(ValueLayout.JAVA_FLOAT, index(i, row, column));
  }

  float get(int row, int column) {
    return get(0, row, column);
  }

  float get(int element) {
    return get(0, element, 0);
  }

  private long index(int i, int row, int column) {
    return BEFORE + (long) i * stride + (long) row * leading + column;
  }

  GuardedFloats copy(Arena arena) {
    MemorySegment copy = arena.allocate(whole.byteSize(), 64).copyFrom(whole);
    return new GuardedFloats(batch, rows, columns, leading, stride, copy);
  }

  /// The elements of all matrices, row by row.
  float[] values() {
    var values = new float[batch * rows * columns];
    int next = 0;
    for (int i = 0; i < batch; i++) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          values[next++] = get(i, row, column);
        }
      }
    }
    return values;
  }

  void assertGuardsIntact() {
    var own = new BitSet();
    for (int i = 0; i < batch; i++) {
      for (int row = 0; row < rows; row++) {
        own.set((int) index(i, row, 0), (int) index(i, row, 0) + columns);
      }
    }
    var overwritten = new ArrayList<Long>();
    for (long i = 0; i < whole.byteSize() / Float.BYTES; i++) {
      if (!own.get((int) i) && whole.getAtIndex(ValueLayout.JAVA_INT, i) != GUARD) {
        overwritten.add(i - BEFORE);
      }
    }
    assertThat(overwritten).as("floats written outside the result").isEmpty();
  }
}
