package lockstep.kernels.update;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;

/// The moving average, the accumulation and the scaling against their references, to the bit.
class ElementwiseTest {

  private static final Parallel PARALLEL = Parallel.of(2, Parallel.Idle.SLEEP);

  @Test
  void the_moving_average_equals_its_reference() {
    for (int size : Numbers.sizes()) {
      var found = Guarded.of(Numbers.special(size, 1), 1);
      var expected = Guarded.of(Numbers.special(size, 1), 1);
      var p = Guarded.of(Numbers.special(size, 2), 1);
      MovingAverage.of(size).run(PARALLEL, 0.999, found.address(), p.address());
      MovingAverageReference.run(size, 0.999, expected.address(), p.address());
      assertThat(found.bits()).as("%d elements", size).isEqualTo(expected.bits());
    }
  }

  @Test
  void the_accumulation_equals_its_reference() {
    for (int size : Numbers.sizes()) {
      var found = Guarded.of(Numbers.special(size, 1), 1);
      var expected = Guarded.of(Numbers.special(size, 1), 1);
      var g = Guarded.of(Numbers.special(size, 2), 1);
      Accumulation.of(size).run(PARALLEL, found.address(), g.address());
      AccumulationReference.run(size, expected.address(), g.address());
      assertThat(found.bits()).as("%d elements", size).isEqualTo(expected.bits());
    }
  }

  @Test
  void the_scaling_equals_its_reference() {
    for (int size : Numbers.sizes()) {
      var found = Guarded.of(Numbers.special(size, 1), 1);
      var expected = Guarded.of(Numbers.special(size, 1), 1);
      var factor = Guarded.of(0.3f);
      Scaling.of(size).run(PARALLEL, factor.address(), found.address());
      ScalingReference.run(size, 0.3f, expected.address());
      assertThat(found.bits()).as("%d elements", size).isEqualTo(expected.bits());
    }
  }

  @Test
  void the_average_keeps_what_the_decay_says() {
    var shadow = Guarded.of(1, -2);
    var p = Guarded.of(3, 2);
    MovingAverage.of(2).run(PARALLEL, 0.75, shadow.address(), p.address());
    assertThat(shadow.floats()).containsExactly(1.5f, -1);
  }
}
