package lockstep.kernels.update;

import lockstep.kernels.access.Floats;

/// What [Update] computes, one element at a time: the specification, and the tail of its loops.
public final class UpdateReference {

  private UpdateReference() {}

  /// As [Update#run], with the same promises.
  public static void run(
      Rule rule,
      int count,
      long step,
      double learningRate,
      long gradientScale,
      long parameter,
      long gradient,
      long state1,
      long state2) {
    var factors = new Factors();
    factors.set(rule, step, learningRate, scale(gradientScale));
    loop(rule).run(factors, parameter, gradient, state1, state2, count);
  }

  /// The factor at an address; 1 where there is none.
  static float scale(long address) {
    return address == 0 ? 1 : Floats.get(address);
  }

  /// The loop of a rule.
  static Loop loop(Rule rule) {
    return switch (rule) {
      case Rule.Sgd _ -> UpdateReference::sgd;
      case Rule.Momentum _ -> UpdateReference::momentum;
      case Rule.Nesterov _ -> UpdateReference::nesterov;
      case Rule.Adam _ -> UpdateReference::adam;
      case Rule.AdamW _ -> UpdateReference::adam;
      case Rule.RmsProp rmsProp ->
          rmsProp.states() == 1 ? UpdateReference::rmsProp : UpdateReference::rmsPropWithMomentum;
      case Rule.Lion _ -> UpdateReference::lion;
    };
  }

  private static void sgd(Factors f, long p, long g, long unused1, long unused2, int count) {
    for (int i = 0; i < count; i++) {
      long at = (long) i * Float.BYTES;
      float x = Floats.get(p + at);
      Floats.set(p + at, Math.fma(direction(f, x, g + at), f.rate, x));
    }
  }

  private static void momentum(Factors f, long p, long g, long v, long unused, int count) {
    for (int i = 0; i < count; i++) {
      long at = (long) i * Float.BYTES;
      float x = Floats.get(p + at);
      float d = direction(f, x, g + at);
      float velocity = lasting(Math.fma(Floats.get(v + at), f.first, d * f.firstNew));
      Floats.set(v + at, velocity);
      Floats.set(p + at, Math.fma(velocity, f.rate, x));
    }
  }

  private static void nesterov(Factors f, long p, long g, long v, long unused, int count) {
    for (int i = 0; i < count; i++) {
      long at = (long) i * Float.BYTES;
      float x = Floats.get(p + at);
      float d = direction(f, x, g + at);
      float velocity = lasting(Math.fma(Floats.get(v + at), f.first, d));
      Floats.set(v + at, velocity);
      Floats.set(p + at, Math.fma(Math.fma(velocity, f.first, d), f.rate, x));
    }
  }

  private static void adam(Factors f, long p, long g, long m, long v, int count) {
    for (int i = 0; i < count; i++) {
      long at = (long) i * Float.BYTES;
      float x = Floats.get(p + at);
      float d = direction(f, x, g + at);
      float mean = lasting(Math.fma(Floats.get(m + at), f.first, d * f.firstNew));
      float square = square(f, v + at, d);
      Floats.set(m + at, mean);
      float step = mean / Math.fma((float) Math.sqrt(square), f.root, f.epsilon);
      Floats.set(p + at, Math.fma(step, f.rate, x * f.kept));
    }
  }

  private static void rmsProp(Factors f, long p, long g, long s, long unused, int count) {
    for (int i = 0; i < count; i++) {
      long at = (long) i * Float.BYTES;
      float x = Floats.get(p + at);
      float d = direction(f, x, g + at);
      float step = d / ((float) Math.sqrt(square(f, s + at, d)) + f.epsilon);
      Floats.set(p + at, Math.fma(step, f.rate, x));
    }
  }

  private static void rmsPropWithMomentum(Factors f, long p, long g, long s, long b, int count) {
    for (int i = 0; i < count; i++) {
      long at = (long) i * Float.BYTES;
      float x = Floats.get(p + at);
      float d = direction(f, x, g + at);
      float step = d / ((float) Math.sqrt(square(f, s + at, d)) + f.epsilon);
      float buffer = lasting(Math.fma(Floats.get(b + at), f.first, step));
      Floats.set(b + at, buffer);
      Floats.set(p + at, Math.fma(buffer, f.rate, x));
    }
  }

  private static void lion(Factors f, long p, long g, long m, long unused, int count) {
    for (int i = 0; i < count; i++) {
      long at = (long) i * Float.BYTES;
      float d = Floats.get(g + at) * f.scale;
      float mean = Floats.get(m + at);
      float u = Math.fma(mean, f.first, d * f.firstNew);
      float sign = u > 0 ? 1 : u < 0 ? -1 : u;
      Floats.set(m + at, lasting(Math.fma(mean, f.second, d * f.secondNew)));
      Floats.set(p + at, Math.fma(sign, f.rate, Floats.get(p + at) * f.kept));
    }
  }

  /// The scaled gradient with the decay that is a part of it.
  private static float direction(Factors f, float x, long g) {
    return Math.fma(x, f.decay, Floats.get(g) * f.scale);
  }

  /// The state of squares after d, which it also stores.
  private static float square(Factors f, long state, float d) {
    float square = lasting(Math.fma(Floats.get(state), f.second, d * d * f.secondNew));
    Floats.set(state, square);
    return square;
  }

  /// What is kept of a state: nothing of a subnormal number.
  ///
  /// Of a parameter whose gradient stays 0 a state fades to such a number, which does not fade
  /// further: 0.9 of four times the smallest one rounds to four. Many processors take a hundred
  /// cycles for each (`jmh/lab`, 27).
  private static float lasting(float state) {
    return Math.abs(state) < Float.MIN_NORMAL ? 0 : state;
  }
}
