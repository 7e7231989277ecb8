package lockstep.nn.run.reference;

import lockstep.kernels.update.Rule;
import lockstep.nn.graph.UpdateOp;

/// The meaning of {@link UpdateOp}: the formulas of {@link Rule}.
final class UpdateReference {

  private UpdateReference() {}

  static void run(UpdateOp op, Operands at) {
    switch (op) {
      case UpdateOp.Update(var rule, var scaled) -> {
        double scale = scaled ? at.in(4).get(0) : 1;
        int states = scaled ? 5 : 4;
        for (int i = 0; i < at.in(0).count(); i++) {
          update(rule, at, i, scale * at.in(1).get(i), states);
        }
      }
      case UpdateOp.Accumulate _ -> {
        for (int i = 0; i < at.in(0).count(); i++) {
          at.in(0).values()[i] += at.in(1).get(i);
        }
      }
      case UpdateOp.MovingAverage(var decay) -> {
        for (int i = 0; i < at.in(0).count(); i++) {
          at.in(0).values()[i] = decay * at.in(0).get(i) + (1 - decay) * at.in(1).get(i);
        }
      }
      case UpdateOp.Clear _ -> java.util.Arrays.fill(at.in(0).values(), 0);
      case UpdateOp.GlobalNorm(var factor, var largest) -> {
        double sum = 0;
        for (int tensor = 0; tensor < at.inputs(); tensor++) {
          for (double g : at.in(tensor).values()) {
            sum += g * g;
          }
        }
        double norm = Math.abs(factor) * Math.sqrt(sum);
        at.out(0).values()[0] = norm;
        at.out(1).values()[0] = factor * Math.min(1, largest / (norm + 1e-6));
      }
    }
  }

  private static void update(Rule rule, Operands at, int i, double g, int states) {
    double[] parameter = at.in(0).values();
    double rate = at.in(2).get(0);
    double step = at.in(3).get(0);
    double p = parameter[i];
    switch (rule) {
      case Rule.Sgd(var decay) -> parameter[i] = p - rate * (g + decay * p);
      case Rule.Momentum(var momentum, var dampening, var decay) -> {
        double v =
            momentum * state(at, states, i) + (step == 1 ? 1 : 1 - dampening) * (g + decay * p);
        set(at, states, i, v);
        parameter[i] = p - rate * v;
      }
      case Rule.Nesterov(var momentum, var decay) -> {
        double d = g + decay * p;
        double v = momentum * state(at, states, i) + d;
        set(at, states, i, v);
        parameter[i] = p - rate * (d + momentum * v);
      }
      case Rule.Adam adam -> {
        double d = g + adam.weightDecay() * p;
        parameter[i] =
            p - rate * moments(at, states, i, d, adam.beta1(), adam.beta2(), adam.epsilon(), step);
      }
      case Rule.AdamW adam -> {
        double d = moments(at, states, i, g, adam.beta1(), adam.beta2(), adam.epsilon(), step);
        parameter[i] = p - rate * adam.weightDecay() * p - rate * d;
      }
      case Rule.RmsProp rms -> {
        double d = g + rms.weightDecay() * p;
        double s = rms.alpha() * state(at, states, i) + (1 - rms.alpha()) * d * d;
        set(at, states, i, s);
        double direction = d / (Math.sqrt(s) + rms.epsilon());
        if (rms.states() == 2) {
          direction += rms.momentum() * state(at, states + 1, i);
          set(at, states + 1, i, direction);
        }
        parameter[i] = p - rate * direction;
      }
      case Rule.Lion lion -> {
        double m = state(at, states, i);
        double sign = Math.signum(lion.beta1() * m + (1 - lion.beta1()) * g);
        set(at, states, i, lion.beta2() * m + (1 - lion.beta2()) * g);
        parameter[i] = p - rate * lion.weightDecay() * p - rate * sign;
      }
    }
  }

  /// Adam's direction; moves both moments.
  private static double moments(
      Operands at,
      int states,
      int i,
      double d,
      double beta1,
      double beta2,
      double epsilon,
      double step) {
    double m = beta1 * state(at, states, i) + (1 - beta1) * d;
    double v = beta2 * state(at, states + 1, i) + (1 - beta2) * d * d;
    set(at, states, i, m);
    set(at, states + 1, i, v);
    double root = Math.sqrt(v) / Math.sqrt(1 - Math.pow(beta2, step));
    return m / (1 - Math.pow(beta1, step)) / (root + epsilon);
  }

  private static double state(Operands at, int state, int i) {
    return at.in(state).get(i);
  }

  private static void set(Operands at, int state, int i, double value) {
    at.in(state).values()[i] = value;
  }
}
