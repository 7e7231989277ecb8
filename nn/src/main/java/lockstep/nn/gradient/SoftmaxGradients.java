package lockstep.nn.gradient;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Op;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// The gradients of {@link SoftmaxOp}.
final class SoftmaxGradients {

  private SoftmaxGradients() {}

  static void of(SoftmaxOp op, Flow flow) {
    GraphBuilder g = flow.g();
    switch (op) {
      case SoftmaxOp.Softmax _ ->
          flow.to(0, () -> g.apply(new SoftmaxOp.SoftmaxGradient(), flow.out(0), flow.dy()));
      case SoftmaxOp.LogSoftmax _ ->
          flow.to(0, () -> g.apply(new SoftmaxOp.LogSoftmaxGradient(), flow.out(0), flow.dy()));
      case SoftmaxOp.CrossEntropy(var smoothing, var ignored, var weighted) ->
          loss(new SoftmaxOp.CrossEntropyGradient(smoothing, ignored, weighted), flow);
      case SoftmaxOp.SoftCrossEntropy _ -> loss(new SoftmaxOp.SoftCrossEntropyGradient(), flow);
      case SoftmaxOp.SoftmaxGradient _,
          SoftmaxOp.LogSoftmaxGradient _,
          SoftmaxOp.CrossEntropyGradient _,
          SoftmaxOp.SoftCrossEntropyGradient _ ->
          throw flow.none("second derivatives are not made");
    }
  }

  /// Through the mean, whose second number is the scale that makes `gradient` its gradient, and
  /// through the losses of single rows.
  private static void loss(Op gradient, Flow flow) {
    GraphBuilder g = flow.g();
    if (flow.has(0)) {
      flow.to(
          0,
          () -> {
            Value dMean = g.slice(flow.of(0), 0, 0, 1);
            Value scale = g.slice(flow.out(0), 0, 1, 1);
            return logits(gradient, g.multiply(dMean, scale), flow);
          });
    }
    if (flow.has(1)) {
      flow.to(
          0,
          () -> {
            Shape rows = flow.of(1).shape();
            Value dRows = g.reshape(flow.of(1), rows.insert(rows.rank(), 1));
            return g.multiply(logits(gradient, g.fill(1, Shape.of(1)), flow), dRows);
          });
    }
  }

  private static Value logits(Op gradient, Value scale, Flow flow) {
    var inputs = new ArrayList<>(flow.node().inputs());
    inputs.addAll(List.of(flow.out(2), scale));
    return flow.g().add(gradient, inputs).output(0);
  }
}
