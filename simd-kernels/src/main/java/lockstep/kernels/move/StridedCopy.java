package lockstep.kernels.move;

import java.util.Arrays;
import lockstep.kernels.Parallel;

/// A copy from one pattern of strides to another: what transposes, slices, joins and repeats are.
///
/// Axes of one element are dropped and neighbours that step alike merged, on both sides. What the
/// last axis then is decides on the loop:
///
/// | read | written | loop |
/// |---|---|---|
/// | side by side | side by side | vectors |
/// | one element | side by side | vectors of it |
/// | apart | side by side, and another axis is read side by side | squares, see [Tiles] |
/// | else | | one by one, along the longer of the last two axes |
///
/// A unit of work is a row along the last axis, or a part of one, or a band of squares.
final class StridedCopy {

  /// Words of a row that are one unit of work.
  private static final int CHUNK = 1 << 14;

  /// The least size of the other axis for which squares pay.
  private static final int LEAST_TILE = 4;

  private enum Loop {
    RUN,
    FILL,
    TILES,
    SPREAD
  }

  private final int[] extents;
  private final long[] inSteps;
  private final long[] outSteps;
  private final int count;
  private final long inLast;
  private final long outLast;
  private final int rows;
  private final long inRow;
  private final long outRow;
  private final Loop loop;
  private final int chunks;
  private final long units;
  private final int shares;
  private final Parallel.Task copying = this::copy;

  // Of the current run.
  private long in;
  private long out;

