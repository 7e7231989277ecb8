package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Shares.first;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Activation;

/// Products of so few columns that they would not fill a vector: `Cᵀ = op(B)ᵀ·op(A)ᵀ`, whose
/// vectors lie along the columns of C, and then a transpose of the small result.
final class Swapped implements Way {

  private final GemmShape shape;
  private final Activation activation;
  private final Run run;
  private final Run swappedRun = new Run();
  private final Batched swapped;
  private final int shares;
  private final Parallel.Task beginning = this::begin;
  private final Parallel.Task finishing = this::finish;

  Swapped(GemmShape shape, Blocks blocks, Activation activation, Run run) {
    this.shape = shape;
    this.activation = activation;
    this.run = run;
    var other =
        new GemmShape(
            shape.n(),
            shape.m(),
            shape.k(),
            !shape.transB(),
            !shape.transA(),
            shape.ldb(),
            shape.lda(),
            shape.m());
    swapped = new Batched(other, Batch.ONE, blocks, Activation.NONE, swappedRun);
    shares = Shares.of(10.0 * shape.m() * shape.n(), shape.m());
  }

  @Override
  public long scratchBytes(int threads) {
    return resultBytes() + swapped.scratchBytes(threads);
  }

  private long resultBytes() {
    return ((long) shape.m() * shape.n() * Float.BYTES + 63) / 64 * 64;
  }

  @Override
  public void run(Parallel parallel) {
    swappedRun.alpha = 1;
    swappedRun.leftFactor = run.alpha;
    swappedRun.a = run.b;
    swappedRun.b = run.a;
    swappedRun.c = run.scratch;
    swappedRun.scratch = run.scratch + resultBytes();
    if (run.from == Zeros.ADDRESS) {
      swappedRun.from = Zeros.ADDRESS;
      swappedRun.fromRow = 0;
    } else {
      parallel.run(shares, beginning);
      swappedRun.from = swappedRun.c;
      swappedRun.fromRow = (long) shape.m() * Float.BYTES;
    }
    swapped.run(parallel);
    parallel.run(shares, finishing);
  }

  private void begin(int share, int thread) {
    int end = first(share + 1, shares, shape.m());
    for (int i = first(share, shares, shape.m()); i < end; i++) {
      for (int j = 0; j < shape.n(); j++) {
        Floats.set(at(i, j), Floats.get(run.from + i * run.fromRow + (long) j * Float.BYTES));
      }
    }
  }

  private void finish(int share, int thread) {
    int end = first(share + 1, shares, shape.m());
    for (int i = first(share, shares, shape.m()); i < end; i++) {
      long row = run.c + (long) i * shape.ldc() * Float.BYTES;
      for (int j = 0; j < shape.n(); j++) {
        Floats.set(row + (long) j * Float.BYTES, Floats.get(at(i, j)));
      }
      activation.apply(row, shape.n());
    }
  }

  /// Where the transposed result has row `i` and column `j` of C.
  private long at(int i, int j) {
    return run.scratch + ((long) j * shape.m() + i) * Float.BYTES;
  }
}
