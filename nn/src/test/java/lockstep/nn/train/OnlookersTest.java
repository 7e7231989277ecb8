package lockstep.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import lockstep.nn.runs.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlookersTest {

  @TempDir private Path run;
  private final AtomicLong nanos = new AtomicLong(5);

  private void steps(Onlookers onlookers, int from, int to) {
    for (int step = from; step <= to; step++) {
      nanos.addAndGet(100_000_000);
      onlookers.accept(
          new Event.Stepped((step - 1) / 10, step, step, 0.1, 32, Duration.ofMillis(100)));
    }
  }

  @Test
  void it_tells_about_once_a_second_where_training_stands() {
    var onlookers = new Onlookers(run, nanos::get);
    onlookers.accept(new Event.Began(480, 10, 0, 1));
    assertThat(Standing.read(run).steps()).isEqualTo(480);
    steps(onlookers, 1, 9);
    assertThat(Standing.read(run).step()).isZero();
    steps(onlookers, 10, 14);
    Standing standing = Standing.read(run);
    assertThat(standing.step()).isEqualTo(10);
    assertThat(standing.epoch()).isZero();
    assertThat(standing.each()).isEqualTo(2);
    assertThat(standing.losses()).containsExactly(1.5, 3.5, 5.5, 7.5, 9.5);
    assertThat(standing.speed()).isEqualTo(320);
    assertThat(standing.seconds()).isEqualTo(47.0);
  }

  @Test
  void a_resumed_run_goes_on_from_its_checkpoint() {
    var first = new Onlookers(run, nanos::get);
    first.accept(new Event.Began(480, 10, 0, 1));
    steps(first, 1, 20);
    first.accept(new Event.Ended(Event.Ending.ASKED, 20, Duration.ZERO));
    var second = new Onlookers(run, nanos::get);
    second.accept(new Event.Began(480, 10, 11, 1));
    steps(second, 12, 13);
    second.accept(new Event.Ended(Event.Ending.ASKED, 13, Duration.ZERO));
    assertThat(Standing.read(run).losses()).containsExactly(1.5, 3.5, 5.5, 7.5, 9.5, 12.0, 13.0);
  }

  @Test
  void training_goes_on_where_nobody_can_look() throws IOException {
    Path none = run.resolve("removed");
    var onlookers = new Onlookers(none, nanos::get);
    onlookers.accept(new Event.Began(480, 10, 0, 1));
    steps(onlookers, 1, 30);
    assertThat(Files.exists(none)).isFalse();
  }
}
