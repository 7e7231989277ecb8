package lockstep.kernels.gemm;

import java.util.Arrays;
import lockstep.kernels.Parallel;

/// A matrix product that runs both ways by turns at first, and then only the faster.
///
/// **Which one that is may differ from process to process, and its bits with it.** The first runs
/// of each are not counted: our own kernel waits for the compiler in them.
final class GemmFaster implements MatrixProduct {

  private static final int UNCOUNTED = 40;
  private static final int COUNTED = 9;

  private final Gemm own;
  private final GemmBlas other;
  private final long[] ownTimes = new long[COUNTED];
  private final long[] otherTimes = new long[COUNTED];
  private int runs;
  private boolean isOwnFaster;

  GemmFaster(Gemm own, GemmBlas other) {
    this.own = own;
    this.other = other;
  }

  @Override
  public long scratchBytes(int threads) {
    return Math.max(own.scratchBytes(threads), other.scratchBytes(threads));
  }

  @Override
  public void run(
      Parallel parallel, float alpha, long a, long b, float beta, long c, long scratch) {
    MatrixProduct next = next();
    long from = System.nanoTime();
    next.run(parallel, alpha, a, b, beta, c, scratch);
    note(System.nanoTime() - from);
  }

  @Override
  public void runFused(
      Parallel parallel, long a, long b, long bias, long residual, long c, long scratch) {
    MatrixProduct next = next();
    long from = System.nanoTime();
    next.runFused(parallel, a, b, bias, residual, c, scratch);
    note(System.nanoTime() - from);
  }

  private MatrixProduct next() {
    boolean isOwn = runs < 2 * (UNCOUNTED + COUNTED) ? runs % 2 == 0 : isOwnFaster;
    return isOwn ? own : other;
  }

  private void note(long nanos) {
    int turn = runs / 2 - UNCOUNTED;
    if (turn >= COUNTED) {
      return;
    }
    if (turn >= 0) {
      (runs % 2 == 0 ? ownTimes : otherTimes)[turn] = nanos;
    }
    runs++;
    if (runs == 2 * (UNCOUNTED + COUNTED)) {
      isOwnFaster = median(ownTimes) <= median(otherTimes);
    }
  }

  private static long median(long[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }
}
