package lockstep.nn.graph;

import java.util.List;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link UpdateOp}.
final class UpdateShapes {

  private UpdateShapes() {}

  static List<Type> outputs(UpdateOp op, Inputs in) {
    return switch (op) {
      case UpdateOp.Update(var rule, var scaled) -> {
        int states = scaled ? 5 : 4;
        in.expectCount(states + rule.states());
        in.expectShape(1, in.shape(0), "a gradient");
        for (int i = 2; i < states; i++) {
          in.expectShape(i, Shape.scalar(), "learning rate, step and scale");
        }
        in.expectInts(3, "the number of the step");
        for (int i = states; i < states + rule.states(); i++) {
          in.expectShape(i, in.shape(0), "a state");
        }
        yield List.of();
      }
      case UpdateOp.Accumulate _, UpdateOp.MovingAverage _ -> {
        in.expectCount(2);
        in.expectShape(1, in.shape(0), "the other operand");
        yield List.of();
      }
      case UpdateOp.Clear _ -> {
        in.expectCount(1);
        yield List.of();
      }
      case UpdateOp.GlobalNorm _ -> {
        in.expect(in.count() > 0, "at least one gradient", "Without any there is no norm.");
        yield List.of(Type.floats(Shape.scalar()), Type.floats(Shape.scalar()));
      }
    };
  }
}
