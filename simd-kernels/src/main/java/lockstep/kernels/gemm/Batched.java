package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Shares.first;
import static lockstep.kernels.gemm.Tiles.VECTOR;

import lockstep.kernels.Lanes;
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
  private final int bands;
  private final int narrowBands;
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
    panels = ceil(shape.n(), 2 * Lanes.COUNT);
    tiles = new Tiles(blocks, shape.m(), shape.n(), copy);
    bands = ceil(shape.m(), tiles.rows);
    narrowBands = ceil(shape.m(), tiles.narrowRows);
    copyShares = Shares.of(2.0 * shape.m() * shape.k(), copy.groups());
    int shares = Shares.of(shape.operations(), bands * panels);
    columnShares = Math.max(1, Math.min(shares, panels));
    rowShares = Math.max(1, Math.min(bands, shares / columnShares));
  }

  private static int ceil(int size, int each) {
    return (size + each - 1) / each;
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
      int column = panel * 2 * Lanes.COUNT;
      boolean wide = column < tiles.wideColumns;
      for (int start = 0; start < shape.k(); start += depth) {
        int steps = Math.min(depth, shape.k() - start);
        if (run.packed != 0) {
          long before = right.address(run.packed, column, start);
          if (wide) {
            wide(item, rowShare, column, start, steps, before, packed + panelBytes());
          } else {
            narrow(item, rowShare, column, start, steps, packed);
          }
        } else if (wide) {
          int width = 2 * Lanes.COUNT;
          Panels.pack(b, shape, run.alpha, start, steps, column, width, packed);
          wide(item, rowShare, column, start, steps, packed, packed + panelBytes());
        } else {
          Panels.packRest(b, shape, run.alpha, start, steps, column, packed);
          narrow(item, rowShare, column, start, steps, packed);
        }
      }
    }
    if (activation != Activation.NONE) {
      activate(item, rowShare, firstPanel, lastPanel);
    }
  }

  private void wide(
      int item, int rowShare, int column, int start, int steps, long packed, long scratch) {
    long cRow = (long) shape.ldc() * Float.BYTES;
    int last = first(rowShare + 1, rowShares, bands);
    for (int band = first(rowShare, rowShares, bands); band < last; band++) {
      int row = band * tiles.rows;
      long c = c(item, row, column);
      tiles.wide(
          row,
          copy.address(copyOfA(item), row, start),
          packed,
          steps,
          start == 0 ? from(item, row, column) : c,
          start == 0 ? run.fromRow : cRow,
          c,
          cRow,
          scratch);
    }
  }

  private void narrow(int item, int rowShare, int first, int start, int steps, long packed) {
    long cRow = (long) shape.ldc() * Float.BYTES;
    int last = first(rowShare + 1, rowShares, narrowBands);
    for (int column = first; column < shape.n(); column += Lanes.COUNT) {
      for (int band = first(rowShare, rowShares, narrowBands); band < last; band++) {
        int row = band * tiles.narrowRows;
        long c = c(item, row, column);
        tiles.narrow(
            row,
            column,
            copy.address(copyOfA(item), row, start),
            run.packed == 0
                ? Panels.rest(packed, first, column, steps)
                : right.address(run.packed, column, start),
            steps,
            start == 0 ? from(item, row, column) : c,
            start == 0 ? run.fromRow : cRow,
            c,
            cRow,
            packed + panelBytes());
      }
    }
  }

  private long c(int item, int row, int column) {
    return run.c + item * batch.cBytes() + ((long) row * shape.ldc() + column) * Float.BYTES;
  }

  /// What repeats one row repeats it for the whole batch.
  private long from(int item, int row, int column) {
    return run.from
        + (run.fromRow == 0 ? 0 : item * batch.cBytes() + row * run.fromRow)
        + (run.from == Zeros.ADDRESS ? 0 : (long) column * Float.BYTES);
  }

  private void activate(int item, int rowShare, int firstPanel, int lastPanel) {
    int column = firstPanel * 2 * Lanes.COUNT;
    int wideEnd = Math.min(lastPanel * 2 * Lanes.COUNT, tiles.wideColumns);
    activate(
        item,
        first(rowShare, rowShares, bands) * tiles.rows,
        first(rowShare + 1, rowShares, bands) * tiles.rows,
        column,
        wideEnd);
    activate(
        item,
        first(rowShare, rowShares, narrowBands) * tiles.narrowRows,
        first(rowShare + 1, rowShares, narrowBands) * tiles.narrowRows,
        Math.max(column, wideEnd),
        Math.min(lastPanel * 2 * Lanes.COUNT, shape.n()));
  }

  private void activate(int item, int row, int end, int column, int lastColumn) {
    for (int i = row; i < Math.min(end, shape.m()) && column < lastColumn; i++) {
      activation.apply(c(item, i, column), lastColumn - column);
    }
  }
}
