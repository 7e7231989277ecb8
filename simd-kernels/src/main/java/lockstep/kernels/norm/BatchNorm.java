package lockstep.kernels.norm;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.norm.Columns.at;

import lockstep.kernels.Parallel;

/// Batch norm in training, over the rows of `[rows, columns]`: of images that is `[N·H·W,
/// channels]`.
///
/// ```
/// y = (x − mean)/σ·gamma + beta      σ² = mean of (x − mean)² + epsilon      per column
/// running ← (1 − momentum)·running + momentum·(mean, or Σ (x − mean)²/(rows − 1))
/// ```
///
/// | memory | shape | |
/// |---|---|---|
/// | in, out | `[rows, columns]` | |
/// | gamma, beta, runningMean, runningVariance | `[columns]` | |
/// | saved | `[2, columns]` | for the gradient: mean, 1/σ |
///
/// Mean and sum of squares are found for fixed chunks of rows and joined in their order by Chan's
/// formula. One row alone has the running variance 0; without rows nothing but `saved` is written.
/// `out` may be `in`, but the gradient needs `in`. The bits are those of [ChannelNormReference].
public final class BatchNorm {

  private final RowChunks chunks;
  private final float epsilon;
  private final float momentum;
  private final After after;
  private final Parallel.Task measuring = this::measure;
  private final Parallel.Task applying = this::apply;
  private long in;
  private long beta;
  private long out;
  private long means;
  private long squares;
  private long factors;

  private BatchNorm(RowChunks chunks, float epsilon, float momentum, After after) {
    this.chunks = chunks;
    this.epsilon = epsilon;
    this.momentum = momentum;
    this.after = after;
  }

  /// {@return the kernel for matrices of that size}
  ///
  /// @param momentum how much of the running statistics a run replaces
  public static BatchNorm of(int rows, int columns, float epsilon, float momentum, After after) {
    return new BatchNorm(new RowChunks(rows, columns), Epsilon.require(epsilon), momentum, after);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return (2L * chunks.count() + 1) * chunks.columns() * Float.BYTES;
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel,
      long in,
      long gamma,
      long beta,
      long runningMean,
      long runningVariance,
      long out,
      long saved,
      long scratch) {
    this.in = in;
    this.beta = beta;
    this.out = out;
    int columns = chunks.columns();
    factors = scratch;
    means = at(factors, columns);
    squares = at(means, (long) chunks.count() * columns);
    parallel.run(chunks.count(), measuring);
    for (int chunk = 1; chunk < chunks.count(); chunk++) {
      join(chunk);
    }
    boolean empty = chunks.rows() == 0;
    for (int c = 0; c < columns; c++) {
      float mean = empty ? 0 : get(at(means, c));
      float square = empty ? 0 : get(at(squares, c));
      float inverse = NormRows.inverse(square, Math.max(1, chunks.rows()), epsilon);
      set(at(saved, c), mean);
      set(at(saved, (long) columns + c), inverse);
      set(at(factors, c), get(at(gamma, c)) * inverse);
      if (!empty) {
        run(at(runningMean, c), mean);
        run(at(runningVariance, c), square / Math.max(1, chunks.rows() - 1));
        set(at(means, c), mean);
      }
    }
    parallel.run(chunks.count(), applying);
  }

  private void run(long running, float now) {
    set(running, Math.fma(momentum, now, (1 - momentum) * get(running)));
  }

  private void join(int chunk) {
    int columns = chunks.columns();
    long mine = (long) chunk * columns;
    float before = chunks.first(chunk);
    float part = chunks.size(chunk) / (before + chunks.size(chunk));
    Columns.join(means, squares, at(means, mine), at(squares, mine), part, before * part, columns);
  }

  private void measure(int chunk, int thread) {
    int columns = chunks.columns();
    int rows = chunks.size(chunk);
    long x = at(in, (long) chunks.first(chunk) * columns);
    long mean = at(means, (long) chunk * columns);
    Columns.sums(x, mean, rows, columns);
    for (int c = 0; c < columns; c++) {
      set(at(mean, c), get(at(mean, c)) / rows);
    }
    Columns.squares(x, mean, at(squares, (long) chunk * columns), rows, columns);
  }

  private void apply(int chunk, int thread) {
    int columns = chunks.columns();
    long from = (long) chunks.first(chunk) * columns;
    int rows = chunks.size(chunk);
    switch (after) {
      case NOTHING ->
          Columns.apply(at(in, from), means, factors, beta, at(out, from), rows, columns);
      case RELU ->
          Columns.applyRelu(at(in, from), means, factors, beta, at(out, from), rows, columns);
    }
  }
}
