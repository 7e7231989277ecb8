package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Shares.first;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// A matrix product `C ← α·op(A)·op(B) + β·C`, bound to its shape; or `C ← f(op(A)·op(B) + bias +
/// residual)`, bound to its {@link Epilogue} too.
///
/// The bits are those of the reference, for any number of threads and any width of vectors. One
/// object serves one caller at a time: a run keeps its addresses here, so that it allocates
/// nothing.
public final class Gemm implements MatrixProduct {

  private final GemmShape shape;
  private final Batch batch;
  private final Epilogue epilogue;
  private final Way way;
  private final Run run = new Run();
  private final int beginShares;
  private final Parallel.Task scaling = this::scale;
  private final Parallel.Task beginning = this::begin;
  private final Parallel.Task onlyBeginning = this::onlyBegin;

  // Of the current run.
  private float beta;
  private long bias;
  private long residual;

  /// For tests: with other blocks than this machine's.
  Gemm(GemmShape shape, Batch batch, Epilogue epilogue, Blocks blocks) {
    this.shape = shape;
    this.batch = batch;
    this.epilogue = epilogue;
    way = KernelChoice.product(shape, batch, epilogue.activation(), blocks, run);
    beginShares = Shares.of((double) shape.m() * shape.n(), shape.m());
  }

  /// {@return the product of that shape}
  public static Gemm of(GemmShape shape) {
    return of(shape, Epilogue.NONE);
  }

  /// {@return the product of that shape, which `epilogue` finishes}
  public static Gemm of(GemmShape shape, Epilogue epilogue) {
    return new Gemm(shape, Batch.ONE, epilogue, Blocks.HERE);
  }

  /// {@return a batch of products of that shape, which `epilogue` finishes}
  public static Gemm of(GemmShape shape, Batch batch, Epilogue epilogue) {
    return new Gemm(shape, batch, epilogue, Blocks.HERE);
  }

  @Override
  public long scratchBytes(int threads) {
    return way.scratchBytes(threads);
  }

  @Override
  public void run(
      Parallel parallel, float alpha, long a, long b, float beta, long c, long scratch) {
    set(alpha, a, b, 0, c, scratch);
    multiplyOnto(parallel, beta);
  }

  /// {@return the bytes of a packed B, which serves any number of runs of products of this shape; 0
  /// if B is read as it is}
  public long packedBytes() {
    return way.packedBytes();
  }

  /// Packs B, if {@link #packedBytes()} is not 0: a step of its own, for weights that many runs
  /// share.
  ///
  /// @param packed address of so many bytes
  public void pack(Parallel parallel, long b, long packed) {
    if (packedBytes() != 0) {
      set(1, 0, b, packed, 0, 0);
      way.pack(parallel);
    }
  }

  /// Runs the product `C ← f(A·B + β·C)`, as {@link #run} does and with the same bits.
  ///
  /// @param packed address of the packed B; of B itself, if {@link #packedBytes()} is 0
  public void runPacked(Parallel parallel, long a, long packed, float beta, long c, long scratch) {
    set(1, a, packed, packedBytes() == 0 ? 0 : packed, c, scratch);
    multiplyOnto(parallel, beta);
  }

  /// Runs the product with its epilogue, as {@link #runFused} does and with the same bits.
  ///
  /// @param packed address of the packed B; of B itself, if {@link #packedBytes()} is 0
  public void runFusedPacked(
      Parallel parallel, long a, long packed, long bias, long residual, long c, long scratch) {
    set(1, a, packed, packedBytes() == 0 ? 0 : packed, c, scratch);
    multiplyFused(parallel, bias, residual);
  }

  private void multiplyOnto(Parallel parallel, float beta) {
    if (isEmpty()) {
      return;
    }
    this.beta = beta;
    if (beta != 0 && beta != 1) {
      parallel.run(batch.count() * beginShares, scaling);
    }
    if (beta == 0) {
      fromZeros();
    } else {
      fromC();
    }
    multiply(parallel);
  }

