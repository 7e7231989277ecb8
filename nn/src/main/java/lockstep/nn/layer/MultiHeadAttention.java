package lockstep.nn.layer;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.AttentionOp.Operands;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;

/// Attention by several heads, `softmax(q·kᵀ / √D)·v` for each of them, between two products.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, T, heads·D]` |
/// | `qkv.weight`, of a layer with as many key heads as heads that attends to itself | `[heads·D, 3·heads·D]`: queries, keys, values |
/// | `query.weight`, of every other | `[heads·D, heads·D]` |
/// | `key.weight`, `value.weight` | `[features of what is attended to, keyHeads·D]` |
/// | `output.weight` | `[heads·D, heads·D]` |
/// | `….bias`, where there are biases | the columns of their weight |
/// | input {@link #MASK}, where tokens are hidden as GIVEN | `[N, T]`: 0 where a token is hidden from all |
/// | input {@link Lengths#INPUT}, where they are BEYOND_LENGTHS | `[N]`, INT32 |
/// | y | `[N, T, heads·D]` |
///
/// PyTorch's `in_proj_weight` is `qkv.weight`, transposed, its `out_proj.weight` `output.weight`,
/// transposed.
///
/// @param heads heads of queries
/// @param keyHeads heads of keys and values, a divisor of `heads`; neighbouring heads share one
/// @param sight whether a token attends to later ones
/// @param mask which tokens are hidden
/// @param bias whether the products have biases
/// @param rotation what is done to queries and keys
public record MultiHeadAttention(
    int heads, int keyHeads, Sight sight, Hidden mask, Bias bias, Rotation rotation)
    implements Layer {

  /// The input that hides tokens of x.
  public static final String MASK = "mask";

  /// What comes before the names of inputs that are about another sequence, which is attended to.
  private static final String MEMORY = "memory_";

  /// The input that hides tokens of another sequence that is attended to, `[N, S]`.
  public static final String MEMORY_MASK = MEMORY + MASK;

  /// The input that says how long another sequence is that is attended to, `[N]`.
  public static final String MEMORY_LENGTHS = MEMORY + Lengths.INPUT;

  /// Checks the heads.
  public MultiHeadAttention {
    Require.atLeast("MultiHeadAttention.heads", 1, heads);
    if (keyHeads < 1 || heads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "MultiHeadAttention.keyHeads: expected a divisor of the "
              + heads
              + " heads, got "
              + keyHeads
              + ". Choose one of both anew.");
    }
  }

  /// Every token attends to every token; biases, as many key heads as heads.
  public MultiHeadAttention(int heads) {
    this(heads, heads, Sight.ALL, Hidden.NONE, Bias.ADDED, Rotation.none());
  }

  /// {@return this layer, attending to no later tokens}
  public MultiHeadAttention causal() {
    return new MultiHeadAttention(heads, keyHeads, Sight.CAUSAL, mask, bias, rotation);
  }

  /// {@return this layer, with tokens hidden by an input}
  public MultiHeadAttention masked() {
    return new MultiHeadAttention(heads, keyHeads, sight, Hidden.GIVEN, bias, rotation);
  }

  /// {@return this layer, seeing no tokens beyond the end of their sequence}
  public MultiHeadAttention withLengths() {
    return new MultiHeadAttention(heads, keyHeads, sight, Hidden.BEYOND_LENGTHS, bias, rotation);
  }

  /// {@return this layer, with so many heads of keys and values}
  public MultiHeadAttention withKeyHeads(int count) {
    return new MultiHeadAttention(heads, count, sight, mask, bias, rotation);
  }

  /// {@return this layer, without biases}
  public MultiHeadAttention withoutBias() {
    return new MultiHeadAttention(heads, keyHeads, sight, mask, Bias.NONE, rotation);
  }

  /// {@return this layer, turning queries and keys}
  public MultiHeadAttention rotated(Rotation by) {
    return new MultiHeadAttention(heads, keyHeads, sight, mask, bias, by);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    int width = width(g, x);
    if (heads != keyHeads) {
      return between(g, x, x, "");
    }
    Value qkv = new Dense(3 * width, bias).lower(g, "qkv", x);
    return switch (rotation) {
      case Rotation.None _ ->
          output(g, g.add(operation(Operands.FUSED, width), operands(g, List.of(qkv), x, "")));
      case Rotation.Rotary _ ->
          attend(
              g,
              g.slice(qkv, 2, 0, width),
              g.slice(qkv, 2, width, width),
              g.slice(qkv, 2, 2 * width, width),
              x,
              "");
    };
  }

  /// {@return what x makes of another sequence, `[N, S, features]`, hidden by {@link #MEMORY_MASK}
  /// or beyond {@link #MEMORY_LENGTHS}}
  public Value cross(GraphBuilder g, Value x, Value memory) {
    return between(g, x, memory, MEMORY);
  }

  private Value between(GraphBuilder g, Value x, Value memory, String prefix) {
    int width = width(g, x);
    int keyWidth = width / heads * keyHeads;
    OverTime.requireSequences(g, "MultiHeadAttention", memory);
    Value q = new Dense(width, bias).lower(g, "query", x);
    Value k = new Dense(keyWidth, bias).lower(g, "key", memory);
    Value v = new Dense(keyWidth, bias).lower(g, "value", memory);
    return attend(g, q, k, v, memory, prefix);
  }

  private Value attend(GraphBuilder g, Value q, Value k, Value v, Value keys, String prefix) {
    int width = q.shape().size(2);
    List<Value> separate =
        List.of(rotation.turn(g, q, width / heads), rotation.turn(g, k, width / heads), v);
    return output(
        g, g.add(operation(Operands.SEPARATE, width), operands(g, separate, keys, prefix)));
  }

  private AttentionOp.Attention operation(Operands operands, int width) {
    float scale = (float) (1 / Math.sqrt((double) width / heads));
    return new AttentionOp.Attention(
        heads, keyHeads, sight == Sight.CAUSAL, scale, operands, mask.mask());
  }

  private List<Value> operands(GraphBuilder g, List<Value> first, Value keys, String prefix) {
    var operands = new ArrayList<>(first);
    operands.addAll(mask.of(g, keys, prefix));
    return operands;
  }

  private Value output(GraphBuilder g, Node attention) {
    Value o = attention.output(0);
    return new Dense(o.shape().size(2), bias).lower(g, "output", o);
  }

  private int width(GraphBuilder g, Value x) {
    OverTime.requireSequences(g, "MultiHeadAttention", x);
    int width = x.shape().size(2);
    g.expect(
        width % heads == 0,
        "MultiHeadAttention",
        "features that " + heads + " heads divide",
        x,
        "Choose another number of heads.");
    return width;
  }
}
