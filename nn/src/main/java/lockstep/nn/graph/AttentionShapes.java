package lockstep.nn.graph;

import java.util.List;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link AttentionOp}.
final class AttentionShapes {

  private AttentionShapes() {}

  static List<Type> outputs(AttentionOp op, Inputs in) {
    return switch (op) {
      case AttentionOp.Attention attention -> {
        in.expectCount(operands(attention));
        yield forward(attention, in);
      }
      case AttentionOp.AttentionGradient(var attention) -> {
        int operands = operands(attention);
        in.expectCount(operands + 3);
        List<Type> results = forward(attention, in);
        in.expectShape(operands, results.get(0).shape(), "o");
        in.expectShape(operands + 2, results.get(0).shape(), "do");
        yield switch (attention.operands()) {
          case FUSED -> List.of(in.type(0));
          case SEPARATE -> List.of(in.type(0), in.type(1), in.type(2));
        };
      }
    };
  }

  private static int operands(AttentionOp.Attention op) {
    return (op.operands() == AttentionOp.Operands.FUSED ? 1 : 3)
        + (op.mask() == AttentionOp.KeyMask.GIVEN ? 1 : 0);
  }

  private static List<Type> forward(AttentionOp.Attention op, Inputs in) {
    boolean fused = op.operands() == AttentionOp.Operands.FUSED;
    Shape q = in.shape(0);
    in.expectFloatsBut(-1);
    in.expectRank(0, 3, "tokens [N, T, features]");
    in.expect(
        op.keyHeads() > 0 && op.heads() % op.keyHeads() == 0,
        "heads that " + op.keyHeads() + " key heads divide, not " + op.heads(),
        "Choose another number of heads.");
    int parts = fused ? 3 * op.heads() : op.heads();
    in.expect(
        q.size(2) % parts == 0,
        "features that are a multiple of " + parts,
        "Choose another number of heads.");
    int headSize = q.size(2) / parts;
    Shape keys = q;
    if (!fused) {
      in.expectRank(1, 3, "keys [N, S, features]");
      keys = q.withAxisOf(1, in.shape(1), 1).with(2, op.keyHeads() * headSize);
      in.expectShape(1, keys, "keys");
      in.expectShape(2, keys, "values");
    } else {
      in.expect(op.heads() == op.keyHeads(), "as many key heads as heads", "Use SEPARATE.");
    }
    if (op.mask() == AttentionOp.KeyMask.GIVEN) {
      in.expectShape(fused ? 1 : 3, keys.without(2), "a mask");
    }
    Shape lse = q.without(2).insert(1, op.heads());
    return List.of(Type.floats(q.with(2, op.heads() * headSize)), Type.saved(lse));
  }
}
