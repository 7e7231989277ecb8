package lockstep.kernels.conv;

import static java.lang.Math.max;
import static java.lang.Math.min;

import lockstep.kernels.Lanes;

/// The sums of all windows of a convolution, seen from their results: y of the forward direction,
/// or dx of the backward one, whose operand is dy.
///
/// Results are `[batch, height, width, channels]`, cut into [Stretch]es of rows and of columns; in
/// an area where two of them cross every result takes the same taps. A share of the work is some
/// rows of some images by some blocks of channels.
final class Windows {

  /// Channels of a block, within a group: a tile's, so that its weights follow one another.
  static final int BLOCK = 2 * Lanes.COUNT;

  private static final int MOST_SHARES = 32;

  /// Results that stay in the second-level cache until their activation.
  private static final long SHARE_FLOATS = 1 << 16;

  /// Images that a share joins where that pays.
  private static final int JOINED = 8;

  /// The part of the time lost in small areas from which on it pays.
  private static final double MUCH_LOST = 1.0 / 16;

  /// Weights that stay in the second-level cache while results pass by.
  private static final long PASS_BYTES = 1 << 18;

  /// Results of a single tap, of each channel, that go through all blocks of channels at once.
  private static final int NEAR_RESULTS = 48;

  /// Below this a share is not worth another thread.
  private static final double SERIAL_OPERATIONS = 1 << 20;

  final int height;
  final int width;
  final int channels;
  final int groupChannels;
  final Stretch[] rows;
  final Stretch[] columns;

  /// Whether there are results without a single tap.
  final boolean hasGaps;

  final int depth;
  final int blocksPerGroup;

  // Bytes from one to the next, of the operand and of the results.
  final long sourceImage;
  final long sourceRow;
  final long sourcePixel;
  final long pixel;

  final int windowH;
  final int windowW;

  /// Rows of the window whose taps are summed before the next ones are.
  final int passRows;

  private final int batch;
  private final int imagesPerShare;
  private final int rowParts;
  private final int blockParts;
  private final boolean rowOfTapsIsContiguous;

  private Windows(
      ConvShape s,
      int height,
      int width,
      int channels,
      int sourceHeight,
      int sourceWidth,
      int sourceChannels,
      Stretch[] rows,
      Stretch[] columns) {
    batch = s.batch();
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.rows = rows;
    this.columns = columns;
    hasGaps = hasGaps(rows) || hasGaps(columns);
    // The channels of a depthwise convolution are blocked together, as vectors lie across them.
    groupChannels = s.isDepthwise() ? channels : channels / s.groups();
    depth = sourceChannels / s.groups();
    blocksPerGroup = (groupChannels + BLOCK - 1) / BLOCK;
    sourcePixel = (long) sourceChannels * Float.BYTES;
    sourceRow = sourceWidth * sourcePixel;
    sourceImage = sourceHeight * sourceRow;
    pixel = (long) channels * Float.BYTES;
    windowH = s.windowH();
    windowW = s.windowW();
    rowOfTapsIsContiguous = s.groups() == 1 && isContiguous(columns);
    long imageFloats = (long) height * width * channels;
    long tapRowBytes = (long) windowW * depth * min(BLOCK, groupChannels) * Float.BYTES;
    passRows = (int) max(1, min(windowH, PASS_BYTES / max(1, tapRowBytes)));
    if (s.operations() < SERIAL_OPERATIONS) {
      imagesPerShare = max(1, batch);
      rowParts = 1;
      blockParts = 1;
    } else if (passRows < windowH || lost() > MUCH_LOST * height * width) {
      long floats = (long) height * width * min(BLOCK, groupChannels);
      imagesPerShare = (int) max(1, min(min(batch, JOINED), SHARE_FLOATS / floats));
      blockParts = parts(partsOfBlocks(), imageGroups());
      rowParts = parts(height, imageGroups() * blockParts);
    } else {
      imagesPerShare = (int) max(1, min(SHARE_FLOATS / imageFloats, batch / MOST_SHARES));
      rowParts = (int) max(1, min(height, imageFloats / SHARE_FLOATS));
      blockParts = parts(partsOfBlocks(), imageGroups() * rowParts);
    }
  }

  /// A share has a few dozen channels at least: what follows the sums goes by lines of them.
  private int partsOfBlocks() {
    return min(blocks(), Math.ceilDiv(channels, WindowTiles.MOST_CHANNELS));
  }

  /// Into how many parts to cut so many, of what is in so many shares already.
  private static int parts(int count, int shares) {
    return max(1, min(count, MOST_SHARES / max(1, shares)));
  }

