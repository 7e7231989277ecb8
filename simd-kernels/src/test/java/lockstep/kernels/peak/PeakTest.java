package lockstep.kernels.peak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PeakTest {

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void fewer_threads_than_one_are_refused_by_name(int threads) {
    String message = "threads: expected at least 1, got " + threads + ".";
    assertThatThrownBy(() -> Peak.measure(threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Peak.gflops(threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void two_threads_have_rates_and_end() {
    Peak peak = Peak.measure(2);

    assertThat(peak.threads()).isEqualTo(2);
    assertThat(List.of(peak.gflops(), peak.readGigabytes(), peak.copyGigabytes()))
        .allSatisfy(rate -> assertThat(rate).isFinite().isPositive());
    assertThat(measuring()).isEmpty();
  }

  /// What it returns is the sum of each vector's first float: here those are numbered.
  @Test
  void reading_takes_each_part_of_the_memory_once() {
    float[] floats = new float[3 * 20 * Lanes.COUNT];
    for (int i = 0; i < floats.length; i++) {
      int vector = i / Lanes.COUNT;
      floats[i] = vector;
    }
    Guarded memory = Guarded.of(floats);
    long bytes = (long) floats.length * Float.BYTES;
    for (int threads : new int[] {1, 3}) {
      assertThat(Peak.read(Parallel.of(threads, Parallel.Idle.SLEEP), memory.address(), bytes))
          .isEqualTo(60 * 59 / 2);
    }
    assertThat(memory.floats()).isEqualTo(floats);
  }

  @Test
  void an_interrupt_ends_the_measurement_and_all_of_its_threads() throws InterruptedException {
    var thrown = new AtomicReference<@Nullable Throwable>();
    var flag = new AtomicBoolean();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Peak.measure(2);
              } catch (IllegalStateException e) {
                thrown.set(e);
              }
              flag.set(Thread.currentThread().isInterrupted());
            });
    while (measuring().stream().allMatch(caller::equals) && caller.isAlive()) {
      Thread.sleep(1);
    }

    caller.interrupt();
    caller.join();

    assertThat(thrown.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("measuring was interrupted");
    assertThat(flag).as("interrupt flag").isTrue();
    assertThat(measuring()).isEmpty();
  }

  /// The caller gives up while the others are still starting: it must wait for them all the same.
  @Test
  void a_caller_interrupted_before_waits_for_the_threads_that_it_started() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> Peak.gflops(100))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("measuring was interrupted");
      assertThat(Thread.getAllStackTraces().keySet()).isSubsetOf(before);
    } finally {
      assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
    }
  }

  /// The threads at work in windows of a measurement.
  private static List<Thread> measuring() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread ->
            Stream.of(thread.getValue())
                .anyMatch(frame ->
                    frame.getClassName().equals(Peak.class.getName())
                        && frame.getMethodName().equals("windows")))
        .map(Map.Entry::getKey)
        .toList();
  }
}
