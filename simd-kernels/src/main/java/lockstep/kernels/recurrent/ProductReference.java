package lockstep.kernels.recurrent;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.recurrent.RowLoops.at;

import java.lang.foreign.Arena;
import lockstep.kernels.gemm.GemmReference;
import lockstep.kernels.gemm.GemmShape;

/// What the sequences ask of products, sums and copies, as plain loops. Products are those of
/// [GemmReference], whose order is the one specification.
final class ProductReference {

  private ProductReference() {}

  /// `C = A·B`, of matrices without gaps; with `onto` C goes on from what it holds.
  static void run(
      int m, int n, int k, boolean transA, boolean transB, long a, long b, boolean onto, long c) {
    var shape = GemmShape.dense(m, n, k, transA, transB);
    GemmReference.run(shape, 1, a, b, onto ? 1 : 0, c);
  }

  /// As [ColumnSums].
  static void columns(int rows, int columns, long matrix, long sums) {
    for (int j = 0; j < columns; j++) {
      float sum = 0;
      for (int start = 0; start < rows; start += ColumnSums.CHUNK) {
        float chunk = 0;
        for (int i = start; i < Math.min(rows, start + ColumnSums.CHUNK); i++) {
          chunk += get(at(matrix, i * columns + j));
        }
        sum += chunk;
      }
      set(at(sums, j), sum);
    }
  }

  /// As [Interchange].
  static void interchange(int outer, int inner, int width, long in, long out) {
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        copy(width, at(in, (o * inner + i) * width), at(out, (i * outer + o) * width));
      }
    }
  }

  /// A copy of a tensor that is batch first, time first.
  static long timeFirst(Arena arena, SequenceShape shape, int width, long in) {
    long out = floats(arena, shape.rows() * width);
    interchange(shape.batch(), shape.time(), width, in, out);
    return out;
  }

  static long floats(Arena arena, int count) {
    return arena.allocate((count + 1L) * Float.BYTES, Float.BYTES).address();
  }

  static void copy(int count, long in, long out) {
    for (int i = 0; i < count; i++) {
      set(at(out, i), get(at(in, i)));
    }
  }

  /// The gradient of a recurrent weight, in order of place.
  static void recurrentWeight(
      SequenceShape shape, int width, long states, long initial, long dGates, long du) {
    int hidden = shape.hidden();
    int batch = shape.batch();
    int later = Math.max(0, shape.rows() - batch);
    int first = shape.rows() - later;
    if (shape.direction() == Direction.FORWARD) {
      run(hidden, width, first, true, false, initial, dGates, false, du);
      run(hidden, width, later, true, false, states, shape.at(dGates, 1, width), true, du);
    } else {
      long last = shape.at(dGates, shape.place(0), width);
      run(hidden, width, later, true, false, shape.at(states, 1, hidden), dGates, false, du);
      run(hidden, width, first, true, false, initial, last, true, du);
    }
  }
}
