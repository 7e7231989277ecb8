package lockstep.nn.plan;

import java.util.List;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.CtcOp;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.Op;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.ReduceOp;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.UpdateOp;

/// Which operations may write their first output over an input that nobody needs any more: those
/// whose kernels say so.
final class InPlace {

  private static final List<Integer> FIRST = List.of(0);
  private static final List<Integer> FIRST_TWO = List.of(0, 1);

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
            case MapOp.UnaryMap _, MapOp.ShapedMap _, MapOp.Affine _ -> FIRST;
            case MapOp.UnaryGradient _, MapOp.ShapedGradient _, MapOp.BinaryMap _ -> FIRST_TWO;
            case MapOp.Select _ -> List.of(1, 2, 0);
            case MapOp.Cast _ -> List.of();
          };
      case SoftmaxOp softmax ->
          switch (softmax) {
            case SoftmaxOp.Softmax _, SoftmaxOp.LogSoftmax _, SoftmaxOp.CrossEntropyGradient _ ->
                FIRST;
            case SoftmaxOp.SoftmaxGradient _,
                SoftmaxOp.LogSoftmaxGradient _,
                SoftmaxOp.SoftCrossEntropyGradient _ ->
                FIRST_TWO;
            case SoftmaxOp.CrossEntropy _, SoftmaxOp.SoftCrossEntropy _ -> List.of();
          };
      case NormOp norm ->
          switch (norm) {
            case NormOp.BatchNorm _,
                NormOp.BatchNormInference _,
                NormOp.LayerNorm _,
                NormOp.GroupNorm _,
                NormOp.RmsNorm _ ->
                FIRST;
            case NormOp.BatchNormGradient _,
                NormOp.LayerNormGradient _,
                NormOp.GroupNormGradient _,
                NormOp.RmsNormGradient _ ->
                List.of(1, 0);
          };
      case AttentionOp _,
          CtcOp _,
          LeafOp _,
          MoveOp _,
          PoolOp _,
          ProductOp _,
          RandomOp _,
          RecurrentOp _,
          ReduceOp _,
          UpdateOp _ ->
          List.of();
    };
  }
}
