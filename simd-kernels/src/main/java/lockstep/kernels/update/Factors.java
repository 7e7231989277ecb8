package lockstep.kernels.update;

/// The numbers of one step, computed from its rule in double and rounded once. What a rule does not
/// have keeps its neutral value.
final class Factors {

  /// Of the gradient.
  float scale = 1;

  /// λ of a decay that is a part of the gradient.
  float decay;

  /// What is left of a parameter after a decay apart from the gradient: 1 − ηλ.
  float kept = 1;

  /// What the first state keeps: μ or β₁, of RMSProp μ.
  float first;

  /// What the first state takes of the gradient.
  float firstNew = 1;

  /// What the second state keeps: β₂, of RMSProp α.
  float second;

  /// What the second state takes of the squared gradient.
  float secondNew = 1;

  /// One over the root of what the second state has seen: 1/√(1 − β₂ᵗ).
  float root = 1;

  float epsilon;

  /// What the parameter takes of the direction: −η, of Adam −η/(1 − β₁ᵗ).
  float rate;

  void set(Rule rule, long step, double learningRate, float gradientScale) {
    scale = gradientScale;
    rate = (float) -learningRate;
    switch (rule) {
      case Rule.Sgd sgd -> decay = (float) sgd.weightDecay();
      case Rule.Momentum momentum -> {
        decay = (float) momentum.weightDecay();
        first = (float) momentum.momentum();
        firstNew = step == 1 ? 1 : (float) (1 - momentum.dampening());
      }
      case Rule.Nesterov nesterov -> {
        decay = (float) nesterov.weightDecay();
        first = (float) nesterov.momentum();
      }
      case Rule.Adam adam -> {
        decay = (float) adam.weightDecay();
        moments(adam.beta1(), adam.beta2(), adam.epsilon(), step, learningRate);
      }
      case Rule.AdamW adam -> {
        kept = (float) (1 - learningRate * adam.weightDecay());
        moments(adam.beta1(), adam.beta2(), adam.epsilon(), step, learningRate);
      }
      case Rule.RmsProp rmsProp -> {
        decay = (float) rmsProp.weightDecay();
        first = (float) rmsProp.momentum();
        second = (float) rmsProp.alpha();
        secondNew = (float) (1 - rmsProp.alpha());
        epsilon = (float) rmsProp.epsilon();
      }
      case Rule.Lion lion -> {
        kept = (float) (1 - learningRate * lion.weightDecay());
        first = (float) lion.beta1();
        firstNew = (float) (1 - lion.beta1());
        second = (float) lion.beta2();
        secondNew = (float) (1 - lion.beta2());
      }
    }
  }

  private void moments(double beta1, double beta2, double eps, long step, double learningRate) {
    first = (float) beta1;
    firstNew = (float) (1 - beta1);
    second = (float) beta2;
    secondNew = (float) (1 - beta2);
    epsilon = (float) eps;
    root = (float) (1 / Math.sqrt(1 - power(beta2, step)));
    rate = (float) (-learningRate / (1 - power(beta1, step)));
  }

  /// `xⁿ` by squaring. The JDK's power of equal bits everywhere, StrictMath's, allocates.
  static double power(double x, long n) {
    double power = 1;
    double square = x;
    for (long left = n; left > 0; left >>= 1) {
      power = (left & 1) != 0 ? power * square : power;
      square *= square;
    }
    return power;
  }
}
