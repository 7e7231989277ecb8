package lockstep.kernels.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule: the kernel against its reference to the bit, and the reference against the published
/// formula in double.
class UpdateTest {

  private static final Parallel PARALLEL = Parallel.of(2, Parallel.Idle.SLEEP);

  static Stream<Rule> rules() {
    return Numbers.rules();
  }

  /// The tensors of one update.
  private static final class Tensors {
    final Guarded p;
    final Guarded g;
    final Guarded s1;
    final Guarded s2;
    final Guarded scale;

    Tensors(float[] p, float[] g, float[] s1, float[] s2, float scale, int offset) {
      this.p = Guarded.of(p, offset);
      this.g = Guarded.of(g, offset);
      this.s1 = Guarded.of(s1, offset);
      this.s2 = Guarded.of(s2, offset);
      this.scale = Guarded.of(scale);
    }

    static Tensors special(Rule rule, int size, int offset) {
      // A state of squares has no negatives; one of a velocity has.
      float[] state = Numbers.special(size, 3);
      boolean squares = rule instanceof Rule.RmsProp;
      return new Tensors(
          Numbers.special(size, 1),
          Numbers.special(size, 2),
          squares ? Numbers.squares(state) : state,
          squares ? state : Numbers.squares(Numbers.special(size, 4)),
          0.3f,
          offset);
    }

    void run(Rule rule, int size, long step, double rate) {
      Update.of(rule, size)
          .run(
              PARALLEL,
              step,
              rate,
              scale.address(),
              p.address(),
              g.address(),
              s1.address(),
              s2.address());
    }

