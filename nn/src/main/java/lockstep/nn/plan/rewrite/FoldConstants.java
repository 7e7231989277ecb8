package lockstep.nn.plan.rewrite;

import java.util.List;
import java.util.Optional;
import lockstep.kernels.map.BinaryReference;
import lockstep.kernels.map.UnaryReference;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphRebuild;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;

/// Arithmetic on tensors that hold one number everywhere is done now: functions of them, and moves;
/// products with 1 and sums with 0 are their other operand. Gradients begin with a 1 that so
/// disappears.
///
/// Bits stay, but that −0 + 0 remains −0.
public record FoldConstants() implements Rewrite {

  @Override
  public Graph apply(Graph graph) {
    var uses = new Uses(graph);
    var rebuild = new GraphRebuild(graph);
    for (Node node : graph.nodes()) {
      Optional<Float> number = number(node, rebuild);
      if (number.isPresent()) {
        Value out = node.output(0);
        rebuild.stand(out, rebuild.fill(number.get(), out.shape(), node.origin()));
      } else {
        int other = same(node, rebuild);
        if (other < 0) {
          rebuild.keep(node);
        } else {
          pass(node, other, uses, rebuild);
        }
      }
    }
    return rebuild.build();
  }

  /// The number that all of a node's result is.
  private static Optional<Float> number(Node node, GraphRebuild rebuild) {
    return switch (node.op()) {
      case MapOp.Affine(var scale, var shift) ->
          fill(node, 0, rebuild).map(x -> Math.fma(scale, x, shift));
      case MapOp.UnaryMap(var function) ->
          fill(node, 0, rebuild).map(x -> UnaryReference.apply(function, x));
      case MapOp.BinaryMap(var function) ->
          fill(node, 0, rebuild)
              .flatMap(a -> fill(node, 1, rebuild).map(b -> BinaryReference.apply(function, a, b)));
      case MoveOp.Slice slice -> fill(node, 0, rebuild).or(() -> undone(slice, node, rebuild));
      case MoveOp.Reshape _, MoveOp.Transpose _, MoveOp.Broadcast _ -> fill(node, 0, rebuild);
      default -> Optional.empty();
    };
  }

  /// The number in a slice of what only filled that slice: the gradient of a loss that is one of
  /// several numbers.
  private static Optional<Float> undone(MoveOp.Slice slice, Node node, GraphRebuild rebuild) {
    Node source = rebuild.now(node.input(0)).node();
    return source.op() instanceof MoveOp.SliceGradient(var filled, _) && filled.equals(slice)
        ? fill(source.input(0))
        : Optional.empty();
  }

  /// Which input is the result, repeated perhaps; −1 where none is.
  private static int same(Node node, GraphRebuild rebuild) {
    return switch (node.op()) {
      case MapOp.BinaryMap(var function) ->
          switch (function) {
            case ADD -> isFill(node, 1, 0, rebuild) ? 0 : isFill(node, 0, 0, rebuild) ? 1 : -1;
            case MULTIPLY -> isFill(node, 1, 1, rebuild) ? 0 : isFill(node, 0, 1, rebuild) ? 1 : -1;
            case SUBTRACT -> isFill(node, 1, 0, rebuild) ? 0 : -1;
            case DIVIDE -> isFill(node, 1, 1, rebuild) ? 0 : -1;
            case POWER,
                MAXIMUM,
                MINIMUM,
                EQUAL,
                NOT_EQUAL,
                LESS,
                LESS_EQUAL,
                GREATER,
                GREATER_EQUAL ->
                -1;
          };
      default -> -1;
    };
  }

  private static void pass(Node node, int index, Uses uses, GraphRebuild rebuild) {
    Value out = node.output(0);
    Value other = node.input(index);
    if (!other.type().equals(out.type())) {
      rebuild.replace(node, new MoveOp.Broadcast(out.shape()), List.of(rebuild.now(other)));
    } else if (uses.holds(other, node.id(), uses.lastReading(out))) {
      rebuild.stand(out, rebuild.now(other));
    } else {
      rebuild.keep(node);
    }
  }

  private static boolean isFill(Node node, int index, float number, GraphRebuild rebuild) {
    return fill(node, index, rebuild).filter(found -> found == number).isPresent();
  }

  private static Optional<Float> fill(Node node, int index, GraphRebuild rebuild) {
    return fill(rebuild.now(node.input(index)));
  }

  private static Optional<Float> fill(Value value) {
    return value.node().op() instanceof LeafOp.Fill(var number)
        ? Optional.of(number)
        : Optional.empty();
  }
}
