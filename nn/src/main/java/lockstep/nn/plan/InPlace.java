package lockstep.nn.plan;

import java.util.List;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Op;
import lockstep.nn.graph.SoftmaxOp;

/// Which operations may write their first output over an input that nobody needs any more: those
/// whose kernels say so.
final class InPlace {

  private InPlace() {}

  /// {@return the inputs that the first output may replace, the best first}
  static List<Integer> of(Node node) {
    Op op = node.op();
    return candidates(op).stream()
        .filter(i -> node.input(i).type().shape().equals(node.output(0).shape()))
        .toList();
  }

  private static List<Integer> candidates(Op op) {
    return switch (op) {
      case MapOp map ->
          switch (map) {
            case MapOp.UnaryMap _, MapOp.ShapedMap _, MapOp.Affine _, MapOp.Cast _ -> List.of(0);
            case MapOp.UnaryGradient _, MapOp.ShapedGradient _ -> List.of(0, 1);
            case MapOp.BinaryMap _ -> List.of(0, 1);
            case MapOp.Select _ -> List.of(0, 1, 2);
          };
      case SoftmaxOp.CrossEntropyGradient _, SoftmaxOp.SoftCrossEntropyGradient _ -> List.of(0);
      default -> List.of();
    };
  }
}
