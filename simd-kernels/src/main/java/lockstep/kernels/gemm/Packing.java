package lockstep.kernels.gemm;

import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// Copies panels of A and B into the order in which a tile reads them.
final class Packing {

  private static final int VECTOR = Lanes.COUNT * Float.BYTES;

  private Packing() {}

  /// Packs `lines` lines (rows of A, columns of B) of `depth` elements as `[depth][height]`, times
  /// `factor`. Lines that are missing up to `height` become zeros: they reach only elements of a
  /// tile that nobody reads.
  ///
  /// @param lineStep bytes from one line to the next
  /// @param depthStep bytes from one step of depth to the next
  static void rows(
      long from,
      long lineStep,
      long depthStep,
      int lines,
      int height,
      int depth,
      float factor,
      long to) {
    long step = (long) height * Float.BYTES;
    for (int line = 0; line < height; line++) {
      long target = to + (long) line * Float.BYTES;
      if (line < lines) {
        scaled(from + line * lineStep, depthStep, depth, factor, target, step);
      } else {
        zeros(depth, target, step);
      }
    }
  }

  private static void scaled(
      long from, long fromStep, int depth, float factor, long to, long toStep) {
    for (int p = 0; p < depth; p++) {
      Floats.set(to + p * toStep, factor * Floats.get(from + p * fromStep));
    }
  }

  private static void zeros(int depth, long to, long toStep) {
    for (int p = 0; p < depth; p++) {
      Floats.set(to + p * toStep, 0);
    }
  }

  /// Packs a panel of B that is two whole vectors wide and not transposed.
  static void wholeColumns(long from, long depthStep, int depth, long to) {
    for (int p = 0; p < depth; p++) {
      long source = from + p * depthStep;
      long target = to + (long) p * (2L * VECTOR);
      Floats.store(target, Floats.load(source));
      Floats.store(target + VECTOR, Floats.load(source + VECTOR));
    }
  }
}
