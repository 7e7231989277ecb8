package lockstep.kernels.move;

/// The shape of a look-up by indices along one axis of a table.
///
/// | what | as stored |
/// |---|---|
/// | table | `outer × rows × inner` |
/// | indices, 32-bit integers from 0 to `rows` − 1 | `count` |
/// | what is looked up | `outer × count × inner` |
///
/// @param outer the product of the axes before that axis: 1 for an embedding
/// @param rows the size of the axis
/// @param inner the product of the axes behind it
/// @param count how many indices there are
public record GatherShape(int outer, int rows, int inner, int count) {

  /// Checks that no size is negative.
  public GatherShape {
    Sizes.requireAtLeast("outer", outer, 0);
    Sizes.requireAtLeast("rows", rows, 0);
    Sizes.requireAtLeast("inner", inner, 0);
    Sizes.requireAtLeast("count", count, 0);
  }

  /// {@return the look-up of rows of a matrix of `rows × inner`}
  public static GatherShape ofRows(int rows, int inner, int count) {
    return new GatherShape(1, rows, inner, count);
  }

  /// {@return the look-up along `axis` of a table of `sizes`}
  public static GatherShape along(int[] sizes, int axis, int count) {
    Sizes.require("sizes", sizes);
    Sizes.requireAxis(axis, sizes);
    return new GatherShape(
        Math.toIntExact(Sizes.product(sizes, 0, axis)),
        sizes[axis],
        Math.toIntExact(Sizes.product(sizes, axis + 1, sizes.length)),
        count);
  }

  /// {@return how many floats the table has}
  public long tableSize() {
    return (long) outer * rows * inner;
  }

  /// {@return how many floats are looked up}
  public long outputSize() {
    return (long) outer * count * inner;
  }
}