    void reference(Rule rule, int size, long step, double rate) {
      UpdateReference.run(
          rule,
          size,
          step,
          rate,
          scale.address(),
          p.address(),
          g.address(),
          s1.address(),
          s2.address());
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void it_equals_the_reference(Rule rule) {
    for (int size : Numbers.sizes()) {
      for (int offset = 0; offset < 2; offset++) {
        var found = Tensors.special(rule, size, offset);
        var expected = Tensors.special(rule, size, offset);
        for (int step = 1; step <= 2; step++) {
          found.run(rule, size, step, 0.1 / step);
          expected.reference(rule, size, step, 0.1 / step);
        }
        assertThat(found.p.bits()).as("%d parameters", size).isEqualTo(expected.p.bits());
        assertThat(found.s1.bits()).as("%d of state 1", size).isEqualTo(expected.s1.bits());
        assertThat(found.s2.bits()).as("%d of state 2", size).isEqualTo(expected.s2.bits());
        assertThat(found.g.bits()).as("the gradient").isEqualTo(expected.g.bits());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_state_without_a_gradient_never_fades_to_a_subnormal_number(Rule rule) {
    int size = 37; // some whole vectors, and a tail
    float[] state = new float[size];
    Arrays.fill(state, 1.5f * Float.MIN_NORMAL);
    var faded = new Tensors(new float[size], new float[size], state, state, 1, 0);
    float least = Float.POSITIVE_INFINITY;
    for (int step = 1; step <= 2_000; step++) {
      faded.run(rule, size, step, 0.1);
      least = Math.min(least, Math.min(least(faded.s1), least(faded.s2)));
    }
    assertThat(least).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
  }

  /// The smallest of all numbers that are not 0.
  private static float least(Guarded state) {
    float least = Float.POSITIVE_INFINITY;
    for (float value : state.floats()) {
      least = value == 0 ? least : Math.min(least, Math.abs(value));
    }
    return least;
  }

  @Test
  void the_smallest_normal_state_stays_with_its_sign() {
    float[] state = {Float.MIN_NORMAL, -Float.MIN_NORMAL, 0.99f * Float.MIN_NORMAL, -1e-40f};
    int size = 64;
    float[] velocity = new float[size];
    for (int i = 0; i < size; i++) {
      velocity[i] = state[i % state.length];
    }
    var kept = new Tensors(new float[size], new float[size], velocity, velocity, 1, 0);
    kept.run(new Rule.Momentum(1, 0, 0), size, 2, 0.1);
    assertThat(kept.s1.floats()).startsWith(Float.MIN_NORMAL, -Float.MIN_NORMAL, 0, 0);
    assertThat(Arrays.copyOfRange(kept.s1.floats(), 60, 64))
        .containsExactly(Float.MIN_NORMAL, -Float.MIN_NORMAL, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_reference_is_the_published_formula(Rule rule) {
    int size = 200;
    int steps = 5;
    float scale = 0.7f;
    double rate = 0.05;
    float[] p = Numbers.normal(size, 11);
    float[] g = Numbers.normal(size, 12);
    var tensors = new Tensors(p, g, new float[size], new float[size], scale, 0);
    for (int step = 1; step <= steps; step++) {
      tensors.reference(rule, size, step, rate);
    }
    float[] found = tensors.p.floats();
    for (int i = 0; i < size; i++) {
      var published = new Published(p[i]);
      for (int step = 1; step <= steps; step++) {
        published.step(rule, g[i] * (double) scale, step, rate);
      }
      // A step rounds the parameter once and has some ten roundings of its own, of a step of at
      // most |p| + 5.
      double tolerance = steps * Math.ulp(1f) * (Math.abs(p[i]) + 5);
      assertThat((double) found[i]).isCloseTo(published.p, within(tolerance));
    }
  }

  /// The formulas as published, in double: an element with its states.
  private static final class Published {
    double p;
    private double a;
    private double b;

    Published(double p) {
      this.p = p;
    }

    void step(Rule rule, double g, int t, double lr) {
      switch (rule) {
        case Rule.Sgd(double decay) -> p -= lr * (g + decay * p);
        case Rule.Momentum(double mu, double dampening, double decay) -> {
          g += decay * p;
          a = t == 1 ? g : mu * a + (1 - dampening) * g;
          p -= lr * a;
        }
        case Rule.Nesterov(double mu, double decay) -> {
          g += decay * p;
          a = mu * a + g;
          p -= lr * (g + mu * a);
        }
        case Rule.Adam(double beta1, double beta2, double epsilon, double decay) ->
            adam(beta1, beta2, epsilon, g + decay * p, t, lr);
        case Rule.AdamW(double beta1, double beta2, double epsilon, double decay) -> {
          p -= lr * decay * p;
          adam(beta1, beta2, epsilon, g, t, lr);
        }
        case Rule.RmsProp(double alpha, double epsilon, double mu, double decay) -> {
          g += decay * p;
          a = alpha * a + (1 - alpha) * g * g;
          b = mu * b + g / (Math.sqrt(a) + epsilon);
          p -= lr * b;
        }
        case Rule.Lion(double beta1, double beta2, double decay) -> {
          p -= lr * decay * p;
          p -= lr * Math.signum(beta1 * a + (1 - beta1) * g);
          a = beta2 * a + (1 - beta2) * g;
        }
      }
    }

    private void adam(double beta1, double beta2, double epsilon, double g, int t, double lr) {
      a = beta1 * a + (1 - beta1) * g;
      b = beta2 * b + (1 - beta2) * g * g;
      double mean = a / (1 - Math.pow(beta1, t));
      double square = b / (1 - Math.pow(beta2, t));
      p -= lr * mean / (Math.sqrt(square) + epsilon);
    }
  }

  @Test
  void without_an_address_the_gradient_is_not_scaled() {
    var p = Guarded.of(1, 2, 3);
    var g = Guarded.of(1, -2, 0.5f);
    Update.of(new Rule.Sgd(0), 3).run(PARALLEL, 1, 0.5, 0, p.address(), g.address(), 0, 0);
    assertThat(p.floats()).containsExactly(0.5f, 3, 2.75f);
  }

  @Test
  void the_sign_of_no_gradient_is_zero() {
    var p = Guarded.of(2, 2);
    var g = Guarded.of(0, -0f);
    var m = Guarded.of(0, 0);
    Update.of(new Rule.Lion(0.9, 0.99, 0), 2)
        .run(PARALLEL, 1, 0.5, 0, p.address(), g.address(), m.address(), 0);
    assertThat(p.floats()).containsExactly(2, 2);
  }

  @Test
  void powers_are_those_of_the_jdk() {
    for (long n : new long[] {0, 1, 2, 3, 7, 100, 12_345, 1_000_000}) {
      double expected = Math.pow(0.999, (double) n);
      assertThat(Factors.power(0.999, n)).isCloseTo(expected, within(expected * (n + 1) * 2e-16));
    }
  }

  @Test
  void senseless_settings_are_refused_by_name() {
    assertThatThrownBy(() -> new Rule.Adam(1.5, 0.9, 0, 0))
        .hasMessage("beta1: expected a number from 0 to 1, got 1.5.");
    assertThatThrownBy(() -> new Rule.Sgd(-1))
        .hasMessage("weightDecay: expected 0 or more, got -1.0.");
    assertThatThrownBy(() -> Update.of(new Rule.Sgd(0), -1))
        .hasMessage("count: expected 0 or more elements, got -1.");
  }
}
