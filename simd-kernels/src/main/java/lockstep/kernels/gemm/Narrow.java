package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Shares.first;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// Products of few columns: B is copied whole, and A read where it is, by tiles whose constants are
/// its strides, because a copy of A would serve few columns.
final class Narrow implements Way {

  /// Columns, in panels, up to which that pays.
  private static final int FEW_PANELS = 3;

  /// Rows this far apart, or a multiple of it, are rivals for one set of the first-level cache.
  private static final long RIVALS = 4096;

  /// Steps of depth between two visits of C: a panel of B stays in the second-level cache.
  private static final int DEPTH = 2048;

  private final GemmShape shape;
  private final Activation activation;
  private final Tiles tiles;
  private final RightCopy right;
  private final int groups;
  private final int shares;
  private final Parallel.Task multiplying = this::multiply;
  private final Run run;

  Narrow(GemmShape shape, Blocks blocks, Activation activation, Run run) {
    this.shape = shape;
    this.activation = activation;
    this.run = run;
    long line = (long) shape.lda() * Float.BYTES;
    tiles =
        new Tiles(
            blocks,
            shape.m(),
            shape.n(),
            shape.transA() ? Float.BYTES : line,
            shape.transA() ? line : Float.BYTES);
    right = new RightCopy(shape);
    groups = Math.ceilDiv(shape.m(), tiles.group);
    shares = Shares.of(shape.operations(), groups);
  }

  static boolean suits(GemmShape shape) {
    boolean rivals = (long) shape.lda() * Float.BYTES % RIVALS == 0;
    return panels(shape) <= FEW_PANELS && (shape.transA() || !rivals);
  }

  private static int panels(GemmShape shape) {
    return Math.ceilDiv(shape.n(), Tiles.WIDE);
  }

  @Override
  public long scratchBytes(int threads) {
    return right.bytes() + threads * tiles.scratchBytes();
  }

  @Override
  public long packedBytes() {
    return right.bytes();
  }

  @Override
  public void pack(Parallel parallel) {
    right.make(parallel, run.alpha, run.b, copyOfB());
  }

  private long copyOfB() {
    return run.packed == 0 ? run.scratch : run.packed;
  }

  @Override
  public void run(Parallel parallel) {
    if (run.packed == 0) {
      pack(parallel);
    }
    parallel.run(shares, multiplying);
  }

  private void multiply(int share, int thread) {
    long scratch = run.scratch + right.bytes() + thread * tiles.scratchBytes();
    int end = first(share + 1, shares, groups);
    for (int group = first(share, shares, groups); group < end; group++) {
      int row = group * tiles.group;
      int lastRow = Math.min(row + tiles.group, shape.m());
      for (int start = 0; start < shape.k(); start += DEPTH) {
        rows(row, lastRow, start, Math.min(DEPTH, shape.k() - start), scratch);
      }
      if (activation != Activation.NONE) {
        for (int i = row; i < lastRow; i++) {
          activation.apply(run.c + (long) i * shape.ldc() * Float.BYTES, shape.n());
        }
      }
    }
  }

  private void rows(int firstRow, int lastRow, int start, int depth, long scratch) {
    long cRow = (long) shape.ldc() * Float.BYTES;
    boolean fresh = start == 0;
    for (int column = 0; column < shape.n(); column += Tiles.WIDE) {
      Bands bands = tiles.under(column);
      long b = right.address(copyOfB(), column, start);
      for (int row = firstRow; row < lastRow; row += bands.rows()) {
        long c = run.c + row * cRow + (long) column * Float.BYTES;
        bands.run(
            row,
            shape.n() - column,
            a(row, start),
            b,
            depth,
            fresh ? run.from(row, column) : c,
            fresh ? run.fromRow : cRow,
            c,
            cRow,
            scratch);
      }
    }
  }

  private long a(int row, int start) {
    long index =
        shape.transA() ? (long) start * shape.lda() + row : (long) row * shape.lda() + start;
    return run.a + index * Float.BYTES;
  }
}
