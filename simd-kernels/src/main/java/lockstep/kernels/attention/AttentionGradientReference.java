package lockstep.kernels.attention;

import lockstep.kernels.access.Floats;

/// The gradient of attention one query or key after the other: the specification of {@link
/// AttentionGradient}, to the bit.
///
/// `dO · O` is summed in sixteen virtual lanes; `q · k` and `dO · v` are chains over the head; the
/// sums of dQ are chains over keys in order, those of dK and dV over the heads of the key head in
/// order and their queries in order. With a causal shape, a query goes through the keys that the
/// last query of its step of 8 sees, and a key through the queries that see the first key of its
/// step of 8; a hidden pair counts 0.
public final class AttentionGradientReference {

  private final AttentionShape shape;
  private final long q;
  private final long k;
  private final long v;
  private final long mask;
  private final long o;
  private final long lse;
  private final long dO;

  private AttentionGradientReference(
      AttentionShape shape, long q, long k, long v, long mask, long o, long lse, long dO) {
    this.shape = shape;
    this.q = q;
    this.k = k;
    this.v = v;
    this.mask = mask;
    this.o = o;
    this.lse = lse;
    this.dO = dO;
  }

  /// As {@link AttentionGradient#run}, without scratch memory.
  public static void run(
      AttentionShape shape,
      long q,
      long k,
      long v,
      long mask,
      long o,
      long lse,
      long dO,
      long dQ,
      long dK,
      long dV) {
    var reference = new AttentionGradientReference(shape, q, k, v, mask, o, lse, dO);
    for (int b = 0; b < shape.batch(); b++) {
      for (int h = 0; h < shape.heads(); h++) {
        for (int i = 0; i < shape.queries(); i++) {
          reference.query(b, h, i, shape.q().at(dQ, b, i, h, shape.headSize()));
        }
      }
      for (int h = 0; h < shape.keyHeads(); h++) {
        for (int j = 0; j < shape.keys(); j++) {
          reference.key(
              b,
              h,
              j,
              shape.k().at(dK, b, j, h, shape.headSize()),
              shape.v().at(dV, b, j, h, shape.headSize()));
        }
      }
    }
  }

  private void query(int b, int h, int i, long out) {
    float[] sums = new float[shape.headSize()];
    int keys = AttentionReference.keysOfStep(shape, i);
    for (int j = 0; j < keys; j++) {
      float gradient = scoreGradient(b, h, i, j);
      add(sums, gradient, shape.k().at(k, b, j, shape.keyHead(h), shape.headSize()));
    }
    write(sums, shape.scale(), out);
  }

  private void key(int b, int keyHead, int j, long outK, long outV) {
    float[] sumsK = new float[shape.headSize()];
    float[] sumsV = new float[shape.headSize()];
    int first = shape.firstQuery(j / Block.STEP * Block.STEP);
    for (int member = 0; member < shape.group(); member++) {
      int h = keyHead * shape.group() + member;
      for (int i = first; i < shape.queries(); i++) {
        add(sumsK, scoreGradient(b, h, i, j), shape.q().at(q, b, i, h, shape.headSize()));
        add(sumsV, probability(b, h, i, j), shape.o().at(dO, b, i, h, shape.headSize()));
      }
    }
    write(sumsK, shape.scale(), outK);
    write(sumsV, 1, outV);
  }

  private float probability(int b, int h, int i, int j) {
    float total = Floats.get(lse + index(b, h, i) * Float.BYTES);
    float origin = total == Float.NEGATIVE_INFINITY ? 0 : total;
    return Weight.of(AttentionReference.scaledScore(shape, q, k, mask, b, h, i, j) - origin);
  }

  private float scoreGradient(int b, int h, int i, int j) {
    int headSize = shape.headSize();
    long gradient = shape.o().at(dO, b, i, h, headSize);
    long value = shape.v().at(v, b, j, shape.keyHead(h), headSize);
    float dp = AttentionReference.dot(gradient, value, headSize);
    float delta =
        ScoreGradient.dotOfReference(gradient, shape.o().at(o, b, i, h, headSize), headSize);
    return probability(b, h, i, j) * (dp - delta);
  }

  private long index(int b, int h, int i) {
    return ((long) b * shape.heads() + h) * shape.queries() + i;
  }

  private static void add(float[] sums, float weight, long row) {
    for (int d = 0; d < sums.length; d++) {
      sums[d] = Math.fma(weight, Floats.get(row + (long) d * Float.BYTES), sums[d]);
    }
  }

  private static void write(float[] sums, float factor, long out) {
    for (int d = 0; d < sums.length; d++) {
      Floats.set(out + (long) d * Float.BYTES, sums[d] * factor);
    }
  }
}
