package lockstep.nn.graph;

import java.util.List;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link CtcOp}.
final class CtcShapes {

  private CtcShapes() {}

  static List<Type> outputs(CtcOp op, Inputs in) {
    return switch (op) {
      case CtcOp.Ctc(var masked) -> {
        in.expectCount(masked ? 3 : 2);
        Shape losses = expectSequences(masked, in);
        int states = 2 * in.shape(1).size(1) + 1;
        yield List.of(Type.floats(losses), Type.saved(in.shape(0).with(2, states)));
      }
      case CtcOp.CtcGradient(var masked) -> {
        int more = masked ? 3 : 2;
        in.expectCount(more + 3);
        Shape losses = expectSequences(masked, in);
        in.expectShape(more, losses, "losses");
        in.expectShape(more + 2, losses, "dlosses");
        yield List.of(in.type(0));
      }
    };
  }

  /// Looks at log-probabilities, targets and lengths; returns the shape of losses.
  private static Shape expectSequences(boolean masked, Inputs in) {
    in.expectRank(0, 3, "log-probabilities [N, T, classes]");
    in.expectFloats(0, "log-probabilities");
    in.expectRank(1, 2, "targets [N, labels]");
    in.expectInts(1, "targets");
    Shape steps = in.shape(0).without(2);
    in.expectShape(1, steps.with(1, in.shape(1).size(1)), "targets");
    Shape losses = steps.without(1);
    if (masked) {
      in.expectShape(2, losses, "lengths");
      in.expectInts(2, "lengths");
    }
    return losses;
  }
}
