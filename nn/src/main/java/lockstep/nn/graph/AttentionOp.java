package lockstep.nn.graph;

/// Scaled dot-product attention that never makes the matrix of weights.
///
/// | value | SEPARATE | FUSED |
/// |---|---|---|
/// | inputs | q `[N, T, heads·D]`, k and v `[N, S, keyHeads·D]` | qkv `[N, T, 3·heads·D]` |
/// | input, where a mask is GIVEN | mask `[N, S]`: 0 where a key is hidden | the same |
/// | outputs | o `[N, T, heads·D]`, lse `[N, heads, T]` | the same |
public sealed interface AttentionOp extends Op {

  /// How queries, keys and values come.
  enum Operands {
    /// As three tensors.
    SEPARATE,
    /// As one, side by side.
    FUSED
  }

  /// Whether keys may be hidden.
  enum KeyMask {
    /// None are.
    NONE,
    /// By a further input.
    GIVEN
  }

  /// Forward.
  ///
  /// @param causal whether a query sees no later keys
  /// @param scale what scores are multiplied by
  record Attention(
      int heads, int keyHeads, boolean causal, float scale, Operands operands, KeyMask mask)
      implements AttentionOp {}

  /// Inputs: those of {@link Attention}, then o, lse, do. Outputs: the gradients of q, k and v, or
  /// of qkv.
  record AttentionGradient(Attention of) implements AttentionOp {}
}
