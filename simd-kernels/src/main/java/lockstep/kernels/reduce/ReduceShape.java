package lockstep.kernels.reduce;

import java.util.Arrays;

/// The sizes of a dense row-major tensor, kept and reduced in turn, after neighbouring axes of a
/// kind have been merged. What is absent is 1; one reduced group stands last.
///
/// | tensor | reduced axes | sizes |
/// |---|---|---|
/// | `[8, 3, 5]` | 2 | kept2 24, reduced2 5 |
/// | `[8, 3, 5]` | 0, 1 | reduced2 24, kept3 5 |
/// | `[8, 3, 5]` | 1 | kept2 8, reduced2 3, kept3 5 |
/// | `[8, 3, 5]` | 0, 2 | reduced1 8, kept2 3, reduced2 5 |
///
/// @param kept0 the outermost kept size
/// @param reduced0 the outermost reduced size
/// @param kept1 kept between the first two groups
/// @param reduced1 the middle group
/// @param kept2 kept before the last group
/// @param reduced2 the last group
/// @param kept3 kept after it
public record ReduceShape(
    int kept0, int reduced0, int kept1, int reduced1, int kept2, int reduced2, int kept3) {

  /// The largest number of axes.
  public static final int MOST_AXES = 6;

  private static final int SIZES = 7;

  /// Checks that no size is negative.
  public ReduceShape {
    int least = Math.min(Math.min(kept0, reduced0), Math.min(kept1, reduced1));
    least = Math.min(least, Math.min(Math.min(kept2, reduced2), kept3));
    if (least < 0) {
      throw new IllegalArgumentException("size: expected 0 or more, got " + least + ".");
    }
  }

  /// {@return the tensor of these sizes, reduced over these axes, counted from 0}
  public static ReduceShape of(int[] sizes, int... axes) {
    if (sizes.length > MOST_AXES) {
      throw new IllegalArgumentException(
          "sizes: expected at most " + MOST_AXES + ", got " + sizes.length + ". Merge some.");
    }
    boolean[] reduced = new boolean[sizes.length];
    for (int axis : axes) {
      if (axis < 0 || axis >= sizes.length || reduced[axis]) {
        throw new IllegalArgumentException(
            "axes: expected different ones below "
                + sizes.length
                + ", got "
                + Arrays.toString(axes)
                + ".");
      }
      reduced[axis] = true;
    }
    int[] merged = new int[SIZES];
    Arrays.fill(merged, 1);
    int at = SIZES - 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      if (sizes[axis] == 1) {
        continue;
      }
      if (reduced[axis] != (at % 2 == 1)) {
        at--;
      }
      long size = (long) merged[at] * sizes[axis];
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "sizes: expected fewer than 2³¹ elements in neighbouring axes of a kind, got "
                + Arrays.toString(sizes)
                + ".");
      }
      merged[at] = (int) size;
    }
    return new ReduceShape(
        merged[0], merged[1], merged[2], merged[3], merged[4], merged[5], merged[6]);
  }

  /// {@return how many elements become one}
  public long reduced() {
    return (long) reduced0 * reduced1 * reduced2;
  }

  /// {@return the elements of the result}
  public long kept() {
    return (long) kept0 * kept1 * kept2 * kept3;
  }
}
