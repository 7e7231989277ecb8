package lockstep.kernels.conv;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// Transforms the 3 × 3 weights of each pair of channels to the 16 positions of a square: for each
/// block of the results' channels `[position, depth, blockChannels]`.
final class WinogradWeights {

  private static final int TAPS = 9;
  private static final int VECTOR = Lanes.FLOAT.vectorByteSize();

  private final int depth;
  private final int channels;
  private final boolean transposing;
  private final Parallel.Task turning = this::turn;
  private final Parallel.Task transforming = this::transform;

  private long weights;
  private long turned;
  private long packed;

  /// @param transposing whether the results' channels are the weights' input channels, and the
  ///   window is turned about
  WinogradWeights(int depth, int channels, boolean transposing) {
    this.depth = depth;
    this.channels = channels;
    this.transposing = transposing;
  }

  long bytes() {
    return transformedBytes() + (transposing ? TAPS * tap() : 0);
  }

  private long transformedBytes() {
    return Winograd.POSITIONS * tap();
  }

  private long tap() {
    return (long) depth * channels * Float.BYTES;
  }

  void run(Parallel parallel, long weights, long packed) {
    this.weights = weights;
    this.packed = packed;
    if (transposing) {
      turned = packed + transformedBytes();
      parallel.run(TAPS, turning);
    } else {
      turned = weights;
    }
    parallel.run(Math.ceilDiv(channels, Windows.BLOCK), transforming);
  }

  private void turn(int tap, int thread) {
    WeightPacking.transpose(
        weights + (TAPS - 1 - tap) * tap(),
        (long) depth * Float.BYTES,
        channels,
        depth,
        turned + tap * tap());
  }

  private void transform(int block, int thread) {
    int channel = block * Windows.BLOCK;
    int lanes = Math.min(Windows.BLOCK, channels - channel);
    long row = (long) lanes * Float.BYTES;
    long to = Winograd.block(packed, depth, channel);
    for (int c = 0; c < depth; c++) {
      long from = turned + ((long) c * channels + channel) * Float.BYTES;
      long at = to + c * row;
      long step = depth * row;
      outer(from, tap(), row, at, step);
      sums(from, tap(), row, at + 4 * step, step);
      differences(from, tap(), row, at + 8 * step, step);
      outer(from + 6 * tap(), tap(), row, at + 12 * step, step);
    }
  }

  /// The first or the last row of positions, of one row of the window.
  private static void outer(long from, long tap, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      long g = from + i;
      row(Floats.load(g), Floats.load(g + tap), Floats.load(g + 2 * tap), to + i, step);
    }
  }

  private static void sums(long from, long tap, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      long g = from + i;
      long h = g + 3 * tap;
      long k = h + 3 * tap;
      row(
          middle(Floats.load(g), Floats.load(h), Floats.load(k)),
          middle(Floats.load(g + tap), Floats.load(h + tap), Floats.load(k + tap)),
          middle(Floats.load(g + 2 * tap), Floats.load(h + 2 * tap), Floats.load(k + 2 * tap)),
          to + i,
          step);
    }
  }

  private static void differences(long from, long tap, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      long g = from + i;
      long h = g + 3 * tap;
      long k = h + 3 * tap;
      row(
          other(Floats.load(g), Floats.load(h), Floats.load(k)),
          other(Floats.load(g + tap), Floats.load(h + tap), Floats.load(k + tap)),
          other(Floats.load(g + 2 * tap), Floats.load(h + 2 * tap), Floats.load(k + 2 * tap)),
          to + i,
          step);
    }
  }

  private static void row(FloatVector a, FloatVector b, FloatVector c, long to, long step) {
    Floats.store(to, a);
    Floats.store(to + step, middle(a, b, c));
    Floats.store(to + 2 * step, other(a, b, c));
    Floats.store(to + 3 * step, c);
  }

  private static FloatVector middle(FloatVector a, FloatVector b, FloatVector c) {
    return a.add(c).add(b).mul(0.5f);
  }

  private static FloatVector other(FloatVector a, FloatVector b, FloatVector c) {
    return a.add(c).sub(b).mul(0.5f);
  }
}
