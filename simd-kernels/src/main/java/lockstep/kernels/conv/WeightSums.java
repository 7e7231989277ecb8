package lockstep.kernels.conv;

import static java.lang.Math.max;
import static java.lang.Math.min;

/// Sums the gradient of the weights over some images, vectors lying across the output channels.
///
/// The work is a number of units: a tap of the window by a block of output channels. They take
/// turns on a band of rows of an image, or of small images, so that this is read from memory once.
///
/// The rows of a tile are the input channels of the tap. Where there are fewer of them than rows of
/// the window, as in first layers, a unit is instead one input channel of a column of the window,
/// and the rows of a tile are that column's taps.
final class WeightSums implements WeightWay {

  /// As many pixels of a block of dy fit the first-level cache with room for x. Fewer would be lost
  /// in loading and storing the sums, which do not fit the second-level cache in wide layers.
  private static final int BAND_PIXELS = 192;

  /// Where the rows of a tile are taps, so many times fewer parts.
  private static final int DY_READERS = 4;

  private final ConvShape shape;
  private final boolean depthwise;
  private final int outWidth;
  private final int outHeight;
  private final int blocksPerGroup;

  /// Whether the rows of a tile are the taps of a column of the window.
  private final boolean down;

  /// Units of a block.
  private final int turns;

  /// Rows of a unit's sums, and the bytes from one to the next.
  private final int rows;

  private final long weightRow;

  /// The rows of y that meet the same rows of the window.
  private final Stretch[] stretches;

  private final int bandRows;
  private final int bandImages;

  // For each row or column of the window the rows or columns of y where it is inside the image.
  private final int[] firstRow;
  private final int[] endRow;
  private final int[] firstColumn;
  private final int[] endColumn;

  private final long inPixel;
  private final long inRow;
  private final long outPixel;
  private final long outRow;
  private final WindowTiles tiles;

  private final int parts;

  WeightSums(ConvShape s, int shares) {
    shape = s;
    depthwise = s.isDepthwise();
    outWidth = s.outWidth();
    outHeight = s.outHeight();
    int blocked = depthwise ? s.outChannels() : s.groupOutChannels();
    down = !depthwise && s.windowH() > s.groupInChannels();
    blocksPerGroup = (blocked + block() - 1) / block();
    turns = s.windowW() * (down ? s.groupInChannels() : s.windowH());
    rows = depthwise ? 1 : down ? s.windowH() : s.groupInChannels();
    inPixel = (long) s.inChannels() * Float.BYTES;
    inRow = s.width() * inPixel;
    outPixel = (long) s.outChannels() * Float.BYTES;
    outRow = outWidth * outPixel;
    weightRow = down ? turns * outPixel : outPixel;
    stretches =
        Stretch.forward(s.height(), outHeight, s.windowH(), s.strideH(), s.dilationH(), s.padTop());
    tiles = new WindowTiles(down ? s.dilationH() * inRow : Float.BYTES, s.strideW() * inPixel);
    firstRow = Taps.firsts(outHeight, s.windowH(), s.strideH(), s.dilationH(), s.padTop());
    endRow = Taps.ends(s.height(), outHeight, s.windowH(), s.strideH(), s.dilationH(), s.padTop());
    firstColumn = Taps.firsts(outWidth, s.windowW(), s.strideW(), s.dilationW(), s.padLeft());
    endColumn =
        Taps.ends(s.width(), outWidth, s.windowW(), s.strideW(), s.dilationW(), s.padLeft());
    bandRows = max(1, min(BAND_PIXELS / outWidth, outHeight));
    bandImages =
        bandRows < outHeight || depthwise || down
            ? 1
            : max(1, BAND_PIXELS / (outHeight * outWidth));
    // Each part reads all of dy, which is most of the work's memory where x has few channels.
    parts = max(1, min(units(), down ? shares / DY_READERS : shares));
  }

  /// More channels where vectors lie across those of x too.
  private int block() {
    if (depthwise) {
      return 2 * WindowTiles.MOST_CHANNELS;
    }
    return down ? WindowTiles.MOST_CHANNELS : Windows.BLOCK;
  }

  @Override
  public int parts() {
    return parts;
  }

  private int units() {
    return (depthwise ? 1 : shape.groups()) * blocksPerGroup * turns;
  }

  @Override
  public void run(int chunk, int part, long x, long dy, long dweights, long scratch) {
    int firstUnit = WeightWay.first(part, parts, units());
    int endUnit = WeightWay.first(part + 1, parts, units());
    int firstImage = Chunks.first(shape, chunk);
    int endImage = Chunks.first(shape, chunk + 1);
    for (int unit = firstUnit; unit < endUnit; unit++) {
      Zeros.fill(weights(dweights, unit), rows, lanes(unit), weightRow);
    }
    for (int image = firstImage; image < endImage; image += bandImages) {
      int images = min(bandImages, endImage - image);
      for (int row = 0; row < outHeight; row += bandRows) {
        int end = min(outHeight, row + bandRows);
        int packed = -1;
        for (int unit = firstUnit; unit < endUnit; unit++) {
          if (packs() && unit / turns != packed) {
            packed = unit / turns;
            pack(dy, image, images, row, end, unit, scratch);
          }
          if (down) {
            column(x, dy, weights(dweights, unit), image, row, end, unit, scratch);
          } else {
            band(x, dy, weights(dweights, unit), image, images, row, end, unit, scratch);
          }
        }
      }
    }
  }