  /// @param sizes how many elements each axis has
  /// @param inStrides for each axis the elements from one to the next, any number
  /// @param outStrides likewise; no two elements are written to one place
  StridedCopy(int[] sizes, long[] inStrides, long[] outStrides) {
    int rank = 0;
    int[] merged = new int[sizes.length + 2];
    long[] ins = new long[sizes.length + 2];
    long[] outs = new long[sizes.length + 2];
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] == 1) {
        continue;
      }
      boolean joins =
          rank > 0
              && ins[rank - 1] == inStrides[axis] * sizes[axis]
              && outs[rank - 1] == outStrides[axis] * sizes[axis]
              && (long) merged[rank - 1] * sizes[axis] <= Integer.MAX_VALUE;
      if (!joins) {
        merged[rank++] = 1;
      }
      merged[rank - 1] *= sizes[axis];
      ins[rank - 1] = inStrides[axis];
      outs[rank - 1] = outStrides[axis];
    }
    if (rank == 0) {
      merged[0] = 1;
      ins[0] = 1;
      outs[0] = 1;
      rank = 1;
    }
    int other = rank - 2;
    long inEnd = ins[rank - 1];
    long outEnd = outs[rank - 1];
    if (outEnd == 1 && inEnd != 1 && inEnd != 0) {
      int tiled = sideBySide(ins, rank - 1);
      if (tiled >= 0 && merged[tiled] >= LEAST_TILE && merged[rank - 1] >= LEAST_TILE) {
        moveToEnd(tiled, rank - 1, merged, ins, outs);
        loop = Loop.TILES;
      } else {
        loop = Loop.SPREAD;
      }
    } else if (outEnd == 1) {
      loop = inEnd == 1 ? Loop.RUN : Loop.FILL;
    } else {
      loop = Loop.SPREAD;
    }
    if (loop == Loop.SPREAD && other >= 0 && merged[other] > merged[rank - 1]) {
      moveToEnd(other, rank, merged, ins, outs);
    }
    count = merged[rank - 1];
    inLast = ins[rank - 1];
    outLast = outs[rank - 1];
    rows = other >= 0 ? merged[other] : 1;
    inRow = other >= 0 ? ins[other] : 0;
    outRow = other >= 0 ? outs[other] : 0;
    int outer = Math.max(0, other);
    extents = Arrays.copyOf(merged, outer);
    inSteps = Arrays.copyOf(ins, outer);
    outSteps = Arrays.copyOf(outs, outer);
    long total = Sizes.product(sizes);
    long outerCount = Sizes.product(extents);
    if (loop == Loop.TILES) {
      chunks = (rows + Tiles.BAND - 1) / Tiles.BAND;
      units = outerCount * chunks;
    } else {
      chunks = Math.max(1, (int) (((long) count + CHUNK - 1) / CHUNK));
      units = outerCount * rows * chunks;
    }
    shares = total == 0 ? 0 : Shares.of(units, total);
  }

  private static int sideBySide(long[] strides, int axes) {
    for (int axis = axes - 1; axis >= 0; axis--) {
      if (strides[axis] == 1) {
        return axis;
      }
    }
    return -1;
  }

  /// Puts `axis` right before `end`: the order of the others changes nothing but the way.
  private static void moveToEnd(int axis, int end, int[] sizes, long[] ins, long[] outs) {
    int size = sizes[axis];
    long inStride = ins[axis];
    long outStride = outs[axis];
    for (int i = axis; i < end - 1; i++) {
      sizes[i] = sizes[i + 1];
      ins[i] = ins[i + 1];
      outs[i] = outs[i + 1];
    }
    sizes[end - 1] = size;
    ins[end - 1] = inStride;
    outs[end - 1] = outStride;
  }

  void run(Parallel parallel, long in, long out) {
    this.in = in;
    this.out = out;
    parallel.run(shares, copying);
  }

  private void copy(int share, int thread) {
    long end = Shares.first(units, share + 1, shares);
    long unit = Shares.first(units, share, shares);
    while (unit < end) {
      if (loop == Loop.TILES) {
        band(unit++);
      } else if (chunks > 1) {
        chunk(unit++);
      } else {
        int row = (int) (unit % rows);
        int many = (int) Math.min(rows - row, end - unit);
        rows(unit / rows, row, many);
        unit += many;
      }
    }
  }

  private void band(long unit) {
    long outer = unit / chunks;
    int row = (int) (unit % chunks) * Tiles.BAND;
    long from = in + (offset(outer, inSteps) + row) * Float.BYTES;
    long to = out + (offset(outer, outSteps) + row * outRow) * Float.BYTES;
    Tiles.transpose(
        from,
        inLast * Float.BYTES,
        to,
        outRow * Float.BYTES,
        Math.min(Tiles.BAND, rows - row),
        count);
  }

  private void chunk(long unit) {
    long line = unit / chunks;
    long outer = line / rows;
    long row = line % rows;
    int start = (int) (unit % chunks) * CHUNK;
    long from = in + (offset(outer, inSteps) + row * inRow + start * inLast) * Float.BYTES;
    long to = out + (offset(outer, outSteps) + row * outRow + start * outLast) * Float.BYTES;
    line(from, to, Math.min(CHUNK, count - start));
  }

  private void rows(long outer, int row, int many) {
    long from = in + (offset(outer, inSteps) + row * inRow) * Float.BYTES;
    long to = out + (offset(outer, outSteps) + row * outRow) * Float.BYTES;
    if (loop == Loop.RUN) {
      Runs.copyRows(from, inRow * Float.BYTES, to, outRow * Float.BYTES, many, count);
    } else {
      for (int r = 0; r < many; r++) {
        line(from + r * inRow * Float.BYTES, to + r * outRow * Float.BYTES, count);
      }
    }
  }

  private void line(long from, long to, int words) {
    switch (loop) {
      case RUN -> Runs.copyAny(from, to, words);
      case FILL -> Runs.fill(to, Words.get(from), words);
      case SPREAD, TILES ->
          Runs.copySpread(from, inLast * Float.BYTES, to, outLast * Float.BYTES, words);
    }
  }

  private long offset(long outer, long[] steps) {
    long rest = outer;
    long offset = 0;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      offset += rest % extents[axis] * steps[axis];
      rest /= extents[axis];
    }
    return offset;
  }
}
