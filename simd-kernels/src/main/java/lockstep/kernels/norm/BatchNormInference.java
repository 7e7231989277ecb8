package lockstep.kernels.norm;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.norm.Columns.at;

import lockstep.kernels.Parallel;

/// Batch norm after training: `y = (x − mean)·(gamma/√(variance + epsilon)) + beta`, with running
/// statistics.
///
/// | memory | shape |
/// |---|---|
/// | in, out | `[rows, columns]` |
/// | mean, variance, gamma, beta | `[columns]` |
///
/// `out` may be `in`. The bits are those of [ChannelNormReference].
public final class BatchNormInference {

  private final RowChunks chunks;
  private final float epsilon;
  private final After after;
  private final Parallel.Task task = this::apply;
  private long in;
  private long mean;
  private long beta;
  private long out;
  private long factors;

  private BatchNormInference(RowChunks chunks, float epsilon, After after) {
    this.chunks = chunks;
    this.epsilon = epsilon;
    this.after = after;
  }

  /// {@return the kernel for matrices of that size}
  public static BatchNormInference of(int rows, int columns, float epsilon, After after) {
    return new BatchNormInference(new RowChunks(rows, columns), Epsilon.require(epsilon), after);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return (long) chunks.columns() * Float.BYTES;
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel,
      long in,
      long mean,
      long variance,
      long gamma,
      long beta,
      long out,
      long scratch) {
    this.in = in;
    this.mean = mean;
    this.beta = beta;
    this.out = out;
    factors = scratch;
    for (int c = 0; c < chunks.columns(); c++) {
      float inverse = NormRows.inverse(get(at(variance, c)), 1, epsilon);
      set(at(factors, c), get(at(gamma, c)) * inverse);
    }
    parallel.run(chunks.count(), task);
  }

  private void apply(int chunk, int thread) {
    int columns = chunks.columns();
    long from = (long) chunks.first(chunk) * columns;
    int rows = chunks.size(chunk);
    switch (after) {
      case NOTHING ->
          Columns.apply(at(in, from), mean, factors, beta, at(out, from), rows, columns);
      case RELU ->
          Columns.applyRelu(at(in, from), mean, factors, beta, at(out, from), rows, columns);
    }
  }
}
