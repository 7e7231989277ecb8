package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Shares.first;
import static lockstep.kernels.gemm.Tiles.VECTOR;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// Products of few rows, and batches of small products: A and B are read where they are, and
/// whatever must be copied is copied once, as a whole.
///
/// A copy of B would cost as much as a tenth of the product, because each of its elements serves
/// few rows. Bands of rows follow each other under one panel of B, which the second-level cache
/// keeps between them.
final class OnePass implements Way {

  /// Steps of depth between two visits of C: A's rows and a panel of B then stay in the
  /// second-level cache.
  private static final int DEPTH = 1024;

  /// Rows this far apart, or a multiple of it, are rivals for one set of the first-level cache.
  private static final long RIVALS = 4096;

  /// Floats that a row of a copy is longer than it need be, so that rows are no rivals.
  private static final int SPACE = 16;

  private final GemmShape shape;
  private final Batch batch;
  private final Activation activation;
  private final boolean copyA;
  private final boolean packB;
  private final Tiles inPlace;
  private final Tiles copied;
  private final int bands;
  private final int narrowBands;
  private final int panels;
  private final int firstPacked;
  private final int packedPanels;
  private final int lines;
  private final int lineLength;
  private final long copyLine;
  private final int rowShares;
  private final int columnShares;
  private final Parallel.Task copying = this::copyA;
  private final Parallel.Task packing = this::packB;
  private final Parallel.Task multiplying = this::multiply;
  private final Run run;
  private boolean aIsCopied;

  OnePass(GemmShape shape, Batch batch, Blocks blocks, Activation activation, Run run) {
    this.shape = shape;
    this.batch = batch;
    this.activation = activation;
    this.run = run;
    lines = shape.transA() ? shape.k() : shape.m();
    lineLength = shape.transA() ? shape.m() : shape.k();
    long inMemory = (long) shape.lda() * Float.BYTES;
    copyLine = spaced(lineLength);
    copyA = inMemory % RIVALS == 0 && lines > 1;
    packB = shape.transB();
    long bStep = packB ? 2L * VECTOR : (long) shape.ldb() * Float.BYTES;
    inPlace = tiles(blocks, inMemory, bStep);
    copied = tiles(blocks, copyLine, bStep);
    bands = ceil(shape.m(), inPlace.rows);
    narrowBands = ceil(shape.m(), inPlace.narrowRows);
    panels = ceil(shape.n(), 2 * Lanes.COUNT);
    firstPacked = packB ? 0 : inPlace.wholeColumns / (2 * Lanes.COUNT);
    packedPanels = panels - firstPacked;
    int shares = Shares.of(shape.operations(), bands * panels);
    columnShares = Math.max(1, Math.min(shares, panels));
    rowShares = Math.max(1, Math.min(bands, shares / columnShares));
  }

  private Tiles tiles(Blocks blocks, long aLine, long bStep) {
    return new Tiles(
        blocks,
        shape.m(),
        shape.n(),
        shape.transA() ? Float.BYTES : aLine,
        shape.transA() ? aLine : Float.BYTES,
        bStep);
  }

  private static long spaced(int floats) {
    long bytes = ((long) floats + SPACE) / SPACE * SPACE * Float.BYTES;
    return bytes % RIVALS == 0 ? bytes + SPACE * Float.BYTES : bytes;
  }

  private static int ceil(int size, int each) {
    return (size + each - 1) / each;
  }

  @Override
  public long scratchBytes(int threads) {
    return batch.count() * (copyBytes() + packedBytes());
  }

  private long copyBytes() {
    return lines * copyLine;
  }

  private long packedBytes() {
    return (long) packedPanels * shape.k() * 2 * VECTOR;
  }

  @Override
  public void run(Parallel parallel) {
    aIsCopied = copyA || run.alpha != 1;
    if (aIsCopied) {
      int each = Shares.of(copyBytes(), lines);
      parallel.run(batch.count() * each, copying);
    }
    if (packedPanels > 0) {
      parallel.run(batch.count() * packedPanels, packing);
    }
    parallel.run(batch.count() * rowShares * columnShares, multiplying);
  }

  private long copyOfA(int item) {
    return run.scratch + item * copyBytes();
  }

  private long packed(int item, int panel) {
    return run.scratch
        + batch.count() * copyBytes()
        + item * packedBytes()
        + (long) (panel - firstPacked) * shape.k() * 2 * VECTOR;
  }

