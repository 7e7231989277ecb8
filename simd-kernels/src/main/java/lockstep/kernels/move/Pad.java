package lockstep.kernels.move;

import lockstep.kernels.Parallel;

/// A tensor with more elements before and after it along each axis.
///
/// Its gradient is [PadGradient]; that of a constant padding is also the [Slice] of what is inside.
/// The bits are those of [PadReference]. The output may not overlap the input. One object serves
/// one caller at a time.
public final class Pad {

  /// For each axis before the last padded one: what lies where.
  private final int[][] sources;

  private final long[] inStrides;

  /// Of the last padded axis.
  private final int[] last;

  private final int before;
  private final int size;
  private final int after;

  /// The words of all axes behind the last padded one.
  private final int run;

  private final long rows;
  private final int shares;
  private final Parallel.Task padding = this::pad;

  // Of the current run.
  private int word;
  private long in;
  private long out;

  private Pad(PadShape shape) {
    int axis = shape.lastPaddedAxis();
    int rank = shape.sizes.length;
    run = Math.toIntExact(Sizes.product(shape.sizes, axis + 1, rank));
    sources = new int[axis][];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = shape.sources(i);
    }
    long[] strides = Sizes.strides(shape.sizes);
    inStrides = strides;
    before = rank == 0 ? 0 : shape.before[axis];
    size = rank == 0 ? 1 : shape.sizes[axis];
    after = rank == 0 ? 0 : shape.after[axis];
    last = rank == 0 ? new int[] {0} : shape.sources(axis);
    Math.toIntExact((long) last.length * run);
    rows = Sizes.product(shape.outSizes(), 0, sources.length);
    shares = shape.outputSize() == 0 ? 0 : Shares.of(rows, shape.outputSize());
  }

  /// {@return the padding of that shape}
  public static Pad of(PadShape shape) {
    return new Pad(shape);
  }

  /// Writes the padded tensor to `out`.
  ///
  /// @param value what constant padding consists of
  public void run(Parallel parallel, float value, long in, long out) {
    word = Float.floatToRawIntBits(value);
    this.in = in;
    this.out = out;
    parallel.run(shares, padding);
  }

  private void pad(int share, int thread) {
    long rowBytes = Sizes.bytes((long) last.length * run);
    for (long row = Shares.first(rows, share, shares);
        row < Shares.first(rows, share + 1, shares);
        row++) {
      long source = source(row);
      long to = out + row * rowBytes;
      if (source < 0) {
        Runs.fill(to, word, last.length * run);
      } else {
        row(in + Sizes.bytes(source), to);
      }
    }
  }

  /// The element where the row of the tensor begins that is in this row of the padded one, or −1.
  private long source(long row) {
    long rest = row;
    long offset = 0;
    for (int axis = sources.length - 1; axis >= 0; axis--) {
      int source = sources[axis][(int) (rest % sources[axis].length)];
      if (source < 0) {
        return -1;
      }
      offset += source * inStrides[axis];
      rest /= sources[axis].length;
    }
    return offset;
  }

  private void row(long from, long to) {
    side(from, to, 0, before);
    Runs.copyAny(from, to + Sizes.bytes((long) before * run), size * run);
    side(from, to, before + size, before + size + after);
  }

  private void side(long from, long to, int start, int end) {
    if (start == end) {
      return;
    }
    if (last[start] < 0) {
      Runs.fill(to + Sizes.bytes((long) start * run), word, (end - start) * run);
      return;
    }
    for (int i = start; i < end; i++) {
      Runs.copyAny(from + Sizes.bytes((long) last[i] * run), to + Sizes.bytes((long) i * run), run);
    }
  }
}
