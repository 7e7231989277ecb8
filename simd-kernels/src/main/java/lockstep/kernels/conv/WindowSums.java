package lockstep.kernels.conv;

import java.util.stream.IntStream;

/// Computes the sums of [Windows] over taps and channels, vectors lying across the results'
/// channels. The weights are packed; the results hold zeros when it begins, unless all their
/// channels go through [WindowTiles].
final class WindowSums {

  private final Windows windows;
  private final WindowTiles across;
  private final WindowTiles down;
  private final WindowTiles through;

  /// How well so many neighbours fill the tiles.
  private final double[] fill;

  WindowSums(Windows windows) {
    this.windows = windows;
    int columnStep = windows.columns.length == 0 ? 1 : windows.columns[0].sourceStep();
    int rowStep = windows.rows.length == 0 ? 1 : windows.rows[0].sourceStep();
    across = new WindowTiles(columnStep * windows.sourcePixel, Float.BYTES);
    down = new WindowTiles(rowStep * windows.sourceRow, Float.BYTES);
    through = new WindowTiles(windows.sourceImage, Float.BYTES);
    int most = Math.max(windows.mostImages(), Math.max(windows.height, windows.width));
    fill = IntStream.rangeClosed(0, most).mapToDouble(WindowTiles::fill).toArray();
  }

  /// One block of channels of rows `firstRow` to `endRow` of some images.
  void run(
      long source,
      long weights,
      long target,
      int firstImage,
      int endImage,
      int firstRow,
      int endRow,
      int block) {
    var w = windows;
    int group = block / w.blocksPerGroup;
    long from = source + firstImage * w.sourceImage + (long) group * w.depth * Float.BYTES;
    long by = w.packed(weights, block);
    long to = w.target(target, firstImage, 0) + (long) w.firstChannel(block) * Float.BYTES;
    for (int tap = 0; tap < w.windowH; tap += w.passRows) {
      for (Stretch rows : w.rows) {
        int first = rows.countBefore(firstRow);
        int count = rows.countBefore(endRow) - first;
        int taps = Math.min(w.passRows, rows.taps() - tap);
        if (count == 0 || taps <= 0) {
          continue;
        }
        for (Stretch columns : w.columns) {
          if (columns.taps() > 0) {
            area(
                rows,
                columns,
                first,
                count,
                tap,
                taps,
                from,
                by,
                to,
                endImage - firstImage,
                w.blockChannels(block));
          }
        }
      }
    }
  }

  /// An area of the results of some images, by some rows of taps: in lines by rows or, where that
  /// is longer, by columns, or through the images.
  private void area(
      Stretch rows,
      Stretch columns,
      int first,
      int count,
      int tap,
      int taps,
      long source,
      long weights,
      long target,
      int images,
      int lanes) {
    var w = windows;
    long rowTap = rows.tap() + (long) tap * rows.tapStep();
    long sourceRow =
        rows.source() + (long) first * rows.sourceStep() + (long) tap * rows.sourceTapStep();
    source += sourceRow * w.sourceRow + columns.source() * w.sourcePixel;
    weights += (rowTap * w.windowW + columns.tap()) * w.depth * lanes * Float.BYTES;
    target += ((rows.first() + (long) first * rows.step()) * w.width + columns.first()) * w.pixel;
    long right = columns.sourceStep() * w.sourcePixel;
    long down = rows.sourceStep() * w.sourceRow;
    long targetRight = columns.step() * w.pixel;
    long targetDown = (long) rows.step() * w.width * w.pixel;
    double byRow = fill[columns.count()];
    double byColumn = fill[count];
    if (images > 1 && fill[images] > Math.max(byRow, byColumn)) {
      for (int i = 0; i < count * columns.count(); i++) {
        int row = i / columns.count();
        int column = i % columns.count();
        line(
            through,
            rows,
            columns,
            taps,
            tap == 0,
            source + row * down + column * right,
            weights,
            target + row * targetDown + column * targetRight,
            w.targetImage(),
            images,
            lanes);
      }
      return;
    }
    boolean byRows = byRow >= byColumn;
    int lines = byRows ? count : columns.count();
    for (int image = 0; image < images; image++) {
      long in = source + image * w.sourceImage;
      long out = target + image * w.targetImage();
      for (int i = 0; i < lines; i++) {
        line(
            byRows ? across : this.down,
            rows,
            columns,
            taps,
            tap == 0,
            in + i * (byRows ? down : right),
            weights,
            out + i * (byRows ? targetDown : targetRight),
            byRows ? targetRight : targetDown,
            byRows ? columns.count() : count,
            lanes);
      }
    }
  }

  private void line(
      WindowTiles tiles,
      Stretch rows,
      Stretch columns,
      int taps,
      boolean fresh,
      long source,
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
        fresh,
        source,
        tiles.aRow(),
        rows.sourceTapStep() * w.sourceRow,
        columns.sourceTapStep() * w.sourcePixel,
        Float.BYTES,
        weights,
        (long) rows.tapStep() * w.windowW * tap,
        columns.tapStep() * tap,
        vector,
        taps,
        w.columnLoops(columns),
        w.depthLoop(columns),
        target,
        targetStep,
        count,
        lanes);
  }
}
