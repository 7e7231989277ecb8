package lockstep.kernels.update;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// Gradients times a factor that is read from memory: `gradient *= factor`. Only for those that
/// something else than [Update] reads, which scales for itself.
///
/// One object serves one caller at a time.
public final class Scaling {

  private final Chunks chunks;
  private final Parallel.Task task = this::share;

  // Of the current run.
  private float factor;
  private long gradient;

  private Scaling(Chunks chunks) {
    this.chunks = chunks;
  }

  /// {@return the kernel for `count` elements}
  public static Scaling of(int count) {
    return new Scaling(new Chunks(count));
  }

  /// Multiplies.
  ///
  /// @param parallel the threads
  /// @param factor address of the factor
  /// @param gradient address of the gradient, read and written
  public void run(Parallel parallel, long factor, long gradient) {
    this.factor = Floats.get(factor);
    this.gradient = gradient;
    parallel.run(chunks.shares(), task);
  }

  private void share(int share, int thread) {
    int first = chunks.first(share);
    int count = chunks.first(share + 1) - first;
    int whole = count - count % Lanes.COUNT;
    long at = (long) first * Float.BYTES;
    loop(factor, gradient + at, whole);
    at += (long) whole * Float.BYTES;
    ScalingReference.run(count - whole, factor, gradient + at);
  }

  private static void loop(float factor, long gradient, int count) {
    for (int i = 0; i < count; i += Lanes.COUNT) {
      long at = (long) i * Float.BYTES;
      store(gradient + at, load(gradient + at).mul(factor));
    }
  }
}
