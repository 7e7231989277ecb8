package lockstep.nn.graph;

import lockstep.nn.tensor.Tensor;

/// What a variable holds at first. Random numbers are keyed by the seed and the variable's name, so
/// that adding a layer changes no other.
public sealed interface Initializer {

  /// The same number everywhere.
  record Same(float value) implements Initializer {}

  /// Numbers between two bounds, all equally likely.
  record Uniform(float low, float high) implements Initializer {}

  /// Normal numbers.
  record Normal(float mean, float deviation) implements Initializer {}

  /// Given numbers.
  record Given(Tensor tensor) implements Initializer {}

  /// {@return zeros}
  static Initializer zeros() {
    return new Same(0);
  }

  /// {@return ones}
  static Initializer ones() {
    return new Same(1);
  }

  /// {@return PyTorch's own for layers: uniform within `±1/√fanIn`}
  static Initializer lecun(int fanIn) {
    float bound = (float) (1 / Math.sqrt(fanIn));
    return new Uniform(-bound, bound);
  }

  /// {@return He's, for layers before a ReLU: normal with the deviation `√(2/fanIn)`}
  static Initializer he(int fanIn) {
    return new Normal(0, (float) Math.sqrt(2.0 / fanIn));
  }

  /// {@return Glorot's, for layers before a tanh: uniform within `±√(6/(fanIn + fanOut))`}
  static Initializer xavier(int fanIn, int fanOut) {
    float bound = (float) Math.sqrt(6.0 / ((double) fanIn + fanOut));
    return new Uniform(-bound, bound);
  }
}
