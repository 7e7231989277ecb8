package lockstep.nn.layer;

import java.util.List;
import lockstep.nn.graph.AttentionOp.KeyMask;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;

/// Which tokens attention does not see.
public enum Hidden {
  /// It sees all.
  NONE,
  /// Those where an input is 0, see {@link MultiHeadAttention#MASK}.
  GIVEN,
  /// Those beyond the end of their sequence, of which {@link Lengths#INPUT} says how long it is, so
  /// that it does not matter how far a sequence was filled up.
  BEYOND_LENGTHS;

  KeyMask mask() {
    return this == NONE ? KeyMask.NONE : KeyMask.GIVEN;
  }

  /// {@return the mask of the sequences `[N, T, features]`, if there is one}
  ///
  /// @param prefix what comes before the names of the inputs
  List<Value> of(GraphBuilder g, Value sequences, String prefix) {
    return switch (this) {
      case NONE -> List.of();
      case GIVEN ->
          List.of(
              g.input(
                  prefix + MultiHeadAttention.MASK, DType.FLOAT32, sequences.shape().without(2)));
      case BEYOND_LENGTHS ->
          List.of(
              OverTime.weights(
                  g,
                  g.input(
                      prefix + Lengths.INPUT, DType.INT32, sequences.shape().without(2).without(1)),
                  sequences.shape().size(1),
                  (_, _) -> 1));
    };
  }
}
