package lockstep.kernels.update;

/// How a parameter follows from its gradient, with the settings that stay the same at every step.
///
/// p is the parameter, g its gradient times the scale, η the rate, λ the weight decay. The states
/// are what an optimizer remembers between steps: tensors as large as the parameter, zeros at
/// first. The formulas are PyTorch's; settings are doubles, as there, so that `1 − β` and the
/// corrections lose nothing before they are rounded to float once. A state that becomes subnormal,
/// smaller than 2⁻¹²⁶, becomes 0.
///
/// | rule | states | formula |
/// |---|---|---|
/// | [Sgd] | | `d = g + λp; p −= ηd` |
/// | [Momentum] | v | `d = g + λp; v = μv + (1 − τ)d; p −= ηv` |
/// | [Nesterov] | v | `d = g + λp; v = μv + d; p −= η(d + μv)` |
/// | [Adam] | m, v | `d = g + λp; m = β₁m + (1 − β₁)d; v = β₂v + (1 − β₂)d²; p −= η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)` |
/// | [AdamW] | m, v | `p −= ηλp`, then as Adam with d = g |
/// | [RmsProp] | s, or s, b | `d = g + λp; s = αs + (1 − α)d²; d' = d / (√s + ε); p −= ηd'`, or with μ > 0: `b = μb + d'; p −= ηb` |
/// | [Lion] | m | `p −= ηλp; p −= η·sign(β₁m + (1 − β₁)g); m = β₂m + (1 − β₂)g` |
public sealed interface Rule {

  /// {@return how many tensors of state it has: 0, 1 or 2}
  int states();

  /// Steepest descent.
  ///
  /// @param weightDecay λ
  record Sgd(double weightDecay) implements Rule {
    /// Checks the range.
    public Sgd {
      requireAtLeastZero("weightDecay", weightDecay);
    }

    @Override
    public int states() {
      return 0;
    }
  }

  /// Steepest descent with a velocity.
  ///
  /// @param momentum μ
  /// @param dampening τ; the first step takes the whole gradient, as PyTorch's does
  /// @param weightDecay λ
  record Momentum(double momentum, double dampening, double weightDecay) implements Rule {
    /// Checks the ranges.
    public Momentum {
      requireFraction("momentum", momentum);
      requireFraction("dampening", dampening);
      requireAtLeastZero("weightDecay", weightDecay);
    }

    @Override
    public int states() {
      return 1;
    }
  }

  /// Steepest descent with a velocity that is looked at one step ahead.
  ///
  /// @param momentum μ
  /// @param weightDecay λ
  record Nesterov(double momentum, double weightDecay) implements Rule {
    /// Checks the ranges.
    public Nesterov {
      requireFraction("momentum", momentum);
      requireAtLeastZero("weightDecay", weightDecay);
    }

    @Override
    public int states() {
      return 1;
    }
  }

  /// Adam with weight decay as a part of the gradient.
  ///
  /// @param beta1 β₁
  /// @param beta2 β₂
  /// @param epsilon ε
  /// @param weightDecay λ
  record Adam(double beta1, double beta2, double epsilon, double weightDecay) implements Rule {
    /// Checks the ranges.
    public Adam {
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requireAtLeastZero("epsilon", epsilon);
      requireAtLeastZero("weightDecay", weightDecay);
    }

    @Override
    public int states() {
      return 2;
    }
  }

  /// Adam with weight decay apart from the gradient.
  ///
  /// @param beta1 β₁
  /// @param beta2 β₂
  /// @param epsilon ε
  /// @param weightDecay λ
  record AdamW(double beta1, double beta2, double epsilon, double weightDecay) implements Rule {
    /// Checks the ranges.
    public AdamW {
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requireAtLeastZero("epsilon", epsilon);
      requireAtLeastZero("weightDecay", weightDecay);
    }

    @Override
    public int states() {
      return 2;
    }
  }

  /// Descent divided by the root of a mean square.
  ///
  /// @param alpha α
  /// @param epsilon ε
  /// @param momentum μ; 0 for none, and then there is one state
  /// @param weightDecay λ
  record RmsProp(double alpha, double epsilon, double momentum, double weightDecay)
      implements Rule {
    /// Checks the ranges.
    public RmsProp {
      requireFraction("alpha", alpha);
      requireAtLeastZero("epsilon", epsilon);
      requireFraction("momentum", momentum);
      requireAtLeastZero("weightDecay", weightDecay);
    }

    @Override
    public int states() {
      return momentum == 0 ? 1 : 2;
    }
  }

  /// Descent by signs alone. The sign of 0 is 0 and that of NaN is NaN.
  ///
  /// @param beta1 β₁
  /// @param beta2 β₂
  /// @param weightDecay λ
  record Lion(double beta1, double beta2, double weightDecay) implements Rule {
    /// Checks the ranges.
    public Lion {
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requireAtLeastZero("weightDecay", weightDecay);
    }

    @Override
    public int states() {
      return 1;
    }
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name + ": expected a number from 0 to 1, got " + value + ".");
    }
  }

  private static void requireAtLeastZero(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(name + ": expected 0 or more, got " + value + ".");
    }
  }
}
