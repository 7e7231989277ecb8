package lockstep.nn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final double CLOSE = 1e-12;

  private static void is(double rate, double expected) {
    assertThat(rate).isCloseTo(expected, offset(CLOSE));
  }

  @Test
  void stairs_go_down_after_every_few_updates() {
    Schedule stairs = Schedule.stairs(1, 0.1, 10);
    is(stairs.at(1), 1);
    is(stairs.at(10), 1);
    is(stairs.at(11), 0.1);
    is(stairs.at(21), 0.01);
  }

  @Test
  void a_cosine_falls_and_stays() {
    Schedule cosine = Schedule.cosine(1, 0.2, 100);
    is(cosine.at(1), 1);
    is(cosine.at(51), 0.6);
    is(cosine.at(101), 0.2);
    is(cosine.at(1_000), 0.2);
  }

  @Test
  void a_warm_up_ends_where_the_next_begins() {
    Schedule warm = Schedule.warmUp(4, Schedule.cosine(1, 0, 10));
    is(warm.at(1), 0.25);
    is(warm.at(4), 1);
    is(warm.at(5), 1);
    is(warm.at(15), 0);
  }

  /// PyTorch 1.13: OneCycleLR(max_lr=1, total_steps=10), the rates of its ten steps.
  @Test
  void one_cycle_is_as_in_pytorch() {
    Schedule cycle = Schedule.oneCycle(1, 10);
    assertThat(cycle.at(1)).isCloseTo(0.04, offset(1e-9));
    assertThat(cycle.at(2)).isCloseTo(0.52, offset(1e-9));
    assertThat(cycle.at(3)).isCloseTo(1, offset(1e-9));
    assertThat(cycle.at(4)).isCloseTo(0.9504846320134738, offset(1e-9));
    assertThat(cycle.at(10)).isCloseTo(4e-6, offset(1e-9));
    assertThat(cycle.at(11)).isCloseTo(4e-6, offset(1e-9));
  }

  @Test
  void a_schedule_of_no_updates_is_refused() {
    assertThatThrownBy(() -> Schedule.cosine(1, 0, 0))
        .hasMessage("steps: expected 1 or more, got 0.");
  }
}