  @Override
  public void runFused(
      Parallel parallel, long a, long b, long bias, long residual, long c, long scratch) {
    set(1, a, b, 0, c, scratch);
    multiplyFused(parallel, bias, residual);
  }

  private void multiplyFused(Parallel parallel, long bias, long residual) {
    if (isEmpty()) {
      return;
    }
    this.bias = bias;
    this.residual = residual;
    boolean adds = epilogue.residual() == Epilogue.Residual.ADD;
    switch (epilogue.bias()) {
      case NONE -> {
        if (adds) {
          from(residual, (long) shape.ldc() * Float.BYTES);
        } else {
          fromZeros();
        }
      }
      case PER_COLUMN -> {
        if (adds) {
          parallel.run(batch.count() * beginShares, beginning);
          fromC();
        } else {
          from(bias, 0);
        }
      }
      case PER_ROW -> {
        parallel.run(batch.count() * beginShares, beginning);
        fromC();
      }
    }
    multiply(parallel);
  }

  private boolean isEmpty() {
    return shape.m() == 0 || shape.n() == 0 || batch.count() == 0;
  }

  private void set(float alpha, long a, long b, long packed, long c, long scratch) {
    run.alpha = alpha;
    run.a = a;
    run.b = b;
    run.packed = packed;
    run.c = c;
    run.scratch = scratch;
  }

  private void fromZeros() {
    from(Zeros.ADDRESS, 0);
    run.fromColumn = 0;
  }

  private void fromC() {
    from(run.c, (long) shape.ldc() * Float.BYTES);
  }

  private void from(long address, long row) {
    run.from = address;
    run.fromRow = row;
    run.fromColumn = Float.BYTES;
  }

  private void multiply(Parallel parallel) {
    if (run.alpha != 0 && shape.k() != 0) {
      way.run(parallel);
    } else {
      parallel.run(batch.count() * beginShares, onlyBeginning);
    }
  }

  /// What is left of a product without depth: the sums' beginnings, and the activation.
  private void onlyBegin(int share, int thread) {
    int item = share / beginShares;
    int within = share % beginShares;
    int end = first(within + 1, beginShares, shape.m());
    for (int i = first(within, beginShares, shape.m()); i < end; i++) {
      long to = rowOfC(item, i);
      long offset = run.fromRow == 0 ? 0 : item * batch.cBytes() + i * run.fromRow;
      for (int j = 0; j < shape.n(); j++) {
        Floats.set(to + (long) j * Float.BYTES, Floats.get(run.from + offset + j * run.fromColumn));
      }
      epilogue.activation().apply(to, shape.n());
    }
  }

  private long rowOfC(int item, int i) {
    return run.c + item * batch.cBytes() + (long) i * shape.ldc() * Float.BYTES;
  }

  /// `C ← β·C`, by rows.
  private void scale(int share, int thread) {
    int item = share / beginShares;
    int within = share % beginShares;
    int end = first(within + 1, beginShares, shape.m());
    for (int i = first(within, beginShares, shape.m()); i < end; i++) {
      long row = rowOfC(item, i);
      Panels.lines(row, 0, 1, shape.n(), beta, row, 0);
    }
  }

  /// `C ← bias + residual`, by rows.
  private void begin(int share, int thread) {
    int item = share / beginShares;
    int within = share % beginShares;
    int end = first(within + 1, beginShares, shape.m());
    boolean adds = epilogue.residual() == Epilogue.Residual.ADD;
    boolean perRow = epilogue.bias() == Epilogue.Bias.PER_ROW;
    for (int i = first(within, beginShares, shape.m()); i < end; i++) {
      long to = rowOfC(item, i);
      long more = residual + (to - run.c);
      for (int j = 0; j < shape.n(); j++) {
        long at = (long) j * Float.BYTES;
        float sum = Floats.get(bias + (perRow ? (long) i * Float.BYTES : at));
        Floats.set(to + at, adds ? sum + Floats.get(more + at) : sum);
      }
    }
  }
}
