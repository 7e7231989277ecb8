package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// Attention of a sequence to itself, then a feed-forward part, each with a norm and a way around
/// it. With causal attention it is the block of a language model.
///
/// | tensor | shape |
/// |---|---|
/// | x, y | `[N, T, features]` |
/// | `attention.…` | see {@link MultiHeadAttention} |
/// | `attention_norm.…`, `feed_forward_norm.…` | see {@link LayerNorm} |
/// | `feed_forward.…` | see {@link FeedForward} |
///
/// @param attention the first part
/// @param feedForward the second part
/// @param norm the norm of each
/// @param order where the norms are
/// @param dropout the share of what each part makes that training drops
public record TransformerEncoderBlock(
    MultiHeadAttention attention,
    FeedForward feedForward,
    LayerNorm norm,
    NormOrder order,
    Dropout dropout)
    implements Layer {

  /// Norms before the parts, GELU, biases, no dropout.
  public TransformerEncoderBlock(int heads, int hidden) {
    this(
        new MultiHeadAttention(heads),
        new FeedForward(hidden),
        new LayerNorm(),
        NormOrder.BEFORE,
        new Dropout(0));
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Value attended =
        order.around(
            g, "attention_norm", norm, dropout, x, in -> attention.lower(g, "attention", in));
    return order.around(
        g,
        "feed_forward_norm",
        norm,
        dropout,
        attended,
        in -> feedForward.lower(g, "feed_forward", in));
  }
}
