package lockstep.kernels.norm;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.norm.Columns.at;

import lockstep.kernels.Parallel;

/// The gradients of [BatchNorm]. With `x̂ = (x − mean)/σ`, per column:
///
/// ```
/// dbeta = Σ dy      dgamma = Σ dy·x̂      dx = gamma/σ·(dy − dbeta/rows − x̂·dgamma/rows)
/// ```
///
/// | memory | shape | |
/// |---|---|---|
/// | x, dy, dx | `[rows, columns]` | |
/// | gamma, dgamma, dbeta | `[columns]` | |
/// | saved | `[2, columns]` | by [BatchNorm] |
///
/// After a fused ReLU, dy is the gradient with 0 wherever the result is 0. `dx` may be `dy` or `x`.
/// The bits are those of [ChannelNormReference].
public final class BatchNormGradient {

  private final RowChunks chunks;
  private final Parallel.Task measuring = this::measure;
  private final Parallel.Task applying = this::apply;
  private long x;
  private long dy;
  private long saved;
  private long dx;
  private long coefficients;
  private long sums;
  private long products;

  private BatchNormGradient(RowChunks chunks) {
    this.chunks = chunks;
  }

  /// {@return the kernel for matrices of that size}
  public static BatchNormGradient of(int rows, int columns) {
    return new BatchNormGradient(new RowChunks(rows, columns));
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return (2L * chunks.count() + 4) * chunks.columns() * Float.BYTES;
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel,
      long x,
      long dy,
      long gamma,
      long saved,
      long dx,
      long dgamma,
      long dbeta,
      long scratch) {
    this.x = x;
    this.dy = dy;
    this.saved = saved;
    this.dx = dx;
    int columns = chunks.columns();
    int rows = chunks.rows();
    coefficients = scratch;
    sums = at(scratch, 4L * columns);
    products = at(sums, (long) chunks.count() * columns);
    parallel.run(chunks.count(), measuring);
    Columns.sums(sums, dbeta, chunks.count(), columns);
    Columns.sums(products, dgamma, chunks.count(), columns);
    for (int c = 0; c < columns; c++) {
      float inverse = get(at(saved, (long) columns + c));
      float slope = get(at(dgamma, c)) * inverse;
      float a = get(at(gamma, c)) * inverse;
      set(at(dgamma, c), slope);
      set(at(coefficients, c), get(at(saved, c)));
      set(at(coefficients, (long) columns + c), a);
      set(at(coefficients, 2L * columns + c), -a * (slope / rows * inverse));
      set(at(coefficients, 3L * columns + c), -a * (get(at(dbeta, c)) / rows));
    }
    parallel.run(chunks.count(), applying);
  }

  private void measure(int chunk, int thread) {
    int columns = chunks.columns();
    int rows = chunks.size(chunk);
    long from = (long) chunks.first(chunk) * columns;
    long mine = (long) chunk * columns;
    Columns.sumsAndProducts(
        at(x, from), at(dy, from), saved, at(sums, mine), at(products, mine), rows, columns);
  }

  private void apply(int chunk, int thread) {
    int columns = chunks.columns();
    long from = (long) chunks.first(chunk) * columns;
    Columns.gradient(
        at(x, from), at(dy, from), coefficients, at(dx, from), chunks.size(chunk), columns);
  }
}
