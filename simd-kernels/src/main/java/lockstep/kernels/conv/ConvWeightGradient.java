package lockstep.kernels.conv;

import static java.lang.Math.min;

import lockstep.kernels.Parallel;

/// The gradients of a convolution's weights, `dweights[ky, kx, c, k] = Σ x[…, c] · dy[n, oy, ox,
/// k]` over images and pixels of y, and of its bias, `dbias[k] = Σ dy[n, oy, ox, k]`, bound to a
/// shape.
///
/// The batch is cut into chunks of whole images by the shape alone. Each chunk is summed by itself
/// and then they are added in order: the bits are those of [ConvReference#weightGradient], for any
/// number of threads and any width of vectors. Results overlap no other operand. One object serves
/// one caller at a time.
public final class ConvWeightGradient {

  private static final int SHARES = 32;

  /// Below this a share is not worth another thread.
  private static final double SERIAL_OPERATIONS = 1 << 20;

  private final ConvShape shape;
  private final WeightWay sums;
  private final int chunks;
  private final int parts;
  private final long biasPixels;
  private final int biasChannels;
  private final boolean biasOfX;
  private final Parallel.Task summing = this::sum;
  private final Parallel.Task joining = this::join;

  private long x;
  private long dy;
  private long dweights;
  private long dbias;
  private long scratch;

  private ConvWeightGradient(ConvShape shape, boolean biasOfX) {
    this.shape = shape;
    this.biasOfX = biasOfX;
    chunks = Chunks.count(shape);
    sums = WeightWay.of(shape, shape.operations() < SERIAL_OPERATIONS);
    parts = sums.parts();
    biasChannels = biasOfX ? shape.inChannels() : shape.outChannels();
    biasPixels =
        biasOfX
            ? (long) shape.height() * shape.width()
            : (long) shape.outHeight() * shape.outWidth();
  }

  /// {@return the gradients for the convolution of that shape}
  public static ConvWeightGradient of(ConvShape shape) {
    return new ConvWeightGradient(shape, false);
  }

  /// For a transposed convolution, whose output is x here: its bias is summed over x.
  static ConvWeightGradient withBiasOfX(ConvShape shape) {
    return new ConvWeightGradient(shape, true);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return (chunks - 1) * partialBytes() + threads * sums.scratchBytes();
  }

  /// Computes the gradients.
  ///
  /// @param x address of x; likewise `dy`, `dweights`
  /// @param dbias address of the bias' gradient, or {@link ConvForward#ABSENT} if it is not wanted
  /// @param scratch address of {@link #scratchBytes(int)} bytes that nobody else uses meanwhile
  public void run(Parallel parallel, long x, long dy, long dweights, long dbias, long scratch) {
    this.x = x;
    this.dy = dy;
    this.dweights = dweights;
    this.dbias = dbias;
    this.scratch = scratch;
    parallel.run(chunks * parts, summing);
    if (chunks > 1) {
      parallel.run(joinShares(), joining);
    }
  }

  private long partialBytes() {
    return (shape.weightFloats() + biasChannels) * Float.BYTES;
  }

  private void sum(int share, int thread) {
    int chunk = share / parts;
    int part = share % parts;
    int firstImage = Chunks.first(shape, chunk);
    int endImage = Chunks.first(shape, chunk + 1);
    long partial = scratch + (chunk - 1) * partialBytes();
    if (dbias != 0) {
      int channel = WeightWay.first(part, parts, biasChannels);
      int count = WeightWay.first(part + 1, parts, biasChannels) - channel;
      long offset = (long) channel * Float.BYTES;
      long to = offset + (chunk == 0 ? dbias : partial + shape.weightFloats() * Float.BYTES);
      long row = (long) biasChannels * Float.BYTES;
      long from = (biasOfX ? x : dy) + firstImage * biasPixels * row + offset;
      Zeros.fill(to, count);
      ColumnSums.onto(from, (endImage - firstImage) * biasPixels, row, count, to);
    }
    sums.run(
        chunk,
        part,
        x,
        dy,
        chunk == 0 ? dweights : partial,
        scratch + (chunks - 1) * partialBytes() + thread * sums.scratchBytes());
  }

  private int joinShares() {
    return (int) min(SHARES, 1 + shape.weightFloats() / (1 << 14));
  }

  private void join(int share, int thread) {
    int shares = joinShares();
    long weights = shape.weightFloats();
    long from = weights * share / shares;
    int count = (int) (weights * (share + 1) / shares - from);
    for (int chunk = 1; chunk < chunks; chunk++) {
      long partial = scratch + (chunk - 1) * partialBytes();
      Epilogue.add(dweights + from * Float.BYTES, partial + from * Float.BYTES, count);
      if (share == 0 && dbias != 0) {
        Epilogue.add(dbias, partial + weights * Float.BYTES, biasChannels);
      }
    }
  }
}