  private void copyA(int share, int thread) {
    int each = Shares.of(copyBytes(), lines);
    int item = share / each;
    int start = first(share % each, each, lines);
    int end = first(share % each + 1, each, lines);
    long line = (long) shape.lda() * Float.BYTES;
    Panels.lines(
        run.a + item * batch.aBytes() + start * line,
        line,
        end - start,
        lineLength,
        run.alpha,
        copyOfA(item) + start * copyLine,
        copyLine);
  }

  private void packB(int share, int thread) {
    int item = share / packedPanels;
    int panel = firstPacked + share % packedPanels;
    int column = panel * 2 * Lanes.COUNT;
    Panels.pack(
        run.b + item * batch.bBytes(),
        shape,
        0,
        shape.k(),
        column,
        column < inPlace.wideColumns ? 2 * Lanes.COUNT : Lanes.COUNT,
        packed(item, panel));
  }

  private void multiply(int share, int thread) {
    int each = rowShares * columnShares;
    int item = share / each;
    int rowShare = share % each / columnShares;
    int columnShare = share % columnShares;
    int firstPanel = first(columnShare, columnShares, panels);
    int lastPanel = first(columnShare + 1, columnShares, panels);
    for (int start = 0; start < shape.k(); start += DEPTH) {
      for (int panel = firstPanel; panel < lastPanel; panel++) {
        int column = panel * 2 * Lanes.COUNT;
        if (column < inPlace.wideColumns) {
          wide(item, rowShare, column, start);
        } else {
          narrow(item, rowShare, column, start);
        }
      }
    }
    if (activation != Activation.NONE) {
      activate(item, rowShare, firstPanel, lastPanel);
    }
  }

  private void wide(int item, int rowShare, int column, int start) {
    int depth = Math.min(DEPTH, shape.k() - start);
    Tiles tiles = aIsCopied ? copied : inPlace;
    long b = b(item, column, start, 2 * VECTOR);
    long cRow = (long) shape.ldc() * Float.BYTES;
    int last = first(rowShare + 1, rowShares, bands);
    for (int band = first(rowShare, rowShares, bands); band < last; band++) {
      int row = band * tiles.rows;
      long c = c(item, row, column);
      boolean first = start == 0;
      tiles.wide(
          row,
          column,
          a(item, row, start),
          b,
          depth,
          first ? from(item, row, column) : c,
          first ? run.fromRow : cRow,
          c,
          cRow);
    }
  }

  private void narrow(int item, int rowShare, int column, int start) {
    int depth = Math.min(DEPTH, shape.k() - start);
    Tiles tiles = aIsCopied ? copied : inPlace;
    long b = b(item, column, start, VECTOR);
    long cRow = (long) shape.ldc() * Float.BYTES;
    int last = first(rowShare + 1, rowShares, narrowBands);
    for (int band = first(rowShare, rowShares, narrowBands); band < last; band++) {
      int row = band * tiles.narrowRows;
      long c = c(item, row, column);
      boolean first = start == 0;
      tiles.narrow(
          row,
          a(item, row, start),
          b,
          depth,
          first ? from(item, row, column) : c,
          first ? run.fromRow : cRow,
          c,
          cRow);
    }
  }

  private long a(int item, int row, int start) {
    long matrix = aIsCopied ? copyOfA(item) : run.a + item * batch.aBytes();
    long line = aIsCopied ? copyLine : (long) shape.lda() * Float.BYTES;
    return shape.transA()
        ? matrix + start * line + (long) row * Float.BYTES
        : matrix + row * line + (long) start * Float.BYTES;
  }

  private long b(int item, int column, int start, int step) {
    int panel = column / (2 * Lanes.COUNT);
    return panel >= firstPacked
        ? packed(item, panel) + (long) start * step
        : run.b + item * batch.bBytes() + ((long) start * shape.ldb() + column) * Float.BYTES;
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
    int wideEnd = Math.min(lastPanel * 2 * Lanes.COUNT, inPlace.wideColumns);
    activate(
        item,
        first(rowShare, rowShares, bands) * inPlace.rows,
        first(rowShare + 1, rowShares, bands) * inPlace.rows,
        column,
        wideEnd);
    activate(
        item,
        first(rowShare, rowShares, narrowBands) * inPlace.narrowRows,
        first(rowShare + 1, rowShares, narrowBands) * inPlace.narrowRows,
        Math.max(column, wideEnd),
        Math.min(lastPanel * 2 * Lanes.COUNT, shape.n()));
  }

  private void activate(int item, int row, int end, int column, int lastColumn) {
    for (int i = row; i < Math.min(end, shape.m()) && column < lastColumn; i++) {
      activation.apply(c(item, i, column), lastColumn - column);
    }
  }
}
