package lockstep.nn.run.reference;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.CtcOp;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.ReduceOp;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.Type;
import lockstep.nn.graph.UpdateOp;

/// The reference of each operation.
public final class References {

  private References() {}

  /// {@return what a node makes of those inputs; variables among them it may change}
  public static List<Doubles> run(Node node, int batch, List<Doubles> inputs) {
    var outputs = new ArrayList<Doubles>();
    for (Type type : node.outputs()) {
      outputs.add(Doubles.zeros(type.shape().at(batch)));
    }
    var at = new Operands(inputs, outputs);
    switch (node.op()) {
      case LeafOp _ -> throw new IllegalArgumentException(node + ": a leaf computes nothing");
      case ProductOp op -> ProductReference.run(op, at);
      case PoolOp op -> PoolReference.run(op, at);
      case MapOp op -> MapReference.run(op, at);
      case ReduceOp op -> ReduceReference.run(op, at);
      case SoftmaxOp op -> SoftmaxReference.run(op, at);
      case NormOp op -> NormReference.run(op, at);
      case MoveOp op -> MoveReference.run(op, at);
      case AttentionOp op -> AttentionReference.run(op, at);
      case CtcOp op -> CtcReference.run(op, at);
      case RecurrentOp op -> RecurrentReference.run(op, at);
      case RandomOp op -> RandomReference.run(op, at);
      case UpdateOp op -> UpdateReference.run(op, at);
    }
    return outputs;
  }
}
