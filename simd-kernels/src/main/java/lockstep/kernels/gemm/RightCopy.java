package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Tiles.VECTOR;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;

/// A copy of the whole of B in the order in which tiles read it, for one run or for many: panels of
/// `[depth][two vectors]`, then narrow ones of `[depth][one vector]`. So any block of depth of a
/// panel lies in one piece, and one layout serves all ways.
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
    panels = (shape.n() + 2 * Lanes.COUNT - 1) / (2 * Lanes.COUNT);
    wideColumns = shape.n() - shape.n() % (2 * Lanes.COUNT);
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
    int column = panel * 2 * Lanes.COUNT;
    long to = address(copy, column, 0);
    if (column < wideColumns) {
      Panels.pack(b, shape, factor, 0, shape.k(), column, 2 * Lanes.COUNT, to);
    } else {
      Panels.packRest(b, shape, factor, 0, shape.k(), column, to);
    }
  }

  /// {@return where the panel that begins at `column` has its step `start`}
  long address(long copy, int column, int start) {
    int width = column < wideColumns ? 2 * Lanes.COUNT : Lanes.COUNT;
    return copy + ((long) column * shape.k() + (long) start * width) * Float.BYTES;
  }
}
