package lockstep.kernels.update;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;

/// Gradients of several batches in one: `sum += gradient`.
///
/// One object serves one caller at a time.
public final class Accumulation {

  private final Chunks chunks;
  private final Parallel.Task task = this::share;

  // Of the current run.
  private long sum;
  private long gradient;

  private Accumulation(Chunks chunks) {
    this.chunks = chunks;
  }

  /// {@return the kernel for `count` elements}
  public static Accumulation of(int count) {
    return new Accumulation(new Chunks(count));
  }

  /// Adds.
  ///
  /// @param parallel the threads
  /// @param sum address of the sum, read and written
  /// @param gradient address of what is added; it may be the same
  public void run(Parallel parallel, long sum, long gradient) {
    this.sum = sum;
    this.gradient = gradient;
    parallel.run(chunks.shares(), task);
  }

  private void share(int share, int thread) {
    int first = chunks.first(share);
    int count = chunks.first(share + 1) - first;
    int whole = count - count % Lanes.COUNT;
    long at = (long) first * Float.BYTES;
    loop(sum + at, gradient + at, whole);
    at += (long) whole * Float.BYTES;
    AccumulationReference.run(count - whole, sum + at, gradient + at);
  }

  private static void loop(long sum, long gradient, int count) {
    for (int i = 0; i < count; i += Lanes.COUNT) {
      long at = (long) i * Float.BYTES;
      store(sum + at, load(sum + at).add(load(gradient + at)));
    }
  }
}
