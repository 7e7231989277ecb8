package lockstep.kernels.move;

import lockstep.kernels.Parallel;

/// A tensor repeated along axes: those of size 1 that become larger ([#of]), or all of them, end to
/// end ([#tile]).
///
/// The bits are those of [BroadcastReference]. The output may not overlap the input. One object
/// serves one caller at a time.
public final class Broadcast {

  private final StridedCopy copy;

  private Broadcast(StridedCopy copy) {
    this.copy = copy;
  }

  /// {@return the expansion from sizes `from` to `to`: of equal rank, and equal but where `from` is
  /// 1}
  public static Broadcast of(int[] from, int[] to) {
    Sizes.require("from", from);
    Sizes.require("to", to);
    Sizes.requireRank("to", to, from.length);
    long[] strides = Sizes.strides(from);
    for (int axis = 0; axis < from.length; axis++) {
      if (from[axis] != to[axis]) {
        if (from[axis] != 1) {
          throw new IllegalArgumentException(
              "to: expected "
                  + from[axis]
                  + " on axis "
                  + axis
                  + ", got "
                  + to[axis]
                  + ". Only an axis of size 1 can be expanded.");
        }
        strides[axis] = 0;
      }
    }
    return new Broadcast(new StridedCopy(to, strides, Sizes.strides(to)));
  }

  /// {@return the repetition of a tensor of `sizes`, `repeats[a]` times along axis `a`}
  public static Broadcast tile(int[] sizes, int[] repeats) {
    Sizes.require("sizes", sizes);
    Sizes.require("repeats", repeats);
    Sizes.requireRank("repeats", repeats, sizes.length);
    int rank = sizes.length;
    long[] strides = Sizes.strides(sizes);
    int[] pairs = new int[2 * rank];
    long[] in = new long[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      pairs[2 * axis] = repeats[axis];
      pairs[2 * axis + 1] = sizes[axis];
      in[2 * axis + 1] = strides[axis];
    }
    return new Broadcast(new StridedCopy(pairs, in, Sizes.strides(pairs)));
  }

  /// Writes the larger tensor to `out`.
  public void run(Parallel parallel, long in, long out) {
    copy.run(parallel, in, out);
  }
}
