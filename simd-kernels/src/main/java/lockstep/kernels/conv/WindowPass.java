package lockstep.kernels.conv;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// Tap by tap: runs [Windows] in shares: zeros, sums, and at once, while they are in the cache,
/// what follows them.
final class WindowPass implements WindowWay {

  private final Windows windows;
  private final WeightPacking packing;
  private final boolean depthwise;
  private final Activation activation;
  private final WindowSums sums;
  private final DepthwiseSums depthwiseSums;
  private final Parallel.Task sharing = this::share;

  private long source;
  private long weights;
  private long bias;
  private long residual;
  private long target;

  private WindowPass(ConvShape shape, Windows windows, boolean transposing, Activation activation) {
    this.windows = windows;
    packing = new WeightPacking(shape, windows, transposing);
    depthwise = shape.isDepthwise();
    this.activation = activation;
    sums = new WindowSums(windows);
    depthwiseSums = new DepthwiseSums(windows);
  }

  static WindowPass forward(ConvShape shape, Activation activation) {
    return new WindowPass(shape, Windows.forward(shape), false, activation);
  }

  static WindowPass backward(ConvShape shape, Activation activation) {
    return new WindowPass(shape, Windows.backward(shape), true, activation);
  }

  @Override
  public long packedBytes() {
    return packing.bytes();
  }

  @Override
  public long pack(Parallel parallel, long weights, long packed) {
    return packing.run(parallel, weights, packed);
  }

  @Override
  public long scratchBytes(int threads) {
    return 0;
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
    this.weights = packed;
    this.bias = bias;
    this.residual = residual;
    this.target = target;
    parallel.run(windows.shares(), sharing);
  }

  private void share(int share, int thread) {
    int firstRow = windows.firstRow(share);
    int endRow = windows.endRow(share);
    int firstBlock = windows.firstBlock(share);
    int endBlock = windows.endBlock(share);
    int firstChannel = windows.firstChannel(firstBlock);
    int endChannel = windows.firstChannel(endBlock);
    int end = windows.endImage(share);
    if (depthwise) {
      for (int image = windows.firstImage(share); image < end; image++) {
        if (windows.hasGaps) {
          clear(image, firstRow, endRow, firstChannel, endChannel);
        }
        depthwiseSums.run(
            source, weights, target, image, firstRow, endRow, firstChannel, endChannel);
        finish(image, firstRow, endRow, firstChannel, endChannel);
      }
      return;
    }
    if (windows.hasGaps || !WindowTiles.cover(windows.groupChannels)) {
      for (int image = windows.firstImage(share); image < end; image++) {
        clear(image, firstRow, endRow, firstChannel, endChannel);
      }
    }
    int rows = windows.rowsAtOnce(share);
    for (int row = firstRow; row < endRow; row += rows) {
      int last = Math.min(row + rows, endRow);
      // All images of the share go through a block before the next, so that its weights are read
      // once.
      for (int block = firstBlock; block < endBlock; block++) {
        sums.run(source, weights, target, windows.firstImage(share), end, row, last, block);
      }
      for (int image = windows.firstImage(share); image < end; image++) {
        finish(image, row, last, firstChannel, endChannel);
      }
    }
  }

  private void clear(int image, int firstRow, int endRow, int firstChannel, int endChannel) {
    Zeros.fill(
        windows.target(target, image, firstRow) + (long) firstChannel * Float.BYTES,
        (long) (endRow - firstRow) * windows.width,
        endChannel - firstChannel,
        windows.pixel);
  }

  private void finish(int image, int firstRow, int endRow, int firstChannel, int endChannel) {
    if (bias == 0 && residual == 0 && activation == Activation.NONE) {
      return;
    }
    long channel = (long) firstChannel * Float.BYTES;
    for (int row = firstRow; row < endRow; row++) {
      Epilogue.apply(
          activation,
          bias == 0 ? 0 : bias + channel,
          residual == 0 ? 0 : windows.target(residual, image, row) + channel,
          windows.target(target, image, row) + channel,
          windows.width,
          endChannel - firstChannel,
          windows.pixel);
    }
  }
}
