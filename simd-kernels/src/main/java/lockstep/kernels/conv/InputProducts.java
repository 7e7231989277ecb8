package lockstep.kernels.conv;

import static java.lang.Math.max;
import static java.lang.Math.min;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;
import lockstep.kernels.map.Activation;

/// The gradient of an input with [few channels][#suit], which fill no vector: what each pixel of y
/// sends to each tap, as matrix products `weights · dyᵀ` that have pixels as columns, and then the
/// sums of what arrives at a pixel of x.
///
/// The rows of y, of all images, are cut into bands, so that what they send stays in the cache.
/// Bands follow one another, and with them the addends of every pixel.
final class InputProducts {

  private static final int MOST_CHANNELS = 4;

  /// What the pixels of a band send.
  private static final int BAND_FLOATS = 1 << 17;

  private static final int SHARES = 32;

  /// Below this a share is not worth another thread.
  private static final double SERIAL_OPERATIONS = 1 << 20;

  private final ConvShape shape;
  private final Activation activation;
  private final int channels;
  private final int outHeight;
  private final int outWidth;
  private final long rowsOfY;
  private final int bandRows;
  private final Gemm whole;
  private final Gemm rest;

  // For each column of the window the columns of y where it is inside the image.
  private final int[] firstColumn;
  private final int[] endColumn;

  private final int rowShares;
  private final Parallel.Task clearing = this::clear;
  private final Parallel.Task adding = this::add;
  private final Parallel.Task finishing = this::finish;

  private long sent;
  private long bias;
  private long residual;
  private long dx;

  // Of the current band: rows of y and of x.
  private long firstRow;
  private long endRow;
  private long firstTarget;
  private long endTarget;

  InputProducts(ConvShape shape, Activation activation) {
    this.shape = shape;
    this.activation = activation;
    channels = shape.inChannels();
    outHeight = shape.outHeight();
    outWidth = shape.outWidth();
    rowsOfY = (long) shape.batch() * outHeight;
    int perRow = rows(shape) * outWidth;
    bandRows = (int) min(rowsOfY, max(1, BAND_FLOATS / perRow));
    whole = product(bandRows);
    rest = rowsOfY % bandRows == 0 ? whole : product((int) (rowsOfY % bandRows));
    firstColumn =
        Taps.firsts(outWidth, shape.windowW(), shape.strideW(), shape.dilationW(), shape.padLeft());
    endColumn =
        Taps.ends(
            shape.width(),
            outWidth,
            shape.windowW(),
            shape.strideW(),
            shape.dilationW(),
            shape.padLeft());
    rowShares = shape.operations() < SERIAL_OPERATIONS ? 1 : SHARES;
  }

  /// Whether the gradient is computed in this way: by the shape alone, as it has an order of its
  /// own ([ConvReference#inputGradient]).
  static boolean suit(ConvShape s) {
    return s.groups() == 1
        && s.inChannels() <= MOST_CHANNELS
        && s.windowH() * (long) s.windowW() > 1
        && s.outWidth() > 1
        && s.batch() > 0
        && (long) rows(s) * s.outWidth() <= Integer.MAX_VALUE;
  }

  /// What one pixel sends.
  private static int rows(ConvShape s) {
    return Math.multiplyExact(s.windowH() * s.windowW(), s.inChannels());
  }

  private Gemm product(int rowsOfY) {
    return Gemm.of(
        GemmShape.dense(rows(shape), rowsOfY * outWidth, shape.outChannels(), false, true));
  }

  long scratchBytes(int threads) {
    return sentBytes() + max(whole.scratchBytes(threads), rest.scratchBytes(threads));
  }

  private long sentBytes() {
    return Math.ceilDiv((long) rows(shape) * bandRows * outWidth * Float.BYTES, 64) * 64;
  }

