package lockstep.kernels.attention;

import java.util.Arrays;
import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Logarithm;

/// Attention one query after the other: the specification of {@link Attention}, to the bit.
///
/// ```
/// for each block of 96 keys:
///   s[j]    = scale · (q · k[j])           one chain over the head; −∞ where key j is hidden
///   maximum = max(maximum, s[0], s[1], …)
///   factor  = exp(maximum before − maximum)
///   sum     = sum · factor, then + exp(s[j] − maximum) for each key in order
///   out     = out · factor, then + exp(s[j] − maximum) · v[j] for each key in order
/// out = out · (1 / sum);  lse = maximum + log(sum)
/// ```
///
/// The exponential is 0 where it would be less than e⁻⁸⁷. Where the maximum is −∞ still, 0 takes
/// its place in differences. With a causal shape, a query goes through the keys that the last query
/// of its step of 8 sees, those hidden from it counting 0.
public final class AttentionReference {

  private AttentionReference() {}

  /// As {@link Attention#run}, without scratch memory.
  public static void run(
      AttentionShape shape, long q, long k, long v, long mask, long o, long lse) {
    float[] out = new float[shape.headSize()];
    for (int b = 0; b < shape.batch(); b++) {
      for (int h = 0; h < shape.heads(); h++) {
        for (int i = 0; i < shape.queries(); i++) {
          float total = query(shape, q, k, v, mask, b, h, i, out);
          long to = shape.o().at(o, b, i, h, shape.headSize());
          for (int d = 0; d < shape.headSize(); d++) {
            Floats.set(to + (long) d * Float.BYTES, out[d]);
          }
          long index = ((long) b * shape.heads() + h) * shape.queries() + i;
          Floats.set(lse + index * Float.BYTES, total);
        }
      }
    }
  }

  /// Computes the output of one query and returns its log-sum-exp.
  private static float query(
      AttentionShape shape, long q, long k, long v, long mask, int b, int h, int i, float[] out) {
    int headSize = shape.headSize();
    Arrays.fill(out, 0);
    float maximum = Float.NEGATIVE_INFINITY;
    float sum = 0;
    float[] scores = new float[Block.ROWS];
    int keys = keysOfStep(shape, i);
    for (int first = 0; first < keys; first += Block.ROWS) {
      int rows = Math.min(Block.ROWS, keys - first);
      float before = maximum;
      for (int r = 0; r < rows; r++) {
        scores[r] = scaledScore(shape, q, k, mask, b, h, i, first + r);
        maximum = scores[r] > maximum ? scores[r] : maximum;
      }
      float origin = maximum == Float.NEGATIVE_INFINITY ? 0 : maximum;
      float factor = Weight.of(before - origin);
      sum *= factor;
      for (int d = 0; d < headSize; d++) {
        out[d] *= factor;
      }
      for (int r = 0; r < rows; r++) {
        float p = Weight.of(scores[r] - origin);
        sum += p;
        long value = shape.v().at(v, b, first + r, shape.keyHead(h), headSize);
        for (int d = 0; d < headSize; d++) {
          out[d] = Math.fma(p, Floats.get(value + (long) d * Float.BYTES), out[d]);
        }
      }
    }
    float divisor = sum == 0 ? 1 : sum;
    float factor = 1 / divisor;
    for (int d = 0; d < headSize; d++) {
      out[d] *= factor;
    }
    return maximum + Logarithm.log(divisor);
  }

  /// How many keys the last query of a query's block sees.
  static int keysOfStep(AttentionShape shape, int query) {
    int end = (query / Block.STEP + 1) * Block.STEP;
    return shape.visible(Math.min(end, shape.queries()) - 1);
  }

  /// `scale · (q · k)`, −∞ where the key is hidden from the query.
  static float scaledScore(
      AttentionShape shape, long q, long k, long mask, int b, int h, int i, int j) {
    boolean masked =
        mask != 0 && Floats.get(mask + ((long) b * shape.keys() + j) * Float.BYTES) == 0;
    if (masked || j >= shape.visible(i)) {
      return Float.NEGATIVE_INFINITY;
    }
    return shape.scale()
        * dot(
            shape.q().at(q, b, i, h, shape.headSize()),
            shape.k().at(k, b, j, shape.keyHead(h), shape.headSize()),
            shape.headSize());
  }

  /// One chain of fused multiply-adds.
  static float dot(long x, long y, int count) {
    float sum = 0;
    for (int d = 0; d < count; d++) {
      long at = (long) d * Float.BYTES;
      sum = Math.fma(Floats.get(x + at), Floats.get(y + at), sum);
    }
    return sum;
  }
}
