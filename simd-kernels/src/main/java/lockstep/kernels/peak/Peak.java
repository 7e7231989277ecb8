package lockstep.kernels.peak;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;

/// The rates of this machine, measured.
///
/// @param threads how many threads computed at once
/// @param gflops float32 fused multiply-adds from registers, in 10⁹ operations a second (a
///   multiply-add is two)
/// @param readGigabytes reading memory far larger than the caches, in 10⁹ bytes a second
/// @param copyGigabytes copying such memory, in 10⁹ bytes a second, read and written bytes both
///   counted
public record Peak(int threads, double gflops, double readGigabytes, double copyGigabytes) {

  private static final int WINDOWS = 10;
  private static final long WINDOW_NANOS = 10_000_000;

  /// Larger than any last-level cache that one thread can call its own.
  private static final long BYTES_PER_THREAD = 64L << 20;

  private static final long MOST_BYTES = 512L << 20;

  private static final int ITERATIONS = 1_000;

  /// One thread's repeated work; returns something that depends on all of it.
  @FunctionalInterface
  private interface Work {
    float pass(int thread);
  }

  /// Measures all rates on `threads` threads; takes about a second, the compilation of the loops
  /// included.
  ///
  /// Each rate is the best of ten windows: what is asked is what the machine can do, not what else
  /// it was doing.
  public static Peak measure(int threads) {
    requirePositive(threads);
    WarmUp.once();
    long bytes = Math.min(BYTES_PER_THREAD, MOST_BYTES / threads) & -4096L;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(bytes * threads, 4096);
      memory.fill((byte) 0);
      long base = memory.address();
      long half = bytes / 2;
      double gflops = gflops(threads);
      double read = bytes * best(threads, t -> MemoryLoop.read(base + t * bytes, bytes));
      double copy =
          bytes
              * best(
                  threads,
                  t -> {
                    MemoryLoop.copy(base + t * bytes, base + t * bytes + half, half);
                    return 0;
                  });
      return new Peak(threads, gflops, read, copy);
    }
  }

  /// Reads `bytes` once, the threads a part each (but for what is no multiple of four vectors):
  /// what a kernel that reads them can be compared with by turns.
  ///
  /// @return something that depends on all of it
  public static float read(Parallel parallel, long address, long bytes) {
    int threads = parallel.threads();
    long part = bytes / threads & -4L * Lanes.FLOAT.vectorByteSize();
    var sums = new float[threads];
    parallel.run(
        threads, (share, _) -> sums[share] = MemoryLoop.read(address + share * part, part));
    float sum = 0;
    for (float each : sums) {
      sum += each;
    }
    return sum;
  }

  private static float fma() {
    return FmaLoop.run(ITERATIONS, 0.999_999f, 1e-6f);
  }

  /// {@return the rate of fused multiply-adds alone, on `threads` threads, in 10⁹ operations a
  /// second}
  public static double gflops(int threads) {
    requirePositive(threads);
    WarmUp.once();
    return FmaLoop.operations(ITERATIONS) * best(threads, _ -> fma());
  }

  private static void requirePositive(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, got " + threads + ".");
    }
  }

  /// Runs each loop until it is compiled, once in a process.
  private static final class WarmUp {

    private static final long BYTES = 64L << 10;

    static {
      try (Arena arena = Arena.ofShared()) {
        long memory = arena.allocate(BYTES, 4096).address();
        run(_ -> fma());
        run(_ -> MemoryLoop.read(memory, BYTES));
        run(_ -> {
          MemoryLoop.copy(memory, memory + BYTES / 2, BYTES / 2);
          return 0;
        });
      }
    }

    private WarmUp() {}

    @SuppressWarnings("EmptyMethod") // what happens once is this class's initialisation
    static void once() {}

    private static void run(Work work) {
      work.pass(0); // loads classes
      var settling = new Settling(System.nanoTime());
      while (!settling.ended(nanos(work), System.nanoTime())) {}
    }

    private static long nanos(Work work) {
      long start = System.nanoTime();
      work.pass(0);
      return System.nanoTime() - start;
    }
  }

  /// Passes per nanosecond of all threads together, the best window of several.
  private static double best(int threads, Work work) {
    var rates = new double[threads][WINDOWS];
    var barrier = new CyclicBarrier(threads);
    var others = new Thread[threads - 1];
    for (int t = 1; t < threads; t++) {
      int thread = t;
      others[t - 1] =
          Thread.ofPlatform().daemon().start(() -> windows(thread, work, barrier, rates));
    }
    windows(0, work, barrier, rates);
    join(others);
    if (Thread.interrupted()) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("measuring was interrupted");
    }
    double best = 0;
    for (int w = 0; w < WINDOWS; w++) {
      double sum = 0;
      for (double[] ofThread : rates) {
        sum += ofThread[w];
      }
      best = Math.max(best, sum);
    }
    return best;
  }

  private static void windows(int thread, Work work, CyclicBarrier barrier, double[][] rates) {
    float sink = 0;
    for (int w = 0; w < WINDOWS && await(barrier); w++) {
      long start = System.nanoTime();
      long passes = 0;
      long elapsed;
      do {
        sink += work.pass(thread);
        passes++;
        elapsed = System.nanoTime() - start;
      } while (elapsed < WINDOW_NANOS);
      rates[thread][w] = (double) passes / elapsed;
    }
    if (Float.isNaN(sink)) {
      throw new IllegalStateException("the loops compute finite numbers; this one is NaN");
    }
  }

  /// Starts a window together; false once any thread was interrupted, which ends the measurement
  /// for all.
  private static boolean await(CyclicBarrier barrier) {
    try {
      barrier.await();
      return true;
    } catch (BrokenBarrierException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Waits for all threads, whatever happens: they read memory that is freed afterwards.
  private static void join(Thread[] threads) {
    boolean interrupted = Thread.interrupted();
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