  void run(
      Parallel parallel, long dy, long weights, long bias, long residual, long dx, long scratch) {
    this.bias = bias;
    this.residual = residual;
    this.dx = dx;
    sent = scratch;
    firstTarget = 0;
    endTarget = (long) shape.batch() * shape.height();
    parallel.run(rowShares, clearing);
    long row = (long) outWidth * shape.outChannels() * Float.BYTES;
    for (firstRow = 0; firstRow < rowsOfY; firstRow = endRow) {
      endRow = min(rowsOfY, firstRow + bandRows);
      Gemm product = endRow - firstRow == bandRows ? whole : rest;
      product.run(parallel, 1, weights, dy + firstRow * row, 0, sent, scratch + sentBytes());
      firstTarget = target(firstRow, 0);
      endTarget = target(endRow - 1, (shape.windowH() - 1) * shape.dilationH()) + 1;
      parallel.run(rowShares, adding);
    }
    firstTarget = 0;
    endTarget = (long) shape.batch() * shape.height();
    if (bias != 0 || residual != 0 || activation != Activation.NONE) {
      parallel.run(rowShares, finishing);
    }
  }

  /// The row of x, of all images, that a row of y meets so far down in the window; the nearest in
  /// the image where it meets none.
  private long target(long row, int down) {
    long y = row % outHeight * shape.strideH() + down - shape.padTop();
    return row / outHeight * shape.height() + Math.clamp(y, 0, shape.height() - 1);
  }

  private long first(int share) {
    return firstTarget + (endTarget - firstTarget) * share / rowShares;
  }

  private long rowFloats() {
    return (long) shape.width() * channels;
  }

  private void clear(int share, int thread) {
    Zeros.fill(
        dx + first(share) * rowFloats() * Float.BYTES,
        (first(share + 1) - first(share)) * rowFloats());
  }

  private void finish(int share, int thread) {
    for (long row = first(share); row < first(share + 1); row++) {
      long at = row * rowFloats() * Float.BYTES;
      Epilogue.apply(
          activation,
          bias,
          residual == 0 ? 0 : residual + at,
          dx + at,
          shape.width(),
          channels,
          (long) channels * Float.BYTES);
    }
  }

  private void add(int share, int thread) {
    for (long row = first(share); row < first(share + 1); row++) {
      long image = row / shape.height();
      long down = row % shape.height() + shape.padTop();
      long nearest =
          Math.ceilDiv(down - (shape.windowH() - 1L) * shape.dilationH(), shape.strideH());
      long from = max(image * outHeight + max(0, nearest), firstRow);
      long end = min(image * outHeight + min(outHeight, down / shape.strideH() + 1), endRow);
      for (long y = from; y < end; y++) {
        long left = down - (y - image * outHeight) * shape.strideH();
        if (left % shape.dilationH() == 0) {
          row(y - firstRow, (int) (left / shape.dilationH()), row);
        }
      }
    }
  }

  /// Adds what a row of y sends through a row of the window.
  private void row(long rowOfBand, int ky, long target) {
    long line = (endRow - firstRow) * outWidth;
    long step = (long) shape.strideW() * channels * Float.BYTES;
    for (int kx = 0; kx < shape.windowW(); kx++) {
      int column = firstColumn[kx];
      int count = endColumn[kx] - column;
      long ix = (long) column * shape.strideW() + (long) kx * shape.dilationW() - shape.padLeft();
      long tap = ((long) ky * shape.windowW() + kx) * channels;
      for (int c = 0; c < channels && count > 0; c++) {
        onto(
            sent + ((tap + c) * line + rowOfBand * outWidth + column) * Float.BYTES,
            count,
            dx + ((target * shape.width() + ix) * channels + c) * Float.BYTES,
            step);
      }
    }
  }

  private static void onto(long from, int count, long to, long step) {
    if (step == Float.BYTES) {
      Epilogue.add(to, from, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      Floats.set(to, Floats.get(to) + Floats.get(from + (long) i * Float.BYTES));
      to += step;
    }
  }
}
