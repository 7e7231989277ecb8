package lockstep.nn.graph;

import java.util.List;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link SoftmaxOp}.
final class SoftmaxShapes {

  private SoftmaxShapes() {}

  static List<Type> outputs(SoftmaxOp op, Inputs in) {
    Shape logits = in.shape(0);
    in.expect(logits.rank() >= 1, "at least one axis", "Reshape it.");
    in.expectFloats(0, "logits");
    return switch (op) {
      case SoftmaxOp.Softmax _, SoftmaxOp.LogSoftmax _ -> {
        in.expectCount(1);
        yield List.of(Type.floats(logits));
      }
      case SoftmaxOp.SoftmaxGradient _, SoftmaxOp.LogSoftmaxGradient _ -> {
        in.expectCount(2);
        in.expectShape(1, logits, "dy");
        yield List.of(Type.floats(logits));
      }
      case SoftmaxOp.CrossEntropy(_, _, var weighted) -> {
        in.expectCount(weighted ? 3 : 2);
        expectLabels(weighted, in);
        yield losses(logits.without(-1));
      }
      case SoftmaxOp.CrossEntropyGradient(_, _, var weighted) -> {
        in.expectCount(weighted ? 5 : 4);
        expectLabels(weighted, in);
        yield List.of(Type.floats(logits));
      }
      case SoftmaxOp.SoftCrossEntropy _ -> {
        in.expectCount(2);
        in.expectFloatsBut(-1);
        in.expectShape(1, logits, "targets");
        yield losses(logits.without(-1));
      }
      case SoftmaxOp.SoftCrossEntropyGradient _ -> {
        in.expectCount(4);
        in.expectShape(1, logits, "targets");
        yield List.of(Type.floats(logits));
      }
    };
  }

  private static List<Type> losses(Shape rows) {
    return List.of(Type.floats(Shape.of(2)), Type.floats(rows), Type.saved(rows.insert(0, 3)));
  }

  private static void expectLabels(boolean weighted, Inputs in) {
    in.expectShape(1, in.shape(0).without(-1), "a label for each row");
    in.expectInts(1, "labels");
    if (weighted) {
      in.expectShape(2, Shape.of(in.shape(0).size(-1)), "a weight for each class");
    }
  }
}
