package lockstep.nn.layer;

import lockstep.kernels.map.Unary;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// A function of every element: the activation functions without settings.
public record Function(Unary function) implements Layer {

  /// {@return max(x, 0)}
  public static Function relu() {
    return new Function(Unary.RELU);
  }

  /// {@return x·Φ(x)}
  public static Function gelu() {
    return new Function(Unary.GELU);
  }

  /// {@return x·sigmoid(x)}
  public static Function silu() {
    return new Function(Unary.SILU);
  }

  /// {@return the hyperbolic tangent}
  public static Function tanh() {
    return new Function(Unary.TANH);
  }

  /// {@return 1 / (1 + e⁻ˣ)}
  public static Function sigmoid() {
    return new Function(Unary.SIGMOID);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    return g.map(function, x);
  }
}
