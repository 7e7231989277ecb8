package lockstep.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lockstep.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class SlotsTest {

  @Test
  void nothing_needs_no_slab() {
    assertThat(Slots.of(List.of()).bytes()).isZero();
    assertThat(Slots.leastBytes(List.of())).isZero();
  }

  @Test
  void what_is_needed_at_different_times_shares_bytes() {
    Slots slots = Slots.of(List.of(new Lifetime(100, 0, 1), new Lifetime(100, 2, 3)));
    assertThat(slots.offsets()).containsExactly(0L, 0L);
    assertThat(slots.bytes()).isEqualTo(128);
  }

  @Test
  void what_is_read_by_the_step_that_writes_another_keeps_its_bytes() {
    Slots slots = Slots.of(List.of(new Lifetime(64, 0, 1), new Lifetime(64, 1, 2)));
    assertThat(slots.offsets()).containsExactlyInAnyOrder(0L, 64L);
  }

  @Test
  void a_gap_is_used_before_the_end() {
    // The two large ones are placed first and leave a gap when the middle one is gone.
    Slots slots =
        Slots.of(
            List.of(
                new Lifetime(640, 0, 9),
                new Lifetime(320, 0, 4),
                new Lifetime(192, 0, 9),
                new Lifetime(128, 5, 9)));
    assertThat(slots.offsets()).containsExactly(0L, 640L, 960L, 640L);
    assertThat(slots.bytes()).isEqualTo(1152);
  }

  @Test
  @ExtendWith(Seeded.class)
  void no_two_that_are_needed_at_once_overlap(Random random) {
    for (int round = 0; round < 300; round++) {
      check(random);
    }
  }

  private static void check(Random random) {
    var lifetimes = new ArrayList<Lifetime>();
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(20);
      lifetimes.add(
          new Lifetime(
              random.nextInt(1, 500), first, first + random.nextInt(1 + random.nextInt(8))));
    }
    Slots slots = Slots.of(lifetimes);
    for (int i = 0; i < count; i++) {
      Lifetime one = lifetimes.get(i);
      long start = slots.offsets().get(i);
      assertThat(start % Slots.ALIGNMENT).isZero();
      assertThat(start + one.bytes()).isLessThanOrEqualTo(slots.bytes());
      for (int j = 0; j < i; j++) {
        Lifetime other = lifetimes.get(j);
        long otherStart = slots.offsets().get(j);
        boolean apart = start + one.bytes() <= otherStart || otherStart + other.bytes() <= start;
        boolean never = one.last() < other.first() || other.last() < one.first();
        assertThat(apart || never).as("%s at %d, %s at %d", one, start, other, otherStart).isTrue();
      }
    }
    long least = Slots.leastBytes(lifetimes);
    assertThat(slots.bytes()).isGreaterThanOrEqualTo(least);
    long most = lifetimes.stream().mapToLong(each -> Slots.aligned(each.bytes())).sum();
    assertThat(slots.bytes()).isLessThanOrEqualTo(most);
  }

  @Test
  void the_least_is_what_the_busiest_step_needs() {
    var lifetimes = List.of(new Lifetime(1, 0, 1), new Lifetime(65, 1, 2), new Lifetime(64, 2, 2));
    assertThat(Slots.leastBytes(lifetimes)).isEqualTo(64 + 128);
  }
}
