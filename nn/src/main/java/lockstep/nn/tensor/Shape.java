package lockstep.nn.tensor;

import java.util.Arrays;
import java.util.List;

/// The sizes of the axes of a tensor, outermost first.
///
/// One axis at most may be a multiple of the batch, which is a number only when a plan is made: it
/// prints as `N`, or `64·N`. Of such an axis {@link #size} is the factor, 1 or 64; {@link #at} puts
/// a number for N.
public final class Shape {

  private static final int NONE = -1;
  private static final Shape SCALAR = new Shape(new int[0], NONE);

  private final int[] sizes;
  private final int batchAxis;

  private Shape(int[] sizes, int batchAxis) {
    for (int size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "shape: expected sizes of 0 or more, got " + Arrays.toString(sizes) + ".");
      }
    }
    this.sizes = sizes;
    this.batchAxis = batchAxis;
  }

  /// {@return a shape without a batch}
  public static Shape of(int... sizes) {
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone(), NONE);
  }

  /// {@return `[N, rest…]`}
  public static Shape batch(int... rest) {
    int[] sizes = new int[rest.length + 1];
    sizes[0] = 1;
    System.arraycopy(rest, 0, sizes, 1, rest.length);
    return new Shape(sizes, 0);
  }

  /// {@return this shape with that axis a multiple of the batch, its size the factor}
  public Shape withBatchAxis(int axis) {
    return new Shape(sizes, axis(axis));
  }

  /// {@return the shape of a single number}
  public static Shape scalar() {
    return SCALAR;
  }

  /// {@return how many axes there are}
  public int rank() {
    return sizes.length;
  }

  /// {@return the size of an axis, the last one being −1 too; of the batch axis its factor}
  public int size(int axis) {
    return sizes[axis(axis)];
  }

  /// {@return all sizes, the factor for the batch axis}
  public int[] sizes() {
    return sizes.clone();
  }

  /// {@return whether one axis is a multiple of the batch}
  public boolean hasBatch() {
    return batchAxis != NONE;
  }

  /// {@return the axis that is a multiple of the batch, −1 where there is none}
  public int batchAxis() {
    return batchAxis;
  }

  /// {@return whether that axis is a multiple of the batch}
  public boolean isBatch(int axis) {
    return batchAxis == axis(axis);
  }

  /// {@return whether two axes have the same size for every batch}
  public boolean sameAxis(int axis, Shape other, int otherAxis) {
    return size(axis) == other.size(otherAxis) && isBatch(axis) == other.isBatch(otherAxis);
  }

  /// {@return how many elements it has; with a batch, for each of N}
  public long count() {
    long count = 1;
    for (int size : sizes) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  /// {@return the product of the sizes of the axes `first` up to, not including, `end`}
  public int product(int first, int end) {
    int product = 1;
    for (int axis = first; axis < end; axis++) {
      product = Math.multiplyExact(product, sizes[axis]);
    }
    return product;
  }

  /// {@return this shape for a batch of that size}
  public Shape at(int batch) {
    if (batchAxis == NONE) {
      return this;
    }
    int[] fixed = sizes.clone();
    fixed[batchAxis] = Math.multiplyExact(fixed[batchAxis], batch);
    return new Shape(fixed, NONE);
  }

  /// {@return the axis, counted from the front; negative ones count from the end}
  ///
  /// @throws IllegalArgumentException if there is no such axis
  public int axis(int axis) {
    int fromFront = axis < 0 ? axis + sizes.length : axis;
    if (fromFront < 0 || fromFront >= sizes.length) {
      throw new IllegalArgumentException(
          "axis: expected "
              + (sizes.length == 0
                  ? "no axis of [], which is a single number"
                  : -sizes.length + " to " + (sizes.length - 1) + " of " + this)
              + ", got "
              + axis
              + ".");
    }
    return fromFront;
  }

  /// {@return this shape with another size on an axis, which is then no multiple of the batch}
  public Shape with(int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis(axis)] = size;
    return new Shape(changed, axis(axis) == batchAxis ? NONE : batchAxis);
  }

  /// {@return this shape with an axis as it is in `other`}
  public Shape withAxisOf(int axis, Shape other, int otherAxis) {
    Shape changed = with(axis, other.size(otherAxis));
    return other.isBatch(otherAxis) ? changed.withBatchAxis(axis) : changed;
  }

  /// {@return this shape without an axis}
  public Shape without(int axis) {
    int gone = axis(axis);
    int[] fewer = new int[sizes.length - 1];
    System.arraycopy(sizes, 0, fewer, 0, gone);
    System.arraycopy(sizes, gone + 1, fewer, gone, fewer.length - gone);
    int batch = gone == batchAxis ? NONE : gone < batchAxis ? batchAxis - 1 : batchAxis;
    return new Shape(fewer, batch);
  }

  /// {@return this shape with an axis of that size before axis `axis`}
  public Shape insert(int axis, int size) {
    int[] more = new int[sizes.length + 1];
    System.arraycopy(sizes, 0, more, 0, axis);
    more[axis] = size;
    System.arraycopy(sizes, axis, more, axis + 1, sizes.length - axis);
    return new Shape(more, batchAxis >= axis ? batchAxis + 1 : batchAxis);
  }

  /// {@return this shape with its axes in another order: axis i of the result is `order[i]` here}
  public Shape permute(List<Integer> order) {
    int[] permuted = new int[sizes.length];
    int batch = NONE;
    for (int i = 0; i < permuted.length; i++) {
      permuted[i] = sizes[order.get(i)];
      batch = order.get(i) == batchAxis ? i : batch;
    }
    return new Shape(permuted, batch);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape
        && batchAxis == shape.batchAxis
        && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(sizes) + batchAxis;
  }

  @Override
  public String toString() {
    var text = new StringBuilder("[");
    for (int axis = 0; axis < sizes.length; axis++) {
      text.append(axis == 0 ? "" : ", ");
      if (axis != batchAxis) {
        text.append(sizes[axis]);
      } else {
        text.append(sizes[axis] == 1 ? "N" : sizes[axis] + "·N");
      }
    }
    return text.append(']').toString();
  }
}
