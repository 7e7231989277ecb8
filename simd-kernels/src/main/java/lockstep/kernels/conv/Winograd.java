package lockstep.kernels.conv;

import static java.lang.Math.ceilDiv;
import static java.lang.Math.max;
import static java.lang.Math.min;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// Winograd's minimal filtering. For a square of results F(2×2, 3×3) takes 16 multiplications where
/// the windows take 36, F(4×4, 3×3) 36 for 144, and F(2×2, 5×5) 36 for 100.
///
/// The pixels that a [square][WinogradSquare] sees are transformed; at each position they are
/// multiplied by transformed weights, which is a matrix product of many squares over the channels;
/// the sums are transformed back. Squares take these steps a [chunk][#CHUNK_POSITIONS] at a time,
/// so that what is between them stays in the second-level cache. The bits are those of
/// [WinogradReference], in any number of threads. The small squares' are nearer to the exact sums
/// than those of one chain over all taps, as their chains are shorter (`jmh/lab`, 15), the others'
/// up to three times as far from them (21). One infinity makes NaNs of the whole square.
final class Winograd implements WindowWay {

  /// With more, a few images do not repay the reading of 36 weights for 9 (`jmh/lab`, 21).
  private static final int MOST_FOR_LARGE = 128;

  /// With fewer pixels the weights do, which are 16 for 9.
  private static final int LEAST_PIXELS = 64;

  /// The gradient of the weights transforms these once, so that it needs fewer pixels.
  private static final int LEAST_PIXELS_OF_WEIGHTS = 16;

  /// How many times as many multiplications tap by tap pay for the transforms; those in padding do
  /// not count, those of squares beyond the last row or column do (`jmh/lab`, 18 and 21).
  private static final double LEAST_GAIN = 1.3;

  /// Positions of all squares of a chunk.
  private static final int CHUNK_POSITIONS = 1152;

  /// Transformed pixels of all of them that leave room for the rest.
  private static final int CHUNK_FLOATS = 1 << 18;

  /// Channels up to which the weights of a wide block, at one position of the squares, fill half of
  /// the first-level cache.
  private static final int DEPTH_OF_WIDE_BLOCKS = 128;

  /// Results that stay in the second-level cache until their activation.
  private static final int SHARE_FLOATS = 1 << 16;

  private static final int LEAST_SHARES = 8;
  private static final int MOST_SHARES = 32;

  /// A line of the cache.
  private static final int LINE = 64;

  private final WinogradSquare square;
  private final int side;
  private final int positions;
  private final int batch;

  // Of the results.
  private final int height;
  private final int width;
  private final int channels;

  // Of what comes in.
  private final int sourceHeight;
  private final int sourceWidth;
  private final int depth;

  private final int padTop;
  private final int padLeft;
  private final Activation activation;
  private final int down;
  private final int across;
  private final int squares;

  /// Channels of results that are computed together.
  private final int block;

  private final int imagesPerShare;
  private final int rowParts;

  // Bytes from one position to the next.
  private final long pixelStep;
  private final long sumStep;

  private final WinogradWeights packing;
  private final WindowTiles tiles;
  private final Parallel.Task sharing = this::share;

  private long source;
  private long weights;
  private long bias;
  private long residual;
  private long target;
  private long scratch;

  private Winograd(
      int window,
      int batch,
      int height,
      int width,
      int channels,
      int sourceHeight,
      int sourceWidth,
      int depth,
      int padTop,
      int padLeft,
      boolean transposing,
      Activation activation) {
    square = square(window, height, width, depth, channels);
    side = square.side();
    positions = square.positions();
    this.batch = batch;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.sourceHeight = sourceHeight;
    this.sourceWidth = sourceWidth;
    this.depth = depth;
    this.padTop = padTop;
    this.padLeft = padLeft;
    this.activation = activation;
    down = ceilDiv(height, side);
    across = ceilDiv(width, side);
    block = depth > DEPTH_OF_WIDE_BLOCKS ? Windows.BLOCK : WindowTiles.MOST_CHANNELS;
    squares = min(CHUNK_POSITIONS, CHUNK_FLOATS / depth) / positions;
    long imageFloats = (long) height * width * channels;
    imagesPerShare = (int) max(1, min(SHARE_FLOATS / imageFloats, batch / MOST_SHARES));
    int leastParts = ceilDiv(LEAST_SHARES, max(1, ceilDiv(batch, imagesPerShare)));
    rowParts = (int) min(down, max(imageFloats / SHARE_FLOATS, leastParts));
    // A line more, or all positions of a square would share a few sets of the first-level cache.
    pixelStep = (long) squares * depth * Float.BYTES + LINE;
    sumStep = (long) squares * min(channels, block) * Float.BYTES + LINE;
    packing = new WinogradWeights(square, depth, channels, block, transposing);
    tiles = new WindowTiles((long) depth * Float.BYTES, Float.BYTES);
  }

