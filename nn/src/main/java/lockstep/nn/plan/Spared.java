package lockstep.nn.plan;

import java.util.List;
import java.util.function.Predicate;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.Value;

/// Which results an operation need not write, so that they take no memory: those that nobody reads,
/// where its kernels can do without.
final class Spared {

  /// The gradient of a layer's input, which that of data has no reader for.
  private static final List<Integer> INPUT = List.of(0);

  private Spared() {}

  /// {@return the indexes of the results that are spared}
  static List<Integer> of(Node node, Predicate<Value> isRead) {
    return switch (node.op()) {
      case RecurrentOp.Lstm _ -> steps(node, 3, isRead);
      case RecurrentOp.Gru _ -> steps(node, 2, isRead);
      case RecurrentOp.LstmGradient _, RecurrentOp.GruGradient _, RecurrentOp.RnnGradient _ ->
          isRead.test(node.output(0)) ? List.of() : INPUT;
      default -> List.of();
    };
  }

  /// What is saved for the gradient, and then y too, if only the last state is asked for.
  private static List<Integer> steps(Node node, int saved, Predicate<Value> isRead) {
    if (isRead.test(node.output(saved))) {
      return List.of();
    }
    return isRead.test(node.output(0)) ? List.of(saved) : List.of(0, saved);
  }
}
