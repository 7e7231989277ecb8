package lockstep.nn.layer;

import java.util.ArrayList;
import java.util.List;
import lockstep.kernels.recurrent.Direction;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Op;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// What all recurrent layers share: layers on top of each other, each in one direction or both.
///
/// @param gates how many times `hidden` columns the weights have
/// @param biases the names of their biases
/// @param states how many tensors a state has
/// @param operation the operation for one direction
record RecurrentStack(
    int hidden,
    int layers,
    Directions directions,
    Steps steps,
    Lengths lengths,
    int gates,
    List<String> biases,
    int states,
    Operation operation) {

  static final String BIAS = "bias";
  static final String RECURRENT_BIAS = "recurrent_bias";

  /// The operation of one layer in one direction.
  @FunctionalInterface
  interface Operation {
    Op of(Direction direction, boolean masked);
  }

  static void requireSizes(String layer, int hidden, int layers) {
    Require.atLeast(layer + ".hidden", 1, hidden);
    Require.atLeast(layer + ".layers", 1, layers);
  }

  Value lower(GraphBuilder g, String layer, Value x) {
    OverTime.requireSequences(g, layer, x);
    List<Value> given = lengths.of(g, x);
    Value y = x;
    for (int i = 0; i < layers; i++) {
      Value in = y;
      Steps kept = i == layers - 1 ? steps : Steps.ALL;
      y = g.in(Integer.toString(i), () -> layer(g, in, given, kept));
    }
    return y;
  }

  private Value layer(GraphBuilder g, Value x, List<Value> given, Steps kept) {
    return switch (directions) {
      case FORWARD -> run(g, x, given, kept, Direction.FORWARD);
      case REVERSE -> run(g, x, given, kept, Direction.REVERSE);
      case BOTH -> {
        Value forward = run(g, x, given, kept, Direction.FORWARD);
        Value reverse = g.in("reverse", () -> run(g, x, given, kept, Direction.REVERSE));
        yield g.concat(-1, List.of(forward, reverse));
      }
    };
  }

  private Value run(GraphBuilder g, Value x, List<Value> given, Steps kept, Direction direction) {
    int features = x.shape().size(2);
    int width = Math.multiplyExact(gates, hidden);
    var first = Initializer.lecun(hidden);
    var operands = new ArrayList<Value>();
    operands.add(x);
    for (int state = 0; state < states; state++) {
      operands.add(g.fill(0, x.shape().without(1).with(-1, hidden)));
    }
    operands.add(g.parameter("input_weight", Shape.of(features, width), first));
    operands.add(g.parameter("recurrent_weight", Shape.of(hidden, width), first));
    biases.forEach(bias -> operands.add(g.parameter(bias, Shape.of(width), first)));
    operands.addAll(given);
    Node node = g.add(operation.of(direction, !given.isEmpty()), operands);
    return switch (kept) {
      case ALL -> node.output(0);
      case LAST -> node.output(1);
    };
  }
}
