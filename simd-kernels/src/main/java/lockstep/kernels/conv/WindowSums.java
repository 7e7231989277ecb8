package lockstep.kernels.conv;

/// Computes the sums of [Windows] over taps and channels, vectors lying across the results'
/// channels. The weights are packed; the results hold zeros when it begins, unless all their
/// channels go through [WindowTiles].
final class WindowSums {

  /// From here on a run of neighbours in a row fills the tiles, even if a column is longer.
  private static final int LONG = 8;

  private final Windows windows;
  private final WindowTiles across;
  private final WindowTiles down;

  WindowSums(Windows windows) {
    this.windows = windows;
    int columnStep = windows.columns.length == 0 ? 1 : windows.columns[0].sourceStep();
    int rowStep = windows.rows.length == 0 ? 1 : windows.rows[0].sourceStep();
    across = new WindowTiles(columnStep * windows.sourcePixel, Float.BYTES);
    down = new WindowTiles(rowStep * windows.sourceRow, Float.BYTES);
  }

  /// One block of channels of rows `firstRow` to `endRow` of one image.
  void run(long source, long weights, long target, int image, int firstRow, int endRow, int block) {
    var w = windows;
    int group = block / w.blocksPerGroup;
    long from = source + image * w.sourceImage + (long) group * w.depth * Float.BYTES;
    long by = w.packed(weights, block);
    long to = w.target(target, image, 0) + (long) w.firstChannel(block) * Float.BYTES;
    for (Stretch rows : w.rows) {
      int first = rows.countBefore(firstRow);
      int count = rows.countBefore(endRow) - first;
      if (count == 0 || rows.taps() == 0) {
        continue;
      }
      for (Stretch columns : w.columns) {
        if (columns.taps() > 0) {
          area(rows, columns, first, count, from, by, to, w.blockChannels(block));
        }
      }
    }
  }

  /// An area of the results, by rows or, where that is longer, by columns.
  private void area(
      Stretch rows,
      Stretch columns,
      int first,
      int count,
      long source,
      long weights,
      long target,
      int lanes) {
    var w = windows;
    source +=
        (rows.source() + (long) first * rows.sourceStep()) * w.sourceRow
            + columns.source() * w.sourcePixel;
    weights += ((long) rows.tap() * w.windowW + columns.tap()) * w.depth * lanes * Float.BYTES;
    target += ((rows.first() + (long) first * rows.step()) * w.width + columns.first()) * w.pixel;
    long right = columns.sourceStep() * w.sourcePixel;
    long down = rows.sourceStep() * w.sourceRow;
    long targetRight = columns.step() * w.pixel;
    long targetDown = (long) rows.step() * w.width * w.pixel;
    if (columns.count() >= Math.min(count, LONG)) {
      for (int i = 0; i < count; i++) {
        line(
            across,
            rows,
            columns,
            source + i * down,
            right,
            weights,
            target + i * targetDown,
            targetRight,
            columns.count(),
            lanes);
      }
    } else {
      for (int i = 0; i < columns.count(); i++) {
        line(
            this.down,
            rows,
            columns,
            source + i * right,
            down,
            weights,
            target + i * targetRight,
            targetDown,
            count,
            lanes);
      }
    }
  }

  private void line(
      WindowTiles tiles,
      Stretch rows,
      Stretch columns,
      long source,
      long sourceStep,
      long weights,
      long target,
      long targetStep,
      int count,
      int lanes) {
    var w = windows;
    long vector = (long) lanes * Float.BYTES;
    long tap = w.depth * vector;
    Tiles.onto(
        tiles,
        true,
        source,
        sourceStep,
        rows.sourceTapStep() * w.sourceRow,
        columns.sourceTapStep() * w.sourcePixel,
        Float.BYTES,
        weights,
        (long) rows.tapStep() * w.windowW * tap,
        columns.tapStep() * tap,
        vector,
        rows.taps(),
        w.columnLoops(columns),
        w.depthLoop(columns),
        target,
        targetStep,
        count,
        lanes);
  }
}
