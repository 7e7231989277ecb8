package lockstep.cli.bench;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;
import lockstep.nn.json.Json;

/// How long after its start a process multiplies matrices at nearly the speed that it will keep.
///
/// @param shape the product
/// @param threads how many threads computed
/// @param seconds from the start of the process, that of a launcher which became it included, until
///   nine tenths of the rate
/// @param gflops the rate of the last quarter of the time
public record Start(GemmShape shape, int threads, double seconds, double gflops) {

  private static final double SHARE = 0.9;
  private static final long WINDOW_NANOS = 2_000_000;
  private static final long ALL_NANOS = 3_000_000_000L;

  /// Windows in a row of which more than half must be fast: one alone may be luck.
  private static final int TOGETHER = 5;

  /// A byte that makes a float of 0.01, as four.
  private static final byte SMALL = 0x3c;

  /// @param ended when
  /// @param gflops its rate
  private record Window(Instant ended, double gflops) {}

  /// Multiplies at once: to be called before anything else computes.
  public static Start measure(GemmShape shape, int threads) {
    Parallel parallel = Parallel.of(threads, Parallel.Idle.SPIN);
    Gemm gemm = Gemm.of(shape);
    try (Arena arena = Arena.ofShared()) {
      long a = filled(arena, (long) shape.m() * shape.k());
      long b = filled(arena, (long) shape.k() * shape.n());
      long c = filled(arena, (long) shape.m() * shape.n());
      long scratch = arena.allocate(gemm.scratchBytes(threads), 64).address();
      var windows = new ArrayList<Window>();
      long start = System.nanoTime();
      for (long now = start; now - start < ALL_NANOS; ) {
        long began = now;
        long runs = 0;
        do {
          gemm.run(parallel, 1, a, b, 0, c, scratch);
          runs++;
          now = System.nanoTime();
        } while (now - began < WINDOW_NANOS);
        windows.add(new Window(Instant.now(), shape.operations() * runs / (now - began)));
      }
      double rate = median(windows.subList(windows.size() * 3 / 4, windows.size()));
      return new Start(shape, threads, seconds(firstFast(windows, SHARE * rate).ended()), rate);
    }
  }

  private static long filled(Arena arena, long floats) {
    return arena.allocate(floats * Float.BYTES, 64).fill(SMALL).address();
  }

  private static Window firstFast(List<Window> windows, double rate) {
    for (int i = 0; i + TOGETHER <= windows.size(); i++) {
      if (windows.get(i).gflops() >= rate && median(windows.subList(i, i + TOGETHER)) >= rate) {
        return windows.get(i);
      }
    }
    return windows.getLast();
  }

  private static double median(List<Window> windows) {
    double[] rates = windows.stream().mapToDouble(Window::gflops).sorted().toArray();
    return rates[rates.length / 2];
  }

  private static double seconds(Instant end) {
    Instant began = ProcessHandle.current().info().startInstant().orElseThrow(Start::noClock);
    return Duration.between(began, end).toMillis() / 1e3;
  }

  private static IllegalStateException noClock() {
    return new IllegalStateException("this system does not tell when a process began");
  }

  /// {@return this result as one object}
  public Json.Fields json() {
    return Json.object()
        .with("m", shape.m())
        .with("n", shape.n())
        .with("k", shape.k())
        .with("transA", shape.transA())
        .with("transB", shape.transB())
        .with("threads", threads)
        .with("seconds_to_90_percent", seconds)
        .with("gflops", Math.round(gflops * 1000) / 1000.0);
  }
}
