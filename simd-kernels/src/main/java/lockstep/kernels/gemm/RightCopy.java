package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Tiles.VECTOR;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;

/// A copy of the whole of B in the order in which tiles read it, for one run or for many: panels of
/// `[depth][two vectors]`, the last perhaps a narrow one of `[depth][one vector]`. So any block of
/// depth of a panel lies in one piece, and one layout serves all ways.
final class RightCopy {

  private final GemmShape shape;
  private final int panels;
  private final int wideColumns;
  private final Parallel.Task packing = this::pack;

  // Of the current copy.
  private float factor;
  private long b;
  private long copy;

  RightCopy(GemmShape shape) {
    this.shape = shape;
    panels = Math.ceilDiv(shape.n(), Tiles.WIDE);
    wideColumns = Tiles.wideColumns(shape.n());
  }

  long bytes() {
    return (long) panels * shape.k() * 2 * VECTOR;
  }

  /// Copies B, times `factor`.
  void make(Parallel parallel, float factor, long b, long copy) {
    this.factor = factor;
    this.b = b;
    this.copy = copy;
    parallel.run(panels, packing);
  }

  private void pack(int panel, int thread) {
    int column = panel * Tiles.WIDE;
    Panels.pack(b, shape, factor, 0, shape.k(), column, address(copy, column, 0));
  }

  /// {@return where the panel that begins at `column` has its step `start`}
  long address(long copy, int column, int start) {
    int width = column < wideColumns ? Tiles.WIDE : Lanes.COUNT;
    return copy + ((long) column * shape.k() + (long) start * width) * Float.BYTES;
  }
}
