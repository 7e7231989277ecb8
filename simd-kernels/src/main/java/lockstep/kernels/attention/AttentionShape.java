package lockstep.kernels.attention;

/// The shape of attention `O = softmax(scale·Q·Kᵀ)·V`, head by head.
///
/// | operand | as stored |
/// |---------|-----------|
/// | Q, O    | `[batch, queries, heads, headSize]` |
/// | K, V    | `[batch, keys, keyHeads, headSize]` |
/// | mask    | `[batch, keys]`, dense: 0 where a key is hidden |
/// | lse     | `[batch, heads, queries]`, dense: the log-sum-exp of each query's scores |
///
/// The gradient of a tensor is stored as the tensor is. Query head h reads key head `h · keyHeads /
/// heads`: heads that share a key head lie side by side.
///
/// @param batch sequences
/// @param heads heads of Q and O
/// @param keyHeads heads of K and V; `heads` is a multiple of it
/// @param queries tokens of Q and O
/// @param keys tokens of K and V
/// @param headSize floats of a head
/// @param q where the tokens of Q lie; likewise `k`, `v`, `o`
/// @param causal whether query i sees only keys up to `i + keys − queries`, so that the last query
///   sees all
/// @param scale what scores are multiplied by, greater than 0
public record AttentionShape(
    int batch,
    int heads,
    int keyHeads,
    int queries,
    int keys,
    int headSize,
    TokenLayout q,
    TokenLayout k,
    TokenLayout v,
    TokenLayout o,
    boolean causal,
    float scale) {

  /// Checks that sizes are sensible and tokens do not overlap.
  public AttentionShape {
    require("batch", batch, 0);
    require("heads", heads, 1);
    require("keyHeads", keyHeads, 1);
    require("queries", queries, 0);
    require("keys", keys, 0);
    require("headSize", headSize, 1);
    if (heads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "keyHeads: expected a divisor of the " + heads + " heads, got " + keyHeads + ".");
    }
    q.require("q", queries, heads, headSize);
    k.require("k", keys, keyHeads, headSize);
    v.require("v", keys, keyHeads, headSize);
    o.require("o", queries, heads, headSize);
    if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "scale: expected a number greater than 0, got "
              + scale
              + ". The usual one is 1/sqrt(headSize).");
    }
  }

  /// {@return attention over tensors without gaps, scaled by `1/√headSize`}
  public static AttentionShape dense(
      int batch, int heads, int keyHeads, int queries, int keys, int headSize, boolean causal) {
    var ofQueries = TokenLayout.dense(queries, heads * headSize);
    var ofKeys = TokenLayout.dense(keys, keyHeads * headSize);
    return new AttentionShape(
        batch,
        heads,
        keyHeads,
        queries,
        keys,
        headSize,
        ofQueries,
        ofKeys,
        ofKeys,
        ofQueries,
        causal,
        usualScale(headSize));
  }

  /// {@return attention of tokens to themselves that reads Q, K and V in one tensor `[batch,
  /// tokens, 3 · heads · headSize]`, K beginning `heads · headSize` floats after Q and V as far
  /// after K; scaled by `1/√headSize`}
  public static AttentionShape fused(
      int batch, int heads, int tokens, int headSize, boolean causal) {
    var projection = TokenLayout.dense(tokens, 3 * heads * headSize);
    return new AttentionShape(
        batch,
        heads,
        heads,
        tokens,
        tokens,
        headSize,
        projection,
        projection,
        projection,
        TokenLayout.dense(tokens, heads * headSize),
        causal,
        usualScale(headSize));
  }

  /// {@return the floating-point operations of the two products of a forward run, of visible keys
  /// only}
  public double operations() {
    double pairs = 0;
    for (int i = 0; i < queries; i++) {
      pairs += visible(i);
    }
    return 4.0 * pairs * batch * heads * headSize;
  }

  /// How many keys a query sees, from the first on, but for the mask.
  int visible(int query) {
    return causal ? Math.clamp((long) query + keys - queries + 1, 0, keys) : keys;
  }

  /// How many of some keys, from `key` on, a query sees, but for the mask.
  int seen(int query, int key, int keys) {
    return Math.clamp((long) visible(query) - key, 0, keys);
  }

  /// How many of some queries, from `query` on, do not see a key yet, but for the mask.
  int unseeing(int key, int query, int queries) {
    return Math.clamp((long) firstQuery(key) - query, 0, queries);
  }

  /// The first query that sees a key, but for the mask.
  int firstQuery(int key) {
    return causal ? Math.clamp((long) key - keys + queries, 0, queries) : 0;
  }

  int keyHead(int head) {
    return head / group();
  }

  /// How many query heads read one key head.
  int group() {
    return heads / keyHeads;
  }

  /// Floats of a row of scratch memory: a head, up to whole virtual lanes.
  int paddedHead() {
    return Block.padded(headSize);
  }

  private static float usualScale(int headSize) {
    return (float) (1 / Math.sqrt(headSize));
  }

  private static void require(String name, int size, int least) {
    if (size < least) {
      throw new IllegalArgumentException(
          name + ": expected " + least + " or more, got " + size + ".");
    }
  }
}
