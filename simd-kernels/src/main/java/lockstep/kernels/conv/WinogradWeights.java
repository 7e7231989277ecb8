package lockstep.kernels.conv;

import lockstep.kernels.Parallel;

/// Transforms the weights of each pair of channels to the positions of a square: for each block of
/// the results' channels `[position, depth, blockChannels]`.
final class WinogradWeights {

  private final WinogradSquare square;
  private final int depth;
  private final int channels;
  private final int blockChannels;
  private final boolean transposing;
  private final Parallel.Task turning = this::turn;
  private final Parallel.Task transforming = this::transform;

  private long weights;
  private long turned;
  private long packed;

  /// @param blockChannels channels of the results whose weights lie side by side
  /// @param transposing whether the results' channels are the weights' input channels, and the
  ///   window is turned about
  WinogradWeights(
      WinogradSquare square, int depth, int channels, int blockChannels, boolean transposing) {
    this.square = square;
    this.depth = depth;
    this.channels = channels;
    this.blockChannels = blockChannels;
    this.transposing = transposing;
  }

  long bytes() {
    return transformedBytes() + (transposing ? taps() * tap() : 0);
  }

  private int taps() {
    return square.window() * square.window();
  }

  private long transformedBytes() {
    return square.positions() * tap();
  }

  private long tap() {
    return (long) depth * channels * Float.BYTES;
  }

  void run(Parallel parallel, long weights, long packed) {
    this.weights = weights;
    this.packed = packed;
    if (transposing) {
      turned = packed + transformedBytes();
      parallel.run(taps(), turning);
    } else {
      turned = weights;
    }
    parallel.run(Math.ceilDiv(channels, blockChannels), transforming);
  }

  private void turn(int tap, int thread) {
    WeightPacking.transpose(
        weights + (taps() - 1 - tap) * tap(),
        (long) depth * Float.BYTES,
        channels,
        depth,
        turned + tap * tap());
  }

  private void transform(int block, int thread) {
    int channel = block * blockChannels;
    int lanes = Math.min(blockChannels, channels - channel);
    long row = (long) lanes * Float.BYTES;
    long to = square.block(packed, depth, channel);
    for (int c = 0; c < depth; c++) {
      long from = turned + ((long) c * channels + channel) * Float.BYTES;
      square.weights(from, tap(), row, to + c * row, depth * row);
    }
  }
}
