package lockstep.kernels.move;

import java.util.Arrays;

/// Sizes of dense row-major tensors: checks, strides and the order of their elements.
final class Sizes {

  private Sizes() {}

  static void require(String name, int[] sizes) {
    for (int size : sizes) {
      requireAtLeast(name, size, 0);
    }
  }

  static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": expected " + least + " or more, got " + value + ".");
    }
  }

  static void requireAxis(int axis, int[] sizes) {
    if (axis < 0 || axis >= sizes.length) {
      throw new IllegalArgumentException(
          "axis: expected 0 to " + (sizes.length - 1) + ", got " + axis + ".");
    }
  }

  static void requireRank(String name, int[] values, int rank) {
    if (values.length != rank) {
      throw new IllegalArgumentException(
          name
              + ": expected one for each of the "
              + rank
              + " axes, got "
              + Arrays.toString(values)
              + ".");
    }
  }

  static long product(int[] sizes) {
    return product(sizes, 0, sizes.length);
  }

  static long product(int[] sizes, int from, int to) {
    long product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= sizes[axis];
    }
    return product;
  }

  /// {@return for each axis how many elements lie between neighbours}
  static long[] strides(int[] sizes) {
    long[] strides = new long[sizes.length];
    long stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= sizes[axis];
    }
    return strides;
  }

  /// Writes to `index` where the element of that number lies.
  static void index(long number, int[] sizes, int[] index) {
    long rest = number;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      index[axis] = (int) (rest % sizes[axis]);
      rest /= sizes[axis];
    }
  }

  /// {@return the number of the element at `index`}
  static long number(int[] index, int[] sizes) {
    long number = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      number = number * sizes[axis] + index[axis];
    }
    return number;
  }

  /// {@return `number` in bytes}
  static long bytes(long number) {
    return number * Float.BYTES;
  }
}
