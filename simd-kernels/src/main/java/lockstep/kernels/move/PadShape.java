package lockstep.kernels.move;

import java.util.Arrays;

/// How many elements are put before and after each axis, and what they are.
///
/// The arrays belong to the padding: they are copied when it is made.
public final class PadShape {

  final PadMode mode;
  final int[] sizes;
  final int[] before;
  final int[] after;

  private PadShape(PadMode mode, int[] sizes, int[] before, int[] after) {
    this.mode = mode;
    this.sizes = sizes.clone();
    this.before = before.clone();
    this.after = after.clone();
  }

  /// {@return the padding of a tensor of `sizes`}
  public static PadShape of(PadMode mode, int[] sizes, int[] before, int[] after) {
    Sizes.require("sizes", sizes);
    Sizes.require("before", before);
    Sizes.require("after", after);
    Sizes.requireRank("before", before, sizes.length);
    Sizes.requireRank("after", after, sizes.length);
    for (int axis = 0; axis < sizes.length; axis++) {
      int most = Math.max(before[axis], after[axis]);
      boolean possible =
          switch (mode) {
            case CONSTANT -> true;
            case REFLECT -> most == 0 || most < sizes[axis];
            case EDGE -> most == 0 || sizes[axis] > 0;
          };
      if (!possible) {
        throw new IllegalArgumentException(
            "padding: expected fewer elements than the "
                + sizes[axis]
                + " of axis "
                + axis
                + " to repeat, got "
                + most
                + ".");
      }
    }
    return new PadShape(mode, sizes, before, after);
  }

  /// {@return how many elements the padded tensor has}
  public long outputSize() {
    return Sizes.product(outSizes());
  }

  /// {@return how many elements the tensor has}
  public long inputSize() {
    return Sizes.product(sizes);
  }

  /// {@return the last axis with padding; the first if there is none}
  int lastPaddedAxis() {
    int axis = Math.max(0, sizes.length - 1);
    while (axis > 0 && before[axis] == 0 && after[axis] == 0) {
      axis--;
    }
    return axis;
  }

  int[] outSizes() {
    int[] out = new int[sizes.length];
    for (int axis = 0; axis < out.length; axis++) {
      out[axis] = before[axis] + sizes[axis] + after[axis];
    }
    return out;
  }

  /// {@return for each index of the padded axis the element that is there, −1 for the value}
  int[] sources(int axis) {
    int[] sources = new int[before[axis] + sizes[axis] + after[axis]];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = mode.source(i - before[axis], sizes[axis]);
    }
    return sources;
  }

  @Override
  public String toString() {
    return mode
        + " pad of "
        + Arrays.toString(sizes)
        + " by "
        + Arrays.toString(before)
        + " and "
        + Arrays.toString(after);
  }
}
