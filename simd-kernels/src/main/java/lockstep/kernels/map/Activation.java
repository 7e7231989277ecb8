package lockstep.kernels.map;

import java.util.Optional;

/// What a kernel does to its results before it leaves them: nothing, or a [Unary] function.
public enum Activation {
  /// Nothing.
  NONE(Optional.empty()),
  /// See [Unary#RELU].
  RELU(Optional.of(Unary.RELU)),
  /// See [Unary#GELU].
  GELU(Optional.of(Unary.GELU)),
  /// See [Unary#SILU].
  SILU(Optional.of(Unary.SILU)),
  /// See [Unary#TANH].
  TANH(Optional.of(Unary.TANH)),
  /// See [Unary#SIGMOID].
  SIGMOID(Optional.of(Unary.SIGMOID));

  private final Optional<Unary> unary;

  Activation(Optional<Unary> unary) {
    this.unary = unary;
  }

  /// {@return the function, empty for [#NONE]}
  public Optional<Unary> unary() {
    return unary;
  }

  /// Applies it in place to `count` floats at an address.
  public void apply(long at, int count) {
    if (this != NONE) {
      Unary.apply(unary.get(), at, at, count);
    }
  }

  /// {@return it applied to one number}
  public float apply(float x) {
    return this == NONE ? x : UnaryReference.apply(unary.get(), x);
  }
}
