package lockstep.nn.graph;

import java.util.List;

/// The types of what an operation makes, and whether its inputs fit.
final class ShapeRule {

  private ShapeRule() {}

  /// {@return the types of the outputs}
  ///
  /// @throws ShapeException if the inputs do not fit
  static List<Type> outputs(Op op, Inputs in) {
    return switch (op) {
      case LeafOp _ -> throw new IllegalArgumentException("the type of a leaf is given");
      case ProductOp product -> ProductShapes.outputs(product, in);
      case PoolOp pool -> PoolShapes.outputs(pool, in);
      case MapOp map -> MapShapes.outputs(map, in);
      case ReduceOp reduce -> List.of(ReduceShapes.output(reduce, in));
      case SoftmaxOp softmax -> SoftmaxShapes.outputs(softmax, in);
      case NormOp norm -> NormShapes.outputs(norm, in);
      case MoveOp move -> List.of(MoveShapes.output(move, in));
      case AttentionOp attention -> AttentionShapes.outputs(attention, in);
      case CtcOp ctc -> CtcShapes.outputs(ctc, in);
      case RecurrentOp recurrent -> RecurrentShapes.outputs(recurrent, in);
      case RandomOp random -> RandomShapes.outputs(random, in);
      case UpdateOp update -> UpdateShapes.outputs(update, in);
    };
  }
}
