package lockstep.nn.graph;

import java.util.List;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link RandomOp}.
final class RandomShapes {

  private RandomShapes() {}

  static List<Type> outputs(RandomOp op, Inputs in) {
    in.expectCount(2);
    in.expectShape(1, Shape.scalar(), "the number of the step");
    in.expectInts(1, "the number of the step");
    return switch (op) {
      case RandomOp.Dropout(var probability, _, _) -> {
        in.expectFloats(0, "x");
        if (!(probability >= 0 && probability < 1)) {
          throw in.error(
              "expected a probability of at least 0 and below 1, got "
                  + probability
                  + ". Drop a smaller part.");
        }
        yield List.of(Type.floats(in.shape(0)));
      }
      case RandomOp.Normal _, RandomOp.Uniform _ -> List.of(Type.floats(in.shape(0)));
    };
  }
}
