package lockstep.nn.plan.bind;

import java.util.function.Predicate;
import lockstep.kernels.gemm.Backend;
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
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;

/// The kernel of each operation.
public final class Kernels {

  private Kernels() {}

  /// {@return the kernel of a node that is no leaf, for batches of that size}
  ///
  /// @param steady which values stay as they are from run to run
  /// @param spared which results have no memory
  /// @param backend who computes matrix products
  public static Kernel of(
      Node node, int batch, Predicate<Value> steady, Predicate<Value> spared, Backend backend) {
    var sizes = new Sizes(node, batch, steady, spared);
    return switch (node.op()) {
      case LeafOp _ -> throw new IllegalArgumentException(node + ": a leaf has no kernel");
      case ProductOp op -> ProductKernels.of(op, sizes, backend);
      case PoolOp op -> PoolKernels.of(op, sizes);
      case MapOp op -> MapKernels.of(op, sizes);
      case ReduceOp op -> ReduceKernels.of(op, sizes);
      case SoftmaxOp op -> SoftmaxKernels.of(op, sizes);
      case NormOp op -> NormKernels.of(op, sizes);
      case MoveOp op -> MoveKernels.of(op, sizes);
      case AttentionOp op -> AttentionKernels.of(op, sizes);
      case CtcOp op -> CtcKernels.of(op, sizes);
      case RecurrentOp op -> RecurrentKernels.of(op, sizes);
      case RandomOp op -> RandomKernels.of(op, sizes);
      case UpdateOp op -> UpdateKernels.of(op, sizes);
    };
  }
}
