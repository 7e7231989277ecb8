package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Shares.first;
import static lockstep.kernels.gemm.Tiles.VECTOR;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// Batches of small products: each thread copies a panel of B and runs all rows under it while the
/// copy is in its cache. All A are copied before.
final class Batched implements Way {

  private final GemmShape shape;
  private final Batch batch;
  private final Activation activation;
  private final LeftCopy copy;
  private final RightCopy right;
  private final Tiles tiles;
  private final int depth;
  private final int panels;
  private final int copyShares;
  private final int rowShares;
  private final int columnShares;
  private final Parallel.Task copying = this::copy;
  private final Parallel.Task multiplying = this::multiply;
  private final Run run;

  Batched(GemmShape shape, Batch batch, Blocks blocks, Activation activation, Run run) {
    this.shape = shape;
    this.batch = batch;
    this.activation = activation;
    this.run = run;
    depth = blocks.depthOf(shape.k());
    copy = new LeftCopy(shape, blocks);
    right = new RightCopy(shape);
    panels = Math.ceilDiv(shape.n(), Tiles.WIDE);
    tiles = new Tiles(blocks, shape.m(), shape.n(), copy);
    copyShares = Shares.of(2.0 * shape.m() * shape.k(), copy.groups());
    int bands = Math.ceilDiv(shape.m(), tiles.rows);
    int shares = Shares.of(shape.operations(), bands * panels);
    columnShares = Math.max(1, Math.min(shares, panels));
    rowShares = Math.max(1, Math.min(bands, shares / columnShares));
  }

  @Override
  public long scratchBytes(int threads) {
    return batch.count() * copy.bytes() + threads * (panelBytes() + tiles.scratchBytes());
  }

  private long panelBytes() {
    return (long) depth * 2 * VECTOR;
  }

  @Override
  public long packedBytes() {
    return batch.count() == 1 ? right.bytes() : 0;
  }

  @Override
  public void pack(Parallel parallel) {
    right.make(parallel, 1, run.b, run.packed);
  }

  @Override
  public void run(Parallel parallel) {
    parallel.run(batch.count() * copyShares, copying);
    parallel.run(batch.count() * rowShares * columnShares, multiplying);
  }

  private void copy(int share, int thread) {
    int item = share / copyShares;
    int end = first(share % copyShares + 1, copyShares, copy.groups());
    for (int part = first(share % copyShares, copyShares, copy.groups()); part < end; part++) {
      copy.whole(part, run.a + item * batch.aBytes(), copyOfA(item));
    }
  }

  private long copyOfA(int item) {
    return run.scratch + item * copy.bytes();
  }

  private void multiply(int share, int thread) {
    int each = rowShares * columnShares;
    int item = share / each;
    int rowShare = share % each / columnShares;
    int columnShare = share % columnShares;
    int firstPanel = first(columnShare, columnShares, panels);
    int lastPanel = first(columnShare + 1, columnShares, panels);
    long packed =
        run.scratch + batch.count() * copy.bytes() + thread * (panelBytes() + tiles.scratchBytes());
    long b = run.b + item * batch.bBytes();
    for (int panel = firstPanel; panel < lastPanel; panel++) {
      int column = panel * Tiles.WIDE;
      for (int start = 0; start < shape.k(); start += depth) {
        int steps = Math.min(depth, shape.k() - start);
        long copyOfB = packed;
        if (run.packed == 0) {
          Panels.pack(b, shape, run.alpha, start, steps, column, packed);
        } else {
          copyOfB = right.address(run.packed, column, start);
        }
        bands(item, rowShare, column, start, steps, copyOfB, packed + panelBytes());
      }
    }
    if (activation != Activation.NONE) {
      activate(item, rowShare, firstPanel, lastPanel);
    }
  }

  private void bands(
      int item, int rowShare, int column, int start, int steps, long copyOfB, long scratch) {
    Bands bands = tiles.under(column);
    long cRow = (long) shape.ldc() * Float.BYTES;
    int last = first(rowShare + 1, rowShares, bands.count());
    for (int band = first(rowShare, rowShares, bands.count()); band < last; band++) {
      int row = band * bands.rows();
      long c = c(item, row, column);
      bands.run(
          row,
          shape.n() - column,
          copy.address(copyOfA(item), row, start),
          copyOfB,
          steps,
          start == 0 ? from(item, row, column) : c,
          start == 0 ? run.fromRow : cRow,
          c,
          cRow,
          scratch);
    }
  }

  private long c(int item, int row, int column) {
    return run.c + item * batch.cBytes() + ((long) row * shape.ldc() + column) * Float.BYTES;
  }

  /// What repeats one row repeats it for the whole batch.
  private long from(int item, int row, int column) {
    return run.from
        + (run.fromRow == 0 ? 0 : item * batch.cBytes() + row * run.fromRow)
        + column * run.fromColumn;
  }

  private void activate(int item, int rowShare, int firstPanel, int lastPanel) {
    int column = firstPanel * Tiles.WIDE;
    int end = Math.min(lastPanel * Tiles.WIDE, shape.n());
    activateUnder(item, rowShare, column, Math.min(end, tiles.narrowFrom));
    activateUnder(item, rowShare, Math.max(column, tiles.narrowFrom), end);
  }

  private void activateUnder(int item, int rowShare, int column, int end) {
    Bands bands = tiles.under(column);
    int last = Math.min(first(rowShare + 1, rowShares, bands.count()) * bands.rows(), shape.m());
    int row = first(rowShare, rowShares, bands.count()) * bands.rows();
    for (; row < last && column < end; row++) {
      activation.apply(c(item, row, column), end - column);
    }
  }
}
