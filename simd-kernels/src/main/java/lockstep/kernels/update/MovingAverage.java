package lockstep.kernels.update;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;

/// A slow copy of the parameters: `shadow = d·shadow + (1 − d)·p`, where 1 − d is computed in
/// double.
///
/// One object serves one caller at a time.
public final class MovingAverage {

  private final Chunks chunks;
  private final Parallel.Task task = this::share;

  // Of the current run.
  private double decay;
  private long shadow;
  private long parameter;

  private MovingAverage(Chunks chunks) {
    this.chunks = chunks;
  }

  /// {@return the kernel for `count` elements}
  public static MovingAverage of(int count) {
    return new MovingAverage(new Chunks(count));
  }

  /// Moves the average.
  ///
  /// @param parallel the threads
  /// @param decay d
  /// @param shadow address of the average, read and written
  /// @param parameter address of what it follows
  public void run(Parallel parallel, double decay, long shadow, long parameter) {
    this.decay = decay;
    this.shadow = shadow;
    this.parameter = parameter;
    parallel.run(chunks.shares(), task);
  }

  private void share(int share, int thread) {
    int first = chunks.first(share);
    int count = chunks.first(share + 1) - first;
    int whole = count - count % Lanes.COUNT;
    long at = (long) first * Float.BYTES;
    loop(decay, shadow + at, parameter + at, whole);
    at += (long) whole * Float.BYTES;
    MovingAverageReference.run(count - whole, decay, shadow + at, parameter + at);
  }

  private static void loop(double decay, long shadow, long parameter, int count) {
    FloatVector kept = FloatVector.broadcast(Lanes.FLOAT, (float) decay);
    float taken = (float) (1 - decay);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      long at = (long) i * Float.BYTES;
      store(shadow + at, load(shadow + at).fma(kept, load(parameter + at).mul(taken)));
    }
  }
}
