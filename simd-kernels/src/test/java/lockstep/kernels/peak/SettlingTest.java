package lockstep.kernels.peak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// On a clock of its own.
class SettlingTest {

  private static final long INTERPRETED = 1_500_000;
  private static final long HALF_COMPILED = 24_000; // its inner method is compiled, it is not
  private static final long COMPILED = 1_300;

  private long now = 17;
  private final Settling settling = new Settling(now);

  @Test
  void a_loop_whose_inner_method_alone_is_compiled_is_not_settled() {
    long almost = Settling.QUIET_NANOS * 9 / 10;
    assertThat(endedWithin(almost / 2, INTERPRETED)).isFalse();
    assertThat(endedWithin(almost, HALF_COMPILED)).isFalse();
    assertThat(endedWithin(almost, COMPILED)).isFalse();
    assertThat(endedWithin(Settling.QUIET_NANOS / 5, COMPILED)).isTrue();
  }

  @Test
  void a_loop_that_is_not_compiled_yet_is_not_settled_however_long_it_stays_so() {
    long interpreted = Settling.NOT_COMPILED_NANOS * 2;
    assertThat(endedWithin(Settling.QUIET_NANOS * 8, interpreted)).isFalse();
    assertThat(endedWithin(Settling.QUIET_NANOS * 9 / 10, COMPILED)).isFalse();
    assertThat(endedWithin(Settling.QUIET_NANOS / 5, COMPILED)).isTrue();
  }

  @Test
  void a_loop_that_is_never_compiled_ends() {
    assertThat(endedWithin(2 * Settling.MOST_NANOS, Settling.NOT_COMPILED_NANOS * 2)).isTrue();
  }

  @Test
  void noise_does_not_put_off_the_end() {
    var random = new Random(1);
    long start = now;
    long nanos;
    do {
      nanos = COMPILED + random.nextLong(COMPILED / 5);
      now += nanos;
    } while (!settling.ended(nanos, now));
    assertThat(now - start).isLessThan(Settling.QUIET_NANOS + 10 * COMPILED);
  }

  @Test
  void a_loop_that_becomes_faster_for_ever_ends() {
    long nanos = Long.MAX_VALUE / 4;
    long start = now;
    while (!settling.ended(nanos, now)) {
      nanos = Math.max(1, nanos / 2);
      now += Settling.MOST_NANOS / 100;
    }
    assertThat(now - start).isLessThan(2 * Settling.MOST_NANOS);
  }

  private boolean endedWithin(long span, long nanos) {
    for (long end = now + span; now < end; ) {
      now += nanos;
      if (settling.ended(nanos, now)) {
        return true;
      }
    }
    return false;
  }
}
