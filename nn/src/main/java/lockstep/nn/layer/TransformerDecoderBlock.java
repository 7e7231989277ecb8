package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// Attention of a sequence to itself, then to another one, then a feed-forward part, each with a
/// norm and a way around it.
///
/// | tensor | shape |
/// |---|---|
/// | x, y | `[N, T, features]` |
/// | memory | `[N, S, features of its own]` |
/// | `attention.…`, `cross.…` | see {@link MultiHeadAttention} |
/// | `attention_norm.…`, `cross_norm.…`, `feed_forward_norm.…` | see {@link LayerNorm} |
/// | `feed_forward.…` | see {@link FeedForward} |
///
/// @param attention to the sequence itself, causal as a rule
/// @param cross to the memory
/// @param feedForward the third part
/// @param norm the norm of each
/// @param order where the norms are
/// @param dropout the share of what each part makes that training drops
public record TransformerDecoderBlock(
    MultiHeadAttention attention,
    MultiHeadAttention cross,
    FeedForward feedForward,
    LayerNorm norm,
    NormOrder order,
    Dropout dropout) {

  /// Causal, norms before the parts, GELU, biases, no dropout.
  public TransformerDecoderBlock(int heads, int hidden) {
    this(
        new MultiHeadAttention(heads).causal(),
        new MultiHeadAttention(heads),
        new FeedForward(hidden),
        new LayerNorm(),
        NormOrder.BEFORE,
        new Dropout(0));
  }

  /// {@return this block as a layer that attends to that memory}
  public Layer over(Value memory) {
    return (g, x) -> lower(g, x, memory);
  }

  private Value lower(GraphBuilder g, Value x, Value memory) {
    Value attended =
        order.around(
            g, "attention_norm", norm, dropout, x, in -> attention.lower(g, "attention", in));
    Value crossed =
        order.around(
            g,
            "cross_norm",
            norm,
            dropout,
            attended,
            in -> g.in("cross", () -> cross.cross(g, in, memory)));
    return order.around(
        g,
        "feed_forward_norm",
        norm,
        dropout,
        crossed,
        in -> feedForward.lower(g, "feed_forward", in));
  }
}
