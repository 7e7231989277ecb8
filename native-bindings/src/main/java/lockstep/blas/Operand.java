package lockstep.blas;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Checks of one argument of a call. After them the native code cannot touch memory that is not its
/// own.
final class Operand {

  private Operand() {}

  static void requireNotNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + ": expected 0 or more, got " + value + ".");
    }
  }

  static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": expected 1 or more, got " + value + ".");
    }
  }

  static <T> T requirePresent(String name, T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + ": expected a value, got null.");
    }
    return value;
  }

  /// The floats that `rows` rows of `columns` span, `leading` floats from row to row.
  static long matrixExtent(String leadingName, int rows, int columns, int leading) {
    if (leading < Math.max(1, columns)) {
      throw new IllegalArgumentException(
          leadingName
              + ": expected at least the "
              + Math.max(1, columns)
              + " columns of a stored row, got "
              + leading
              + ".");
    }
    return rows == 0 || columns == 0 ? 0 : (rows - 1L) * leading + columns;
  }

  /// The floats that `count` elements span, `increment` floats from one to the next.
  static long vectorExtent(String incrementName, int count, int increment) {
    requirePositive(incrementName, increment);
    return count == 0 ? 0 : (count - 1L) * increment + 1;
  }

  /// The floats that `batch` operands span, `stride` floats from one to the next.
  static long batchExtent(int batch, long stride, long each) {
    return batch == 0 || each == 0 ? 0 : (batch - 1L) * stride + each;
  }

  static void requireReadable(String name, MemorySegment segment, long floats) {
    requirePresent(name, segment);
    if (!segment.isNative()) {
      throw new IllegalArgumentException(
          name
              + ": expected memory outside the heap, got a heap segment. Allocate it from an Arena.");
    }
    if (!segment.scope().isAlive()) {
      throw new IllegalArgumentException(name + ": expected open memory, got a closed segment.");
    }
    if (!segment.isAccessibleBy(Thread.currentThread())) {
      throw new IllegalArgumentException(
          name + ": expected memory of this thread, got a segment confined to another.");
    }
    if (segment.byteSize() / Float.BYTES < floats) {
      throw new IllegalArgumentException(
          name
              + ": expected at least "
              + floats
              + " floats, got "
              + segment.byteSize() / Float.BYTES
              + ".");
    }
    if (segment.address() % ValueLayout.JAVA_FLOAT.byteAlignment() != 0) {
      throw new IllegalArgumentException(
          name
              + ": expected an address that is a multiple of 4, got 0x"
              + Long.toHexString(segment.address())
              + ".");
    }
  }

  static void requireWritable(String name, MemorySegment segment, long floats) {
    requireReadable(name, segment, floats);
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException(
          name + ": expected memory to write to, got a read-only segment.");
    }
  }

  /// The result must not lie over an operand that is still being read.
  static void requireApart(
      String outName,
      MemorySegment out,
      long outFloats,
      String inName,
      MemorySegment in,
      long inFloats) {
    long outStart = out.address();
    long inStart = in.address();
    if (outStart < inStart + inFloats * Float.BYTES
        && inStart < outStart + outFloats * Float.BYTES) {
      throw new IllegalArgumentException(
          outName + ": expected memory apart from " + inName + ", got an overlap.");
    }
  }
}
