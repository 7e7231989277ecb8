package lockstep.kernels.reduce;

/// The sizes of an [Argmax], `[outer, reduced, inner]` → `[outer, inner]`.
///
/// @param outer kept before the reduced axes
/// @param reduced elements of which the largest is sought: 1 or more
/// @param inner kept after them
public record ArgmaxShape(int outer, int reduced, int inner) {

  /// Checks that there is an element to find.
  public ArgmaxShape {
    if (outer < 0 || inner < 0) {
      throw new IllegalArgumentException(
          "size: expected 0 or more, got " + Math.min(outer, inner) + ".");
    }
    if (reduced < 1) {
      throw new IllegalArgumentException(
          "reduced: expected 1 or more, got "
              + reduced
              + ". The largest of no element has no place.");
    }
  }

  /// {@return the tensor of these sizes, reduced over these axes, counted from 0, which are
  /// neighbours: places count over them as over one axis}
  public static ArgmaxShape of(int[] sizes, int... axes) {
    ReduceShape shape = ReduceShape.of(sizes, axes);
    if (shape.reduced1() != 1 || shape.reduced0() != 1) {
      throw new IllegalArgumentException(
          "axes: expected neighbours, got some apart. Move them together first.");
    }
    return new ArgmaxShape(
        Math.multiplyExact(Math.multiplyExact(shape.kept0(), shape.kept1()), shape.kept2()),
        shape.reduced2(),
        shape.kept3());
  }
}
