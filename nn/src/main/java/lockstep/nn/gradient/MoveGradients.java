package lockstep.nn.gradient;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// The gradients of {@link MoveOp}.
final class MoveGradients {

  private MoveGradients() {}

  static void of(MoveOp op, Flow flow) {
    GraphBuilder g = flow.g();
    if (flow.in(0).dtype() == DType.INT32) {
      return; // integers have no slope
    }
    Shape x = flow.in(0).shape();
    switch (op) {
      case MoveOp.Reshape _ -> flow.to(0, () -> g.reshape(flow.dy(), x));
      case MoveOp.Transpose(var order) ->
          flow.to(0, () -> g.apply(new MoveOp.Transpose(inverse(order)), flow.dy()));
      case MoveOp.Slice slice ->
          flow.to(0, () -> g.apply(new MoveOp.SliceGradient(slice, x), flow.dy()));
      case MoveOp.SliceGradient(var slice, _) -> flow.to(0, () -> g.apply(slice, flow.dy()));
      case MoveOp.Concat(var axis) -> {
        int start = 0;
        for (int i = 0; i < flow.node().inputs().size(); i++) {
          int from = start;
          int size = flow.in(i).shape().size(axis);
          flow.to(i, () -> g.slice(flow.dy(), axis, from, size));
          start += size;
        }
      }
      case MoveOp.Pad(var mode, var before, var after, _) ->
          flow.to(0, () -> g.apply(new MoveOp.PadGradient(mode, before, after), flow.dy()));
      case MoveOp.Gather(var axis) ->
          flow.to(
              0, () -> g.apply(new MoveOp.ScatterAdd(axis, x.size(axis)), flow.dy(), flow.in(1)));
      case MoveOp.ScatterAdd(var axis, _) ->
          flow.to(0, () -> g.gather(flow.dy(), axis, flow.in(1)));
      case MoveOp.Broadcast _ -> flow.to(0, () -> flow.sumTo(flow.dy(), x));
      case MoveOp.Resize(var mode, _, _) ->
          flow.to(
              0, () -> g.apply(new MoveOp.ResizeGradient(mode, x.size(1), x.size(2)), flow.dy()));
      case MoveOp.ResizeGradient(var mode, _, _) ->
          flow.to(0, () -> g.apply(new MoveOp.Resize(mode, x.size(1), x.size(2)), flow.dy()));
      case MoveOp.OneHot _ -> {
        // Of integers.
      }
      case MoveOp.PadGradient _ -> throw flow.none("second derivatives are not made");
    }
  }

  private static List<Integer> inverse(List<Integer> order) {
    var inverse = new ArrayList<>(Collections.nCopies(order.size(), 0));
    for (int i = 0; i < order.size(); i++) {
      inverse.set(order.get(i), i);
    }
    return inverse;
  }
}
