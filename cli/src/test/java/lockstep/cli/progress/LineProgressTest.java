package lockstep.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import lockstep.nn.train.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is shown while a network trains.
class LineProgressTest {

  private static Event.Judged judged(int epoch, long step) {
    var figures = new LinkedHashMap<>(Map.of("loss", 0.25));
    figures.put("accuracy", 0.875);
    return new Event.Judged(epoch, step, 0.5, figures, true, Duration.ZERO);
  }

  private static Event.Stepped stepped(int epoch, long step) {
    return new Event.Stepped(epoch, step, 0.75, 0.001, 64, Duration.ofMillis(64));
  }

  @Test
  void off_a_terminal_there_is_a_plain_line_for_each_epoch() {
    var out = new StringWriter();
    var progress = new LineProgress(new PrintWriter(out, true), 0, true);
    progress.accept(new Event.Began(20, 10, 0, 1234));
    for (int step = 1; step <= 20; step++) {
      progress.accept(stepped((step - 1) / 10, step));
      if (step % 10 == 0) {
        progress.accept(judged(step / 10 - 1, step));
      }
    }
    assertThat(out.toString())
        .isEqualTo(
            """
            1,234 parameters learn in 20 steps
            epoch 1/2   loss 0.5000   validation 0.2500   accuracy 87.50 %        1,000 samples/s
            epoch 2/2   loss 0.5000   validation 0.2500   accuracy 87.50 %        1,000 samples/s
            """);
  }

  @Test
  void many_epochs_make_about_twenty_lines() {
    var out = new StringWriter();
    var progress = new LineProgress(new PrintWriter(out, true), 0, true);
    progress.accept(new Event.Began(150, 1, 0, 1));
    for (int epoch = 0; epoch < 150; epoch++) {
      progress.accept(stepped(epoch, epoch + 1));
      progress.accept(judged(epoch, epoch + 1));
    }
    assertThat(out.toString().lines().count()).isBetween(10L, 22L);
    assertThat(out.toString()).contains("epoch 150/150");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 200})
  void the_live_line_fits_any_terminal_and_goes_before_the_next(int columns) throws Exception {
    var out = new StringWriter();
    var progress = new LineProgress(new PrintWriter(out, true), columns, true);
    progress.accept(new Event.Began(20, 10, 0, 1));
    progress.accept(stepped(0, 1));
    Thread.sleep(120);
    progress.accept(stepped(0, 2));
    String live = out.toString().lines().toList().getLast();
    assertThat(live).contains("epoch 1/2  ").contains("2/10").endsWith("\033[K");
    assertThat(live.length()).isLessThan(columns + 4);
    progress.accept(judged(0, 10));
    // The narrowest has room for one figure only.
    assertThat(out.toString())
        .contains("\r\033[Kepoch 1/2  " + (columns == 40 ? "accuracy" : " loss"));
  }
}
