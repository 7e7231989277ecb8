package lockstep.kernels.move;

import lockstep.kernels.Parallel;

/// The gradient of [Pad]: each element of the tensor adds, from 0 on, the gradients of all places
/// of the padded tensor where it stands, in the order of these places.
///
/// A row of the tensor stands in one row of the padded one, and mirrored or repeated in others. The
/// bits are those of [PadReference#gradient]. The output may not overlap the input. One object
/// serves one caller at a time.
public final class PadGradient {

  /// For each axis before the last padded one and each index of it: where it stands, in order.
  private final int[][][] places;

  private final long[] outStrides;

  /// Of the last padded axis: what lies where.
  private final int[] last;

  private final int before;
  private final int size;

  /// The words of all axes behind the last padded one.
  private final int run;

  private final long rows;
  private final int shares;
  private final Parallel.Task adding = this::add;

  // Of the current run.
  private long gradient;
  private long out;

  private PadGradient(PadShape shape) {
    int rank = shape.sizes.length;
    int axis = shape.lastPaddedAxis();
    run = Math.toIntExact(Sizes.product(shape.sizes, axis + 1, rank));
    places = new int[axis][][];
    for (int i = 0; i < axis; i++) {
      places[i] = places(shape.sources(i), shape.sizes[i]);
    }
    outStrides = Sizes.strides(shape.outSizes());
    before = rank == 0 ? 0 : shape.before[axis];
    size = rank == 0 ? 1 : shape.sizes[axis];
    last = rank == 0 ? new int[] {0} : shape.sources(axis);
    Math.toIntExact((long) last.length * run);
    rows = Sizes.product(shape.sizes, 0, axis);
    shares = shape.inputSize() == 0 ? 0 : Shares.of(rows, shape.outputSize());
  }

  private static int[][] places(int[] sources, int size) {
    int[] counts = new int[size];
    for (int source : sources) {
      if (source >= 0) {
        counts[source]++;
      }
    }
    int[][] places = new int[size][];
    for (int i = 0; i < size; i++) {
      places[i] = new int[counts[i]];
    }
    for (int place = sources.length - 1; place >= 0; place--) {
      int source = sources[place];
      if (source >= 0) {
        places[source][--counts[source]] = place;
      }
    }
    return places;
  }

  /// {@return the gradient of the padding of that shape}
  public static PadGradient of(PadShape shape) {
    return new PadGradient(shape);
  }

  /// Writes the gradient of the tensor to `out`.
  ///
  /// @param gradient address of the gradient of the padded tensor
  public void run(Parallel parallel, long gradient, long out) {
    this.gradient = gradient;
    this.out = out;
    parallel.run(shares, adding);
  }

  private void add(int share, int thread) {
    long rowBytes = Sizes.bytes((long) size * run);
    for (long row = Shares.first(rows, share, shares);
        row < Shares.first(rows, share + 1, shares);
        row++) {
      long to = out + row * rowBytes;
      Runs.fill(to, 0, size * run);
      long times = times(row);
      for (long time = 0; time < times; time++) {
        row(gradient + Sizes.bytes(place(row, time)), to);
      }
    }
  }

  /// In how many rows of the padded tensor a row stands.
  private long times(long row) {
    long rest = row;
    long times = 1;
    for (int axis = places.length - 1; axis >= 0; axis--) {
      times *= places[axis][(int) (rest % places[axis].length)].length;
      rest /= places[axis].length;
    }
    return times;
  }

  /// The element where one of these rows begins; they are in order.
  private long place(long row, long time) {
    long rest = row;
    long left = time;
    long offset = 0;
    for (int axis = places.length - 1; axis >= 0; axis--) {
      int[] where = places[axis][(int) (rest % places[axis].length)];
      offset += where[(int) (left % where.length)] * outStrides[axis];
      left /= where.length;
      rest /= places[axis].length;
    }
    return offset;
  }

  private void row(long from, long to) {
    side(from, to, 0, before);
    ScatterAdd.addRun(from + Sizes.bytes((long) before * run), to, size * run);
    side(from, to, before + size, last.length);
  }

  private void side(long from, long to, int start, int end) {
    if (start == end || last[start] < 0) {
      return;
    }
    for (int i = start; i < end; i++) {
      ScatterAdd.addRun(
          from + Sizes.bytes((long) i * run), to + Sizes.bytes((long) last[i] * run), run);
    }
  }
}