  /// Whether a convolution goes this way: by the shape of an image and of the window alone, as it
  /// has bits of its own.
  static boolean suits(ConvShape s) {
    return suitsWindow(s)
        && leastPixels(s) >= LEAST_PIXELS
        && isWorthIt(s, ofResults(s), s.outHeight(), s.outWidth());
  }

  /// The same of the gradient of its input.
  static boolean suitsInputGradient(ConvShape s) {
    return suitsWindow(s)
        && leastPixels(s) >= LEAST_PIXELS
        && isWorthIt(s, ofInput(s), s.height(), s.width());
  }

  /// The same of the gradient of its weights, with 3 × 3 windows only.
  static boolean suitsWeightGradient(ConvShape s) {
    return s.windowH() == 3
        && suitsWindow(s)
        && leastPixels(s) >= LEAST_PIXELS_OF_WEIGHTS
        && isWorthIt(s, ofWeightGradient(s), s.outHeight(), s.outWidth());
  }

  static WinogradSquare ofResults(ConvShape s) {
    return square(s.windowH(), s.outHeight(), s.outWidth(), s.inChannels(), s.outChannels());
  }

  static WinogradSquare ofInput(ConvShape s) {
    return square(s.windowH(), s.height(), s.width(), s.outChannels(), s.inChannels());
  }

  /// For each square all transformed weights are read: they should be few.
  private static WinogradSquare square(int window, int height, int width, int depth, int channels) {
    return max(depth, channels) <= MOST_FOR_LARGE
        ? WinogradSquare.of(window, height, width)
        : WinogradSquare.smallest(window);
  }

  static WinogradSquareOfWeights ofWeightGradient(ConvShape s) {
    return WinogradSquareOfWeights.of(s.outHeight(), s.outWidth());
  }

  /// Of an image, before or after.
  private static long leastPixels(ConvShape s) {
    return min((long) s.height() * s.width(), (long) s.outHeight() * s.outWidth());
  }

  /// @param square of what the result is
  /// @param rows of it; likewise `columns`
  private static boolean isWorthIt(ConvShape s, WinogradSquare square, int rows, int columns) {
    double tapByTap =
        taps(s.height(), s.outHeight(), s.windowH(), s.padTop())
            * taps(s.width(), s.outWidth(), s.windowW(), s.padLeft());
    return tapByTap >= LEAST_GAIN * square.multiplications(rows, columns)
        && min(s.inChannels(), s.outChannels()) >= square.leastChannels();
  }

  /// How many taps along one axis find a pixel.
  private static double taps(int in, int out, int window, int pad) {
    double taps = 0;
    for (int tap = 0; tap < window; tap++) {
      taps += max(0, min(out, in + pad - tap) - max(0, pad - tap));
    }
    return taps;
  }

  private static boolean suitsWindow(ConvShape s) {
    int most = s.windowH() - 1;
    return (s.windowH() == 3 || s.windowH() == 5)
        && s.windowW() == s.windowH()
        && s.strideH() == 1
        && s.strideW() == 1
        && s.dilationH() == 1
        && s.dilationW() == 1
        && s.groups() == 1
        && max(max(s.padTop(), s.padBottom()), max(s.padLeft(), s.padRight())) <= most
        && suitsChannels(s.inChannels())
        && suitsChannels(s.outChannels());
  }

  private static boolean suitsChannels(int channels) {
    return channels > 0 && channels % 16 == 0 && channels <= Zeros.MOST_CHANNELS;
  }

  static Winograd forward(ConvShape s, Activation activation) {
    return new Winograd(
        s.windowH(),
        s.batch(),
        s.outHeight(),
        s.outWidth(),
        s.outChannels(),
        s.height(),
        s.width(),
        s.inChannels(),
        s.padTop(),
        s.padLeft(),
        false,
        activation);
  }

  /// The window turned about, over dy padded by what is left of the window.
  static Winograd backward(ConvShape s, Activation activation) {
    int last = s.windowH() - 1;
    return new Winograd(
        s.windowH(),
        s.batch(),
        s.height(),
        s.width(),
        s.inChannels(),
        s.outHeight(),
        s.outWidth(),
        s.outChannels(),
        last - s.padTop(),
        last - s.padLeft(),
        true,
        activation);
  }

  @Override
  public long packedBytes() {
    return packing.bytes();
  }

  @Override
  public long pack(Parallel parallel, long weights, long packed) {
    packing.run(parallel, weights, packed);
    return packed;
  }

  @Override
  public long scratchBytes(int threads) {
    return threads * threadBytes();
  }

  /// Transformed pixels, sums, and a row for results that lie outside the image.
  private long threadBytes() {
    return positions * (pixelStep + sumStep) + (long) block * Float.BYTES;
  }

