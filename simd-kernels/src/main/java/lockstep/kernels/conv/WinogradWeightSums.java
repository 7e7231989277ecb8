package lockstep.kernels.conv;

import static java.lang.Math.ceilDiv;
import static java.lang.Math.min;

/// Sums the gradient of the weights over some images by [Winograd]'s squares: their pixels are
/// transformed, and so are the gradients of their results; at each of the 16 positions the sums
/// over squares are matrix products; the sums are transformed to the window. The bits are those of
/// [WinogradReference#weightGradient].
///
/// A part is a block of channels of x by some blocks of channels of y.
final class WinogradWeightSums implements WeightWay {

  private static final int BLOCK = WindowTiles.MOST_CHANNELS;

  /// Positions of all squares whose transforms stay in the second-level cache.
  private static final int POSITIONS = 1152;

  /// Parts of all chunks that keep the threads busy; more would transform more often.
  private static final int ENOUGH_SHARES = 16;

  private final ConvShape shape;
  private final WinogradSquareOfWeights square;
  private final int squaresAtOnce;

  /// Bytes from one position to the next: a line more, or all positions of a square would share a
  /// few sets of the first-level cache.
  private final long step;

  private final int down;
  private final int across;
  private final int outBlocks;
  private final int outParts;
  private final WindowTiles tiles = new WindowTiles(Float.BYTES, (long) BLOCK * Float.BYTES);

  WinogradWeightSums(ConvShape shape) {
    this.shape = shape;
    square = Winograd.ofWeightGradient(shape);
    squaresAtOnce = POSITIONS / square.positions();
    step = (long) squaresAtOnce * BLOCK * Float.BYTES + 64;
    down = ceilDiv(shape.outHeight(), square.side());
    across = ceilDiv(shape.outWidth(), square.side());
    outBlocks = ceilDiv(shape.outChannels(), BLOCK);
    outParts = min(outBlocks, ceilDiv(ENOUGH_SHARES, Chunks.count(shape) * inBlocks()));
  }

  private int inBlocks() {
    return ceilDiv(shape.inChannels(), BLOCK);
  }

  @Override
  public int parts() {
    return inBlocks() * outParts;
  }

  @Override
  public long scratchBytes() {
    return 2L * square.positions() * step + ceilDiv(outBlocks, outParts) * sumsBytes();
  }

  /// The bytes of the sums of a block of channels of y.
  private long sumsBytes() {
    return square.positions() * sumsStep();
  }

  private static long sumsStep() {
    return (long) BLOCK * BLOCK * Float.BYTES + 64;
  }

  @Override
  public void run(int chunk, int part, long x, long dy, long dweights, long scratch) {
    int channel = part / outParts * BLOCK;
    int rows = min(BLOCK, shape.inChannels() - channel);
    int firstBlock = WeightWay.first(part % outParts, outParts, outBlocks);
    int endBlock = WeightWay.first(part % outParts + 1, outParts, outBlocks);
    int firstImage = Chunks.first(shape, chunk);
    long results = scratch + square.positions() * step;
    long sums = results + square.positions() * step;
    Zeros.fill(sums, (endBlock - firstBlock) * sumsBytes() / Float.BYTES);
    int count = (Chunks.first(shape, chunk + 1) - firstImage) * down * across;
    for (int first = 0; first < count; first += squaresAtOnce) {
      int squares = min(squaresAtOnce, count - first);
      pixels(x, channel, rows, firstImage, first, squares, scratch);
      for (int block = firstBlock; block < endBlock; block++) {
        results(dy, block, firstImage, first, squares, results);
        multiply(
            scratch,
            rows,
            results,
            lanes(block),
            squares,
            sums + (block - firstBlock) * sumsBytes());
      }
    }
    for (int block = firstBlock; block < endBlock; block++) {
      windows(sums + (block - firstBlock) * sumsBytes(), channel, rows, block, dweights);
    }
  }

  private int lanes(int block) {
    return min(BLOCK, shape.outChannels() - block * BLOCK);
  }

  private void pixels(
      long x, int channel, int rows, int firstImage, int first, int squares, long to) {
    long pixel = (long) shape.inChannels() * Float.BYTES;
    long image = (long) shape.height() * shape.width() * pixel;
    for (int i = 0; i < squares; i++) {
      int number = first + i;
      square.pixels(
          x + (firstImage + number / (down * across)) * image + (long) channel * Float.BYTES,
          number / across % down * square.side() - shape.padTop(),
          number % across * square.side() - shape.padLeft(),
          shape.height(),
          shape.width(),
          pixel,
          (long) rows * Float.BYTES,
          to + (long) i * BLOCK * Float.BYTES,
          step);
    }
    square.endPixels(to, step, (long) squares * BLOCK * Float.BYTES);
  }

  private void results(long dy, int block, int firstImage, int first, int squares, long to) {
    long pixel = (long) shape.outChannels() * Float.BYTES;
    long row = shape.outWidth() * pixel;
    long bytes = (long) lanes(block) * Float.BYTES;
    for (int i = 0; i < squares; i++) {
      int number = first + i;
      int image = firstImage + number / (down * across);
      int y = number / across % down * square.side();
      int x = number % across * square.side();
      long at =
          dy
              + ((long) image * shape.outHeight() + y) * row
              + x * pixel
              + (long) block * BLOCK * Float.BYTES;
      square.resultGradients(
          at, pixel, row, shape.outHeight() - y, shape.outWidth() - x, bytes, to + i * bytes, step);
    }
    square.endResultGradients(to, step, squares * bytes);
  }

  private void multiply(long pixels, int rows, long results, int lanes, int squares, long sums) {
    long vector = (long) lanes * Float.BYTES;
    for (int position = 0; position < square.positions(); position++) {
      Tiles.onto(
          tiles,
          false,
          pixels + position * step,
          Float.BYTES,
          0,
          0,
          (long) BLOCK * Float.BYTES,
          results + position * step,
          0,
          0,
          vector,
          1,
          1,
          squares,
          sums + position * sumsStep(),
          vector,
          rows,
          lanes);
    }
  }

  private void windows(long sums, int channel, int rows, int block, long dweights) {
    long row = (long) shape.outChannels() * Float.BYTES;
    long bytes = (long) lanes(block) * Float.BYTES;
    for (int i = 0; i < rows; i++) {
      square.windowGradient(
          sums + i * bytes,
          sumsStep(),
          bytes,
          dweights + (channel + i) * row + (long) block * BLOCK * Float.BYTES,
          shape.inChannels() * row);
    }
  }
}
