package lockstep.nn.layer;

import java.util.List;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;

/// How long the sequences of a batch are.
public enum Lengths {
  /// As long as the tensor.
  WHOLE,
  /// As the input {@link #INPUT} says, `[N]`, INT32, each from 1 to T. What lies beyond a
  /// sequence's end counts for nothing, as long as it is finite.
  GIVEN;

  /// The input that holds them.
  public static final String INPUT = "lengths";

  /// {@return the lengths of the sequences `[N, T, features]`, if they are given}
  List<Value> of(GraphBuilder g, Value sequences) {
    return switch (this) {
      case WHOLE -> List.of();
      case GIVEN -> List.of(g.input(INPUT, DType.INT32, sequences.shape().without(2).without(1)));
    };
  }
}
