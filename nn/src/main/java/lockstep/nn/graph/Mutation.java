package lockstep.nn.graph;

import java.util.List;
import java.util.stream.IntStream;

/// Which inputs an operation changes in place: variables, always.
public final class Mutation {

  private static final List<Integer> RUNNING_STATISTICS = List.of(3, 4);

  private Mutation() {}

  /// {@return the numbers of the inputs that the node changes}
  public static List<Integer> of(Node node) {
    return switch (node.op()) {
      case NormOp.BatchNorm _ -> RUNNING_STATISTICS;
      case UpdateOp update -> of(update);
      default -> List.of();
    };
  }

  private static List<Integer> of(UpdateOp op) {
    return switch (op) {
      case UpdateOp.Update(var rule, var scaled) -> {
        int states = scaled ? 5 : 4;
        yield IntStream.concat(IntStream.of(0), IntStream.range(states, states + rule.states()))
            .boxed()
            .toList();
      }
      case UpdateOp.Accumulate _, UpdateOp.MovingAverage _, UpdateOp.Clear _ -> List.of(0);
      case UpdateOp.GlobalNorm _ -> List.of();
    };
  }
}
