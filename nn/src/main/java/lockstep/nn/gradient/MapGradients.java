package lockstep.nn.gradient;

import lockstep.kernels.map.Binary;
import lockstep.kernels.map.Unary;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// The gradients of {@link MapOp}.
final class MapGradients {

  private MapGradients() {}

  static void of(MapOp op, Flow flow) {
    GraphBuilder g = flow.g();
    switch (op) {
      case MapOp.UnaryMap(var function) ->
          flow.to(
              0,
              () -> {
                Value source =
                    switch (lockstep.kernels.map.UnaryGradient.source(function)) {
                      case ARGUMENT -> flow.in(0);
                      case RESULT -> flow.out(0);
                      case NOTHING -> flow.dy();
                    };
                return g.apply(new MapOp.UnaryGradient(function), flow.dy(), source);
              });
      case MapOp.ShapedMap(var activation) ->
          flow.to(0, () -> g.apply(new MapOp.ShapedGradient(activation), flow.dy(), flow.in(0)));
      case MapOp.BinaryMap(var function) -> binary(function, flow);
      case MapOp.Select _ -> {
        Value zero = g.fill(0, flow.dy().shape());
        flow.to(
            1,
            () ->
                flow.sumTo(
                    g.apply(new MapOp.Select(), flow.in(0), flow.dy(), zero), flow.in(1).shape()));
        flow.to(
            2,
            () ->
                flow.sumTo(
                    g.apply(new MapOp.Select(), flow.in(0), zero, flow.dy()), flow.in(2).shape()));
      }
      case MapOp.Affine(var scale, _) -> flow.to(0, () -> g.affine(scale, flow.dy(), 0));
      case MapOp.Cast(var to) -> {
        if (to == DType.FLOAT32 && flow.in(0).dtype() == DType.FLOAT32) {
          flow.to(0, flow::dy);
        }
      }
      case MapOp.UnaryGradient _, MapOp.ShapedGradient _ ->
          throw flow.none("second derivatives are not made");
    }
  }

  private static void binary(Binary function, Flow flow) {
    GraphBuilder g = flow.g();
    Value dy = flow.dy();
    Value a = flow.in(0);
    Value b = flow.in(1);
    switch (function) {
      case ADD -> both(flow, dy, dy);
      case SUBTRACT -> {
        flow.to(0, () -> flow.sumTo(dy, a.shape()));
        flow.to(1, () -> flow.sumTo(g.map(Unary.NEGATE, dy), b.shape()));
      }
      case MULTIPLY -> {
        flow.to(0, () -> flow.sumTo(g.multiply(dy, b), a.shape()));
        flow.to(1, () -> flow.sumTo(g.multiply(dy, a), b.shape()));
      }
      case DIVIDE -> {
        flow.to(0, () -> flow.sumTo(g.divide(dy, b), a.shape()));
        flow.to(
            1,
            () ->
                flow.sumTo(
                    g.map(Unary.NEGATE, g.divide(g.multiply(dy, flow.out(0)), b)), b.shape()));
      }
      case POWER -> power(flow, a, b);
      case MAXIMUM -> larger(flow, a, b);
      case MINIMUM -> larger(flow, b, a);
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> {
        // Steps: flat wherever they have a slope.
      }
    }
  }

  /// `b·aᵇ⁻¹` and `aᵇ·log a`; 0 where b is 0 and where a is 0, of which they would say NaN.
  private static void power(Flow flow, Value a, Value b) {
    GraphBuilder g = flow.g();
    flow.to(
        0,
        () -> {
          Value slope = g.multiply(b, g.map(Binary.POWER, a, g.affine(1, b, -1)));
          return flow.sumTo(g.multiply(flow.dy(), where(g, b, slope)), a.shape());
        });
    flow.to(
        1,
        () -> {
          Value slope = g.multiply(flow.out(0), g.map(Unary.LOG, a));
          return flow.sumTo(g.multiply(flow.dy(), where(g, a, slope)), b.shape());
        });
  }

  /// `value`, and 0 where `x` is 0.
  private static Value where(GraphBuilder g, Value x, Value value) {
    Value zero = g.fill(0, Shape.of(1));
    return g.apply(new MapOp.Select(), g.map(Binary.NOT_EQUAL, x, zero), value, zero);
  }

  private static void both(Flow flow, Value da, Value db) {
    flow.to(0, () -> flow.sumTo(da, flow.in(0).shape()));
    flow.to(1, () -> flow.sumTo(db, flow.in(1).shape()));
  }

  /// The gradient goes to the first operand where `large` is at least `small`, else to the second.
  private static void larger(Flow flow, Value large, Value small) {
    GraphBuilder g = flow.g();
    Value first = g.map(Binary.GREATER_EQUAL, large, small);
    both(flow, g.multiply(flow.dy(), first), g.multiply(flow.dy(), g.affine(-1, first, 1)));
  }
}
