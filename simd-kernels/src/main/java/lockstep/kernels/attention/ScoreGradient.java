package lockstep.kernels.attention;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.load;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.Sixteen;

/// The gradient of softmax, of one block: `p = exp(scale·score − lse)` and `p·(dp − delta)`, dp
/// being the gradient of p and delta what it comes to over all keys, `dO · O`.
final class ScoreGradient {

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = Lanes.COUNT;

  // No constants: see Loop.
  private final MethodHandle columns = Loop.of(MethodHandles.lookup(), "columns");
  private final MethodHandle rows = Loop.of(MethodHandles.lookup(), "rows");

  /// Columns are queries. Leaves the gradient in place of dp.
  ///
  /// @param columns whole vectors
  void byQueries(long scores, long dp, int rows, int columns, float scale, long lse, long deltas) {
    try {
      this.columns.invokeExact(scores, dp, rows, columns, scale, lse, deltas);
    } catch (Throwable e) {
      throw Loop.thrown(e);
    }
  }

  static void columns(
      long scores, long dp, int rows, int columns, float scale, long lse, long deltas) {
    for (int c = 0; c < columns; c += LANES) {
      long at = (long) c * Float.BYTES;
      column(scores + at, dp + at, rows, scale, lse + at, deltas + at);
    }
  }

  private static void column(
      long scores, long dp, int rows, float scale, long lseAt, long deltasAt) {
    FloatVector lse = load(lseAt);
    FloatVector delta = load(deltasAt);
    for (int r = 0; r < rows; r++) {
      long from = (scores + r * Block.ROW_BYTES) & ADDRESS_MASK;
      long to = (dp + r * Block.ROW_BYTES) & ADDRESS_MASK;
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER);
      FloatVector p = Weight.of(x.mul(scale).sub(lse));
      FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, to, ORDER)
          .sub(delta)
          .mul(p)
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  /// Columns are keys. Leaves p in place of the scores and the gradient in place of dp.
  ///
  /// @param columns whole vectors
  void byKeys(long scores, long dp, int rows, int columns, float scale, long lse, long deltas) {
    try {
      this.rows.invokeExact(scores, dp, rows, columns, scale, lse, deltas);
    } catch (Throwable e) {
      throw Loop.thrown(e);
    }
  }

  static void rows(
      long scores, long dp, int rows, int columns, float scale, long lse, long deltas) {
    for (int r = 0; r < rows; r++) {
      long at = (long) r * Float.BYTES;
      row(
          scores + r * Block.ROW_BYTES,
          dp + r * Block.ROW_BYTES,
          columns,
          scale,
          Floats.get(lse + at),
          Floats.get(deltas + at));
    }
  }

  private static void row(long scores, long dp, int columns, float scale, float lse, float delta) {
    for (int c = 0; c < columns; c += LANES) {
      long from = (scores + (long) c * Float.BYTES) & ADDRESS_MASK;
      long to = (dp + (long) c * Float.BYTES) & ADDRESS_MASK;
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER);
      FloatVector p = Weight.of(x.mul(scale).sub(lse));
      p.intoMemorySegment(SEGMENT, from, ORDER);
      FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, to, ORDER)
          .sub(delta)
          .mul(p)
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  /// `x · y` in virtual lanes, each a chain of fused multiply-adds.
  static float dot(long x, long y, int count) {
    FloatVector p0 = dotPart(x, y, count, 0);
    FloatVector p1 = Sixteen.PARTS > 1 ? dotPart(x, y, count, 1) : p0;
    FloatVector p2 = Sixteen.PARTS > 2 ? dotPart(x, y, count, 2) : p0;
    FloatVector p3 = Sixteen.PARTS > 2 ? dotPart(x, y, count, 3) : p0;
    return Sixteen.sum(p0, p1, p2, p3);
  }

  private static FloatVector dotPart(long x, long y, int count, int part) {
    FloatVector sum = FloatVector.zero(Lanes.FLOAT);
    int start = part * LANES;
    for (; start + LANES <= count; start += Sixteen.LANES) {
      long at = (long) start * Float.BYTES;
      sum = load(x + at).fma(load(y + at), sum);
    }
    if (start < count) {
      var inside = Sixteen.inside(start, count);
      long at = (long) start * Float.BYTES;
      FloatVector a =
          FloatVector.fromMemorySegment(
              Lanes.FLOAT, SEGMENT, (x + at) & ADDRESS_MASK, ORDER, inside);
      FloatVector b =
          FloatVector.fromMemorySegment(
              Lanes.FLOAT, SEGMENT, (y + at) & ADDRESS_MASK, ORDER, inside);
      sum = a.fma(b, sum);
    }
    return sum;
  }

  /// As {@link #dot}, for the reference.
  static float dotOfReference(long x, long y, int count) {
    float[] lanes = new float[Sixteen.LANES];
    for (int d = 0; d < count; d++) {
      long at = (long) d * Float.BYTES;
      int lane = d % Sixteen.LANES;
      lanes[lane] = Math.fma(Floats.get(x + at), Floats.get(y + at), lanes[lane]);
    }
    return Sixteen.sum(lanes);
  }
}