  /// Whether a band's dy is copied, so that what a block reads lies together.
  private boolean packs() {
    return !depthwise && shape.outChannels() > block();
  }

  @Override
  public long scratchBytes() {
    return packs() ? (long) bandImages * bandRows * outWidth * block() * Float.BYTES : 0;
  }

  /// Bands of several images are whole ones, without gaps.
  private void pack(long dy, int image, int images, int first, int end, int unit, long scratch) {
    WeightPacking.copy(
        dy(dy, image, first) + (long) channel(unit) * Float.BYTES,
        outPixel,
        images * (end - first) * outWidth,
        lanes(unit),
        scratch);
  }

  private long dy(long dy, int image, int row) {
    return dy + ((long) image * outHeight + row) * outRow;
  }

  private int lanes(int unit) {
    int blocked = depthwise ? shape.outChannels() : shape.groupOutChannels();
    return min(block(), blocked - unit / turns % blocksPerGroup * block());
  }

  private int group(int unit) {
    return unit / turns / blocksPerGroup;
  }

  private int channel(int unit) {
    return group(unit) * shape.groupOutChannels() + unit / turns % blocksPerGroup * block();
  }

  private long weights(long dweights, int unit) {
    long turn = (down ? 1 : rows) * outPixel;
    return dweights + unit % turns * turn + (long) channel(unit) * Float.BYTES;
  }

  private void band(
      long x,
      long dy,
      long dweights,
      int image,
      int images,
      int first,
      int end,
      int unit,
      long scratch) {
    int ky = unit % turns / shape.windowW();
    int kx = unit % turns % shape.windowW();
    int row = max(first, firstRow[ky]);
    int rows = min(end, endRow[ky]) - row;
    int column = firstColumn[kx];
    int columns = endColumn[kx] - column;
    if (rows <= 0 || columns <= 0) {
      return;
    }
    long iy = (long) row * shape.strideH() + (long) ky * shape.dilationH() - shape.padTop();
    long ix = (long) column * shape.strideW() + (long) kx * shape.dilationW() - shape.padLeft();
    int channel = depthwise ? channel(unit) : group(unit) * shape.groupInChannels();
    long a =
        x
            + ((long) image * shape.height() + iy) * inRow
            + ix * inPixel
            + (long) channel * Float.BYTES;
    int lanes = lanes(unit);
    long bPixel = packs() ? (long) lanes * Float.BYTES : outPixel;
    long bRow = outWidth * bPixel;
    long b =
        packs()
            ? scratch + (row - first) * bRow + column * bPixel
            : dy(dy, image, row) + column * bPixel + (long) channel(unit) * Float.BYTES;
    if (depthwise) {
      DepthwiseWeights.onto(
          a,
          shape.strideH() * inRow,
          shape.strideW() * inPixel,
          b,
          bRow,
          bPixel,
          rows,
          columns,
          dweights,
          lanes);
    } else {
      Tiles.onto(
          tiles,
          false,
          a,
          Float.BYTES,
          shape.height() * inRow,
          shape.strideH() * inRow,
          shape.strideW() * inPixel,
          b,
          outHeight * bRow,
          bRow,
          bPixel,
          images,
          rows,
          columns,
          dweights,
          weightRow,
          this.rows,
          lanes);
    }
  }

  /// The same for a unit that is a column of the window.
  private void column(
      long x, long dy, long dweights, int image, int first, int end, int unit, long scratch) {
    int kx = unit % turns / shape.groupInChannels();
    int channel = group(unit) * shape.groupInChannels() + unit % turns % shape.groupInChannels();
    int column = firstColumn[kx];
    int columns = endColumn[kx] - column;
    if (columns <= 0) {
      return;
    }
    long ix = (long) column * shape.strideW() + (long) kx * shape.dilationW() - shape.padLeft();
    int lanes = lanes(unit);
    long bPixel = packs() ? (long) lanes * Float.BYTES : outPixel;
    long bRow = outWidth * bPixel;
    long b =
        packs()
            ? scratch + column * bPixel
            : dy(dy, image, first) + column * bPixel + (long) channel(unit) * Float.BYTES;
    for (Stretch stretch : stretches) {
      int before = stretch.countBefore(first);
      int count = stretch.countBefore(end) - before;
      if (count == 0 || stretch.taps() == 0) {
        continue;
      }
      long iy = stretch.source() + (long) before * stretch.sourceStep();
      Tiles.onto(
          tiles,
          false,
          x
              + ((long) image * shape.height() + iy) * inRow
              + ix * inPixel
              + (long) channel * Float.BYTES,
          shape.dilationH() * inRow,
          0,
          shape.strideH() * inRow,
          shape.strideW() * inPixel,
          b + (stretch.first() + before - first) * bRow,
          0,
          bRow,
          bPixel,
          1,
          count,
          columns,
          dweights + stretch.tap() * weightRow,
          weightRow,
          stretch.taps(),
          lanes);
    }
  }
}
