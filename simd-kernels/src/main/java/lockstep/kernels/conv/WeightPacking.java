package lockstep.kernels.conv;

import static java.lang.Math.min;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// Copies weights into the order of {@link Windows#packed}: for each block of the results' channels
/// `[windowH, windowW, depth, blockChannels]`.
final class WeightPacking {

  /// Below this many floats one thread is enough.
  private static final long SERIAL = 1 << 14;

  private final ConvShape shape;
  private final Windows windows;
  private final boolean transposing;
  private final int taps;
  private final Parallel.Task packing = this::pack;

  private long weights;
  private long packed;

  /// @param transposing whether the results' channels are the weights' input channels
  WeightPacking(ConvShape shape, Windows windows, boolean transposing) {
    this.shape = shape;
    this.windows = windows;
    this.transposing = transposing;
    taps = shape.windowH() * shape.windowW();
  }

  /// Whether the weights are packed as they come.
  boolean isNeedless() {
    return shape.isDepthwise() || (!transposing && windows.blocks() == 1);
  }

  long bytes() {
    return isNeedless() ? 0 : shape.weightFloats() * Float.BYTES;
  }

  /// Returns the address of the packed weights.
  long run(Parallel parallel, long weights, long scratch) {
    if (isNeedless()) {
      return weights;
    }
    this.weights = weights;
    packed = scratch;
    parallel.run(shares(), packing);
    return scratch;
  }

  private int shares() {
    return shape.weightFloats() < SERIAL ? 1 : windows.blocks();
  }

  private void pack(int share, int thread) {
    int end = shares() == 1 ? windows.blocks() : share + 1;
    for (int block = shares() == 1 ? 0 : share; block < end; block++) {
      int lanes = windows.blockChannels(block);
      long to = windows.packed(packed, block);
      for (int tap = 0; tap < taps; tap++) {
        long from = weights + (long) tap * shape.groupInChannels() * rowBytes();
        if (transposing) {
          int channel = block % windows.blocksPerGroup * Windows.BLOCK;
          int group = block / windows.blocksPerGroup;
          from += channel * rowBytes() + (long) group * windows.depth * Float.BYTES;
          transpose(from, rowBytes(), lanes, windows.depth, to);
        } else {
          from += (long) windows.firstChannel(block) * Float.BYTES;
          copy(from, rowBytes(), windows.depth, lanes, to);
        }
        to += (long) windows.depth * lanes * Float.BYTES;
      }
    }
  }

  private long rowBytes() {
    return (long) shape.outChannels() * Float.BYTES;
  }

  /// From `[rows, columns]`, rows `row` bytes apart, without gaps.
  static void copy(long from, long row, int rows, int columns, long to) {
    for (int i = 0; i < rows; i++) {
      copy(from + i * row, columns, to + (long) i * columns * Float.BYTES);
    }
  }

  private static void copy(long from, int count, long to) {
    int k = 0;
    for (; k + Lanes.COUNT <= count; k += Lanes.COUNT) {
      long at = (long) k * Float.BYTES;
      Floats.store(to + at, Floats.load(from + at));
    }
    for (; k < count; k++) {
      long at = (long) k * Float.BYTES;
      Floats.set(to + at, Floats.get(from + at));
    }
  }

  /// From `[rows, columns]` to `[columns, rows]`, a few columns at a time, which share cache lines.
  static void transpose(long from, long row, int rows, int columns, long to) {
    for (int first = 0; first < columns; first += Lanes.COUNT) {
      int end = min(columns, first + Lanes.COUNT);
      for (int i = 0; i < rows; i++) {
        scatter(from + i * row, first, end, to + (long) i * Float.BYTES, rows);
      }
    }
  }

  private static void scatter(long from, int first, int end, long to, int rows) {
    for (int column = first; column < end; column++) {
      Floats.set(
          to + (long) column * rows * Float.BYTES, Floats.get(from + (long) column * Float.BYTES));
    }
  }
}
