package lockstep.kernels.move;

import java.util.Arrays;

/// Which elements of each axis a slice takes: `start`, `start + step`, … `count` of them.
///
/// The arrays belong to the slice: they are copied when it is made.
public final class SliceShape {

  final int[] sizes;
  final int[] starts;
  final int[] counts;
  final int[] steps;

  private SliceShape(int[] sizes, int[] starts, int[] counts, int[] steps) {
    this.sizes = sizes.clone();
    this.starts = starts.clone();
    this.counts = counts.clone();
    this.steps = steps.clone();
  }

  /// {@return a slice of a tensor of `sizes`; steps below 0 go backwards}
  public static SliceShape of(int[] sizes, int[] starts, int[] counts, int[] steps) {
    int rank = sizes.length;
    Sizes.require("sizes", sizes);
    Sizes.requireRank("starts", starts, rank);
    Sizes.requireRank("counts", counts, rank);
    Sizes.requireRank("steps", steps, rank);
    Sizes.require("counts", counts);
    for (int axis = 0; axis < rank; axis++) {
      if (steps[axis] == 0) {
        throw new IllegalArgumentException(
            "steps: expected none to be 0, got 0 on axis " + axis + ".");
      }
      long last = starts[axis] + (counts[axis] - 1L) * steps[axis];
      if (counts[axis] > 0
          && (Math.min(starts[axis], last) < 0 || Math.max(starts[axis], last) >= sizes[axis])) {
        throw new IllegalArgumentException(
            "slice: expected elements from 0 to "
                + (sizes[axis] - 1)
                + " of axis "
                + axis
                + ", got "
                + starts[axis]
                + " to "
                + last
                + ".");
      }
    }
    return new SliceShape(sizes, starts, counts, steps);
  }

  /// {@return how many elements the slice has}
  public long outputSize() {
    return Sizes.product(counts);
  }

  /// {@return how many elements the tensor has that is sliced}
  public long inputSize() {
    return Sizes.product(sizes);
  }

  long firstByte() {
    return outputSize() == 0 ? 0 : Sizes.bytes(Sizes.number(starts, sizes));
  }

  /// {@return for each axis the elements of the tensor from one of the slice to the next}
  long[] strides() {
    long[] strides = Sizes.strides(sizes);
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] *= steps[axis];
    }
    return strides;
  }

  @Override
  public String toString() {
    return "slice of "
        + Arrays.toString(sizes)
        + " from "
        + Arrays.toString(starts)
        + " by "
        + Arrays.toString(steps)
        + " to "
        + Arrays.toString(counts);
  }
}