  @Override
  public void run(
      Parallel parallel,
      long source,
      long packed,
      long bias,
      long residual,
      long target,
      long scratch) {
    this.source = source;
    weights = packed;
    this.bias = bias;
    this.residual = residual;
    this.target = target;
    this.scratch = scratch;
    parallel.run(ceilDiv(batch, imagesPerShare) * rowParts, sharing);
  }

  private void share(int share, int thread) {
    int firstRow = down * (share % rowParts) / rowParts;
    int endRow = down * (share % rowParts + 1) / rowParts;
    int firstImage = share / rowParts * imagesPerShare;
    int endImage = min(batch, firstImage + imagesPerShare);
    int perImage = (endRow - firstRow) * across;
    int count = (endImage - firstImage) * perImage;
    long pixels = scratch + thread * threadBytes();
    int chunks = ceilDiv(count, squares);
    for (int i = 0; i < chunks; i++) {
      int first = (int) ((long) count * i / chunks);
      int end = (int) ((long) count * (i + 1) / chunks);
      int image = firstImage + first / perImage;
      int row = firstRow + first % perImage / across;
      int column = first % across;
      chunk(image, row, column, firstRow, endRow, end - first, pixels);
    }
    for (int image = firstImage; image < endImage; image++) {
      finish(image, firstRow * side, min(height, endRow * side));
    }
  }

  /// So many squares from one on, along rows `firstRow` to `endRow` of squares of each image.
  private void chunk(
      int image, int row, int column, int firstRow, int endRow, int count, long pixels) {
    long sums = pixels + positions * pixelStep;
    transform(image, row, column, firstRow, endRow, count, pixels);
    for (int channel = 0; channel < channels; channel += block) {
      int lanes = min(block, channels - channel);
      multiply(pixels, square.block(weights, depth, channel), sums, count, lanes);
      transformBack(image, row, column, firstRow, endRow, count, sums, channel, lanes);
    }
  }

  private void transform(
      int image, int row, int column, int firstRow, int endRow, int count, long pixels) {
    long pixel = (long) depth * Float.BYTES;
    long imageBytes = (long) sourceHeight * sourceWidth * pixel;
    for (int i = 0; i < count; i++) {
      square.pixels(
          source + image * imageBytes,
          row * side - padTop,
          column * side - padLeft,
          sourceHeight,
          sourceWidth,
          pixel,
          pixel,
          pixels + i * pixel,
          pixelStep);
      if (++column == across) {
        column = 0;
        if (++row == endRow) {
          row = firstRow;
          image++;
        }
      }
    }
    square.endPixels(pixels, pixelStep, count * pixel);
  }

  private void multiply(long pixels, long by, long sums, int count, int lanes) {
    long pixel = (long) depth * Float.BYTES;
    long vector = (long) lanes * Float.BYTES;
    boolean fresh = WindowTiles.cover(lanes);
    for (int position = 0; position < positions; position++) {
      long to = sums + position * sumStep;
      if (!fresh) {
        Zeros.fill(to, (long) count * lanes);
      }
      Tiles.onto(
          tiles,
          true,
          pixels + position * pixelStep,
          pixel,
          0,
          0,
          Float.BYTES,
          by + position * (depth * vector),
          0,
          0,
          vector,
          1,
          1,
          depth,
          to,
          vector,
          count,
          lanes);
    }
  }

  private void transformBack(
      int image,
      int row,
      int column,
      int firstRow,
      int endRow,
      int count,
      long sums,
      int channel,
      int lanes) {
    long outside = sums + positions * sumStep;
    long pixel = (long) channels * Float.BYTES;
    long rowBytes = width * pixel;
    long first = target + (long) channel * Float.BYTES;
    square.beginResults(sums, sumStep, (long) count * lanes * Float.BYTES);
    for (int i = 0; i < count; i++) {
      int y = row * side;
      int x = column * side;
      square.results(
          sums + (long) i * lanes * Float.BYTES,
          sumStep,
          (long) lanes * Float.BYTES,
          first + ((long) image * height + y) * rowBytes + x * pixel,
          pixel,
          rowBytes,
          height - y,
          width - x,
          outside);
      if (++column == across) {
        column = 0;
        if (++row == endRow) {
          row = firstRow;
          image++;
        }
      }
    }
  }

  private void finish(int image, int firstRow, int endRow) {
    if (bias == 0 && residual == 0 && activation == Activation.NONE) {
      return;
    }
    long pixel = (long) channels * Float.BYTES;
    for (int row = firstRow; row < endRow; row++) {
      long at = ((long) image * height + row) * width * pixel;
      Epilogue.apply(
          activation, bias, residual == 0 ? 0 : residual + at, target + at, width, channels, pixel);
    }
  }
}