  /// How many results more could be had in the time, if every area filled its tiles.
  private double lost() {
    double lost = 0;
    for (Stretch row : rows) {
      for (Stretch column : columns) {
        double fill = max(WindowTiles.fill(row.count()), WindowTiles.fill(column.count()));
        lost += row.count() * column.count() * (1 / fill - 1);
      }
    }
    return lost;
  }

  /// With y as results.
  static Windows forward(ConvShape s) {
    return new Windows(
        s,
        s.outHeight(),
        s.outWidth(),
        s.outChannels(),
        s.height(),
        s.width(),
        s.inChannels(),
        Stretch.forward(
            s.height(), s.outHeight(), s.windowH(), s.strideH(), s.dilationH(), s.padTop()),
        Stretch.forward(
            s.width(), s.outWidth(), s.windowW(), s.strideW(), s.dilationW(), s.padLeft()));
  }

  /// With dx as results.
  static Windows backward(ConvShape s) {
    return new Windows(
        s,
        s.height(),
        s.width(),
        s.inChannels(),
        s.outHeight(),
        s.outWidth(),
        s.outChannels(),
        Stretch.backward(
            s.height(), s.outHeight(), s.windowH(), s.strideH(), s.dilationH(), s.padTop()),
        Stretch.backward(
            s.width(), s.outWidth(), s.windowW(), s.strideW(), s.dilationW(), s.padLeft()));
  }

  private static boolean hasGaps(Stretch[] stretches) {
    for (Stretch stretch : stretches) {
      if (stretch.taps() == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isContiguous(Stretch[] columns) {
    for (Stretch stretch : columns) {
      if (stretch.taps() > 1 && (stretch.sourceTapStep() != 1 || stretch.tapStep() != 1)) {
        return false;
      }
    }
    return true;
  }

  int shares() {
    return imageGroups() * rowParts * blockParts;
  }

  private int imageGroups() {
    return (batch + imagesPerShare - 1) / imagesPerShare;
  }

  int firstImage(int share) {
    return share / blockParts / rowParts * imagesPerShare;
  }

  int endImage(int share) {
    return min(batch, firstImage(share) + imagesPerShare);
  }

  /// The most that a share has.
  int mostImages() {
    return imagesPerShare;
  }

  int firstRow(int share) {
    return (int) ((long) height * (share / blockParts % rowParts) / rowParts);
  }

  int endRow(int share) {
    return (int) ((long) height * (share / blockParts % rowParts + 1) / rowParts);
  }

  /// How many rows of a share go through all of its blocks before the next ones. Of a single tap no
  /// two rows meet a pixel, so a few are best, which stay in a near cache from block to block.
  int rowsAtOnce(int share) {
    return windowH * windowW == 1
        ? (NEAR_RESULTS + width - 1) / width
        : max(1, endRow(share) - firstRow(share));
  }

  int firstBlock(int share) {
    return part(share % blockParts);
  }

  int endBlock(int share) {
    return part(share % blockParts + 1);
  }

  private int part(int part) {
    return (int) ((long) blocks() * part / blockParts);
  }

  int blocks() {
    return channels / groupChannels * blocksPerGroup;
  }

  /// The channel at which a block begins, or the one before ends.
  int firstChannel(int block) {
    return block / blocksPerGroup * groupChannels + block % blocksPerGroup * BLOCK;
  }

  /// How many channels a block has.
  int blockChannels(int block) {
    return min(BLOCK, groupChannels - block % blocksPerGroup * BLOCK);
  }

  /// Where the weights of a block are, once packed: `[windowH, windowW, depth, blockChannels]`.
  ///
  /// Packed, the rows that a tile reads follow one another. In the weights as they come they are a
  /// row of all channels apart, and where that is a power of two they share a few sets of each
  /// cache.
  long packed(long weights, int block) {
    return weights + (long) windowH * windowW * depth * firstChannel(block) * Float.BYTES;
  }

  /// Bytes from an image of the results to the next.
  long targetImage() {
    return (long) height * width * pixel;
  }

  /// Where a row of an image of the results is.
  long target(long target, int image, int row) {
    return target + ((long) image * height + row) * width * pixel;
  }

  /// How many loops over the taps of a row and its channels there are, and how long each is: one
  /// where both lie without gaps in the operand.
  int columnLoops(Stretch stretch) {
    return rowOfTapsIsContiguous ? 1 : stretch.taps();
  }

  int depthLoop(Stretch stretch) {
    return rowOfTapsIsContiguous ? stretch.taps() * depth : depth;
  }
}
