package lockstep.cli.bench;

import java.util.Arrays;

/// The protocol by which whole steps of runtimes are timed, ours and others', each in a process of
/// its own: warm-up by the clock, then windows of equally many steps.
final class Windows {

  private static final double WARM_UP = 1.2;
  private static final double LONGEST_WARM_UP = 3;
  private static final int LEAST_WARM_UPS = 4;
  private static final double WINDOW = 0.3;
  private static final int MOST = 7;
  private static final int LEAST = 3;

  /// After so many seconds the least number of windows is enough.
  private static final double LONGEST = 6;

  private static final double NANOS = 1e9;

  private Windows() {}

  /// {@return the seconds of a step in each window, in order of size}
  static double[] seconds(Runnable step) {
    step.run();
    int count = Math.max(1, (int) Math.round(WINDOW / warmUp(step)));
    var seconds = new double[MOST];
    double sum = 0;
    int windows = 0;
    while (windows < MOST && (windows < LEAST || sum * count < LONGEST)) {
      seconds[windows] = mean(step, count);
      sum += seconds[windows];
      windows++;
    }
    double[] sorted = Arrays.copyOf(seconds, windows);
    Arrays.sort(sorted);
    return sorted;
  }

  /// {@return the mean seconds of a step, over exactly so many and nothing before them}
  static double mean(Runnable step, int count) {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      step.run();
    }
    return since(start) / count;
  }

  /// {@return about how many seconds a step took}
  private static double warmUp(Runnable step) {
    long start = System.nanoTime();
    int steps = 0;
    while ((steps < LEAST_WARM_UPS && since(start) < LONGEST_WARM_UP) || since(start) < WARM_UP) {
      step.run();
      steps++;
    }
    return since(start) / steps;
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / NANOS;
  }
}
