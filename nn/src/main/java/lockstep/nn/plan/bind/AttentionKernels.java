package lockstep.nn.plan.bind;

import lockstep.kernels.attention.Attention;
import lockstep.kernels.attention.AttentionGradient;
import lockstep.kernels.attention.AttentionShape;
import lockstep.kernels.attention.TokenLayout;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.AttentionOp.KeyMask;
import lockstep.nn.graph.AttentionOp.Operands;
import lockstep.nn.tensor.Shape;

/// The kernels of {@link AttentionOp}.
final class AttentionKernels {

  private AttentionKernels() {}

  static Kernel of(AttentionOp op, Sizes sizes) {
    return switch (op) {
      case AttentionOp.Attention attention -> {
        var kernel = Attention.of(shape(attention, sizes));
        var places = new Places(attention, sizes);
        yield Kernel.of(
            kernel::scratchBytes,
            (parallel, at) ->
                kernel.run(
                    parallel,
                    places.q(at),
                    places.k(at),
                    places.v(at),
                    places.mask(at),
                    at.out(0),
                    at.out(1),
                    at.scratch()));
      }
      case AttentionOp.AttentionGradient(var attention) -> {
        var kernel = AttentionGradient.of(shape(attention, sizes));
        var places = new Places(attention, sizes);
        int after = sizes.inputs() - 3;
        yield Kernel.of(
            kernel::scratchBytes,
            (parallel, at) ->
                kernel.run(
                    parallel,
                    places.q(at),
                    places.k(at),
                    places.v(at),
                    places.mask(at),
                    at.in(after),
                    at.in(after + 1),
                    at.in(after + 2),
                    places.dq(at),
                    places.dk(at),
                    places.dv(at),
                    at.scratch()));
      }
    };
  }

  /// Where queries, keys and values are: in tensors of their own, or side by side in one.
  private record Places(boolean fused, boolean masked, long partBytes) {

    Places(AttentionOp.Attention op, Sizes sizes) {
      this(
          op.operands() == Operands.FUSED,
          op.mask() == KeyMask.GIVEN,
          sizes.columns(0) / 3L * Float.BYTES);
    }

    long q(Addresses at) {
      return at.in(0);
    }

    long k(Addresses at) {
      return fused ? at.in(0) + partBytes : at.in(1);
    }

    long v(Addresses at) {
      return fused ? at.in(0) + 2 * partBytes : at.in(2);
    }

    long mask(Addresses at) {
      return at.in(masked ? fused ? 1 : 3 : -1, 0);
    }

    long dq(Addresses at) {
      return at.out(0);
    }

    long dk(Addresses at) {
      return fused ? at.out(0) + partBytes : at.out(1);
    }

    long dv(Addresses at) {
      return fused ? at.out(0) + 2 * partBytes : at.out(2);
    }
  }

  private static AttentionShape shape(AttentionOp.Attention op, Sizes sizes) {
    boolean fused = op.operands() == Operands.FUSED;
    Shape q = sizes.in(0);
    int tokens = q.size(1);
    int keys = fused ? tokens : sizes.in(1).size(1);
    int width = fused ? q.size(2) / 3 : q.size(2);
    int headSize = width / op.heads();
    var ofQueries = TokenLayout.dense(tokens, q.size(2));
    var ofKeys = fused ? ofQueries : TokenLayout.dense(keys, op.keyHeads() * headSize);
    return new AttentionShape(
        q.size(0),
        op.heads(),
        op.keyHeads(),
        tokens,
        keys,
        headSize,
        ofQueries,
        ofKeys,
        ofKeys,
        TokenLayout.dense(tokens, width),
        op.causal(),
        op.scale());
  }
}
