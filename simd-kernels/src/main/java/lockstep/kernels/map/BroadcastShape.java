package lockstep.kernels.map;

import java.util.Arrays;

/// How dense row-major operands of up to six axes meet in a result, as NumPy broadcasts them: axes
/// are aligned at the last, and an axis of size 1, or one that is missing, repeats.
///
/// | operands | result | what is left after merging |
/// |---|---|---|
/// | `[8, 3, 5]`, `[8, 3, 5]` | `[8, 3, 5]` | 120 elements with 120 |
/// | `[8, 3, 5]`, `[]` | `[8, 3, 5]` | 120 elements with one |
/// | `[8, 3, 5]`, `[5]` | `[8, 3, 5]` | 24 rows of 5 with 5 |
/// | `[8, 3, 5]`, `[8, 3, 1]` | `[8, 3, 5]` | 24 rows of 5, each with one |
///
/// Axes of size 1 vanish and neighbours merge wherever every operand walks them as one. The last
/// axis that remains is then contiguous or repeated in each operand, and never repeated in all.
public final class BroadcastShape {

  /// The largest number of axes.
  public static final int MOST_AXES = 6;

  private final int[] result;
  private final int axes;
  private final int[] sizes = new int[MOST_AXES];
  private final long[][] strides;

  private BroadcastShape(int[][] operands) {
    result = result(operands);
    strides = new long[operands.length][MOST_AXES];
    long[] step = new long[operands.length];
    Arrays.fill(step, 1);
    // Built from the last axis, turned round at the end.
    int[] merged = new int[MOST_AXES];
    long[][] walked = new long[operands.length][MOST_AXES];
    int count = 0;
    for (int axis = 0; axis < result.length; axis++) {
      int size = result[result.length - 1 - axis];
      long[] stride = new long[operands.length];
      for (int o = 0; o < operands.length; o++) {
        int own = size(operands[o], axis);
        stride[o] = own == 1 ? 0 : step[o];
        step[o] *= own;
      }
      if (size == 1) {
        continue;
      }
      boolean joins = count > 0;
      for (int o = 0; joins && o < operands.length; o++) {
        joins = stride[o] == walked[o][count - 1] * merged[count - 1];
      }
      if (joins) {
        merged[count - 1] = Math.multiplyExact(merged[count - 1], size);
      } else {
        merged[count] = size;
        for (int o = 0; o < operands.length; o++) {
          walked[o][count] = stride[o];
        }
        count++;
      }
    }
    if (count == 0) {
      merged[0] = 1;
      for (long[] w : walked) {
        w[0] = 1;
      }
      count = 1;
    }
    axes = count;
    for (int i = 0; i < count; i++) {
      sizes[i] = merged[count - 1 - i];
      for (int o = 0; o < operands.length; o++) {
        strides[o][i] = walked[o][count - 1 - i];
      }
    }
  }

  /// {@return how operands of these sizes meet}
  public static BroadcastShape of(int[]... operands) {
    return new BroadcastShape(operands);
  }

  /// {@return the sizes of the result}
  public int[] result() {
    return result.clone();
  }

  /// {@return the elements of the result}
  public long count() {
    return rows() * inner();
  }

  int operands() {
    return strides.length;
  }

  /// Elements of the last axis.
  int inner() {
    return sizes[axes - 1];
  }

  /// Elements of the axis before it, or 1.
  int middle() {
    return axes > 1 ? sizes[axes - 2] : 1;
  }

  /// All before the last axis.
  long rows() {
    long rows = 1;
    for (int i = 0; i < axes - 1; i++) {
      rows *= sizes[i];
    }
    return rows;
  }

  /// Whether the last axis repeats one element of an operand.
  boolean repeats(int operand) {
    return strides[operand][axes - 1] == 0;
  }

  /// Elements of an operand from one row to the next along the axis before the last.
  long rowStride(int operand) {
    return axes > 1 ? strides[operand][axes - 2] : 0;
  }

  /// The element of an operand at which a block begins: `middle` rows, the blocks counted over the
  /// axes before.
  long blockStart(int operand, long block) {
    long rest = block;
    long start = 0;
    for (int i = axes - 3; i >= 0; i--) {
      start += rest % sizes[i] * strides[operand][i];
      rest /= sizes[i];
    }
    return start;
  }

  private static int[] result(int[][] operands) {
    int axes = 0;
    for (int[] operand : operands) {
      axes = Math.max(axes, operand.length);
    }
    if (axes > MOST_AXES) {
      throw new IllegalArgumentException(
          "axes: expected at most " + MOST_AXES + ", got " + axes + ". Merge some.");
    }
    int[] result = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      int size = 1;
      for (int[] operand : operands) {
        int own = size(operand, axis);
        if (own < 0) {
          throw new IllegalArgumentException("size: expected 0 or more, got " + own + ".");
        }
        if (own != 1 && size != 1 && own != size) {
          throw new IllegalArgumentException(
              "operands: expected sizes that are equal or 1, got "
                  + Arrays.deepToString(operands)
                  + ". Reshape one of them.");
        }
        size = size == 1 ? own : size;
      }
      result[axes - 1 - axis] = size;
    }
    return result;
  }

  /// The size of an operand's axis, counted from the last.
  private static int size(int[] operand, int axis) {
    return axis < operand.length ? operand[operand.length - 1 - axis] : 1;
  }

  @Override
  public String toString() {
    long[][] walked = new long[strides.length][];
    for (int o = 0; o < walked.length; o++) {
      walked[o] = Arrays.copyOf(strides[o], axes);
    }
    return Arrays.toString(Arrays.copyOf(sizes, axes)) + " by " + Arrays.deepToString(walked);
  }
}
