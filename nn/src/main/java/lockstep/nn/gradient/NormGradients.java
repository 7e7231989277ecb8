package lockstep.nn.gradient;

import java.util.List;
import lockstep.kernels.map.Unary;
import lockstep.kernels.norm.After;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.Op;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// The gradients of {@link NormOp}.
final class NormGradients {

  private NormGradients() {}

  static void of(NormOp op, Flow flow) {
    switch (op) {
      case NormOp.BatchNorm(var epsilon, _, var after) ->
          all(new NormOp.BatchNormGradient(epsilon), before(after, flow), flow);
      case NormOp.LayerNorm(var epsilon) ->
          all(new NormOp.LayerNormGradient(epsilon), flow.dy(), flow);
      case NormOp.GroupNorm(var groups, var epsilon) ->
          all(new NormOp.GroupNormGradient(groups, epsilon), flow.dy(), flow);
      case NormOp.RmsNorm(var epsilon) -> all(new NormOp.RmsNormGradient(epsilon), flow.dy(), flow);
      case NormOp.BatchNormInference(var epsilon, var after) ->
          given(epsilon, before(after, flow), flow);
      case NormOp.BatchNormGradient _,
          NormOp.LayerNormGradient _,
          NormOp.GroupNormGradient _,
          NormOp.RmsNormGradient _ ->
          throw flow.none("second derivatives are not made");
    }
  }

  /// The gradient before the activation that the node applies last.
  private static Value before(After after, Flow flow) {
    return switch (after) {
      case NOTHING -> flow.dy();
      case RELU -> flow.g().apply(new MapOp.UnaryGradient(Unary.RELU), flow.dy(), flow.out(0));
    };
  }

  /// One node makes the gradients of x, gamma and, where there is one, beta.
  private static void all(Op gradient, Value dy, Flow flow) {
    Node node = flow.g().add(gradient, List.of(flow.in(0), dy, flow.in(1), flow.out(1)));
    for (int i = 0; i < node.outputs().size(); i++) {
      int output = i;
      flow.to(i, () -> node.output(output));
    }
  }

  /// Statistics that are given are constants: the norm is a scale and a shift for each channel.
  private static void given(float epsilon, Value dy, Flow flow) {
    GraphBuilder g = flow.g();
    Value x = flow.in(0);
    Value mean = flow.in(1);
    Value inverse = g.map(Unary.RECIPROCAL, g.map(Unary.SQRT, g.affine(1, flow.in(2), epsilon)));
    Shape channels = mean.shape();
    flow.to(0, () -> g.multiply(dy, g.multiply(inverse, flow.in(3))));
    flow.to(
        3, () -> flow.sumTo(g.multiply(dy, g.multiply(g.subtract(x, mean), inverse)), channels));
    flow.to(4, () -> flow.sumTo(dy, channels));
  }
}
