package lockstep.cli.bench;

import java.util.Arrays;
import java.util.List;

/// Times several pieces of work in turn, window by window, so that a machine whose speed drifts
/// slows all of them alike.
final class InTurn {

  private static final int LEAST_WARM_UPS = 4;
  private static final int MOST_WARM_UPS = 40;
  private static final int IDLE_WARM_UPS = 2;
  private static final long WARM_UP_NANOS = 100_000_000;
  private static final long WINDOW_NANOS = 30_000_000;
  private static final int WINDOWS = 9;

  /// OpenBLAS's idle threads spin for about 100 ms after a call, on the processors that the next
  /// window's threads need.
  private static final long REST_MILLIS = 300;

  private InTurn() {}

  /// {@return for each piece of work the median of its runs per nanosecond}
  static double[] rates(List<Runnable> work) {
    return rates(work, 0);
  }

  /// {@return the same, where some of the work leaves threads that spin: each window begins after
  /// they have gone to sleep}
  static double[] ratesAfterRests(List<Runnable> work) {
    return rates(work, REST_MILLIS);
  }

  private static double[] rates(List<Runnable> work, long restMillis) {
    for (Runnable each : work) {
      warmUp(each);
    }
    var rates = new double[work.size()][WINDOWS];
    for (int window = 0; window < WINDOWS; window++) {
      for (int i = 0; i < work.size(); i++) {
        rest(restMillis);
        rates[i][window] = rate(work.get(i), WINDOW_NANOS);
      }
    }
    return Arrays.stream(rates).mapToDouble(InTurn::median).toArray();
  }

  /// Runs the work until the compilers have had nothing to do for a while: interpreted vectors are
  /// a thousand times slower, and where other processes compute too a compilation takes long.
  static void warmUp(Runnable work) {
    var compilers = new Compilers();
    int idle = 0;
    for (int i = 0; i < MOST_WARM_UPS && (i < LEAST_WARM_UPS || idle < IDLE_WARM_UPS); i++) {
      rate(work, WARM_UP_NANOS);
      idle = compilers.wereIdle() ? idle + 1 : 0;
    }
  }

  private static void rest(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two windows", e);
    }
  }

  private static double rate(Runnable work, long nanos) {
    long start = System.nanoTime();
    long elapsed;
    long runs = 0;
    do {
      work.run();
      runs++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < nanos);
    return (double) runs / elapsed;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
