package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Shares.first;

import java.lang.foreign.MemorySegment;
import lockstep.blas.OpenBlas;
import lockstep.blas.Transpose;
import lockstep.blas.memory.AllMemory;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Activation;

/// A matrix product that OpenBLAS computes, and our own code finishes.
///
/// **Its bits are OpenBLAS's**: they may change with its release, the processor and the number of
/// threads. The difference from {@link GemmReference} is that of another order of summation.
///
/// Each of our threads calls OpenBLAS for a part of C, its rows or its columns, whichever are more.
/// It must be set to one thread of its own, as it is after loading: its idle threads spin and would
/// starve ours. A run at other addresses than the last, or on another number of threads, allocates.
public final class GemmBlas implements MatrixProduct {

  /// Operations below which a thread's part is not worth the telling.
  private static final double LEAST = 500_000;

  private final OpenBlas blas;
  private final GemmShape shape;
  private final Batch batch;
  private final Epilogue epilogue;
  private final Transpose transA;
  private final Transpose transB;
  private final Parallel.Task task = this::part;

  // Of the current run, and of the last.
  private Part[] parts = {};
  private int threads;
  private float alpha;
  private long a;
  private long b;
  private float beta;
  private long c;
  private long bias;
  private long residual;
  private boolean adds;

  /// A part of one product of the batch.
  ///
  /// @param a where its rows of A begin; likewise `b` its columns of B, `c` its part of C
  private record Part(
      int row,
      int rows,
      int column,
      int columns,
      MemorySegment a,
      MemorySegment b,
      MemorySegment c) {}

  private GemmBlas(OpenBlas blas, GemmShape shape, Batch batch, Epilogue epilogue) {
    this.blas = blas;
    this.shape = shape;
    this.batch = batch;
    this.epilogue = epilogue;
    transA = shape.transA() ? Transpose.YES : Transpose.NO;
    transB = shape.transB() ? Transpose.YES : Transpose.NO;
  }

  /// {@return a batch of products of that shape, which `epilogue` finishes}
  public static GemmBlas of(OpenBlas blas, GemmShape shape, Batch batch, Epilogue epilogue) {
    return new GemmBlas(blas, shape, batch, epilogue);
  }

  @Override
  public long scratchBytes(int threads) {
    return 0;
  }

  @Override
  public void run(
      Parallel parallel, float alpha, long a, long b, float beta, long c, long scratch) {
    adds = false;
    multiply(parallel, alpha, a, b, beta, c);
  }

  @Override
  public void runFused(
      Parallel parallel, long a, long b, long bias, long residual, long c, long scratch) {
    this.bias = bias;
    this.residual = residual;
    adds = true;
    boolean ontoResidual = epilogue.residual() == Epilogue.Residual.ADD && residual == c;
    multiply(parallel, 1, a, b, ontoResidual ? 1 : 0, c);
  }

  private void multiply(Parallel parallel, float alpha, long a, long b, float beta, long c) {
    if (shape.m() == 0 || shape.n() == 0 || batch.count() == 0) {
      return;
    }
    this.alpha = alpha;
    this.beta = beta;
    if (a != this.a || b != this.b || c != this.c || parallel.threads() != threads) {
      this.a = a;
      this.b = b;
      this.c = c;
      threads = parallel.threads();
      bind();
    }
    parallel.run(parts.length, task);
  }

  private void bind() {
    boolean byRows = shape.m() >= shape.n();
    int length = byRows ? shape.m() : shape.n();
    int each =
        batch.count() >= threads
            ? 1
            : (int) Math.clamp(shape.operations() / LEAST, 1, Math.min(threads, length));
    parts = new Part[batch.count() * each];
    for (int item = 0; item < batch.count(); item++) {
      for (int share = 0; share < each; share++) {
        int start = first(share, each, length);
        int count = first(share + 1, each, length) - start;
        parts[item * each + share] =
            byRows
                ? part(item, start, count, 0, shape.n())
                : part(item, 0, shape.m(), start, count);
      }
    }
  }

  private Part part(int item, int row, int rows, int column, int columns) {
    long aIndex = (long) row * (shape.transA() ? 1 : shape.lda());
    long bIndex = (long) column * (shape.transB() ? shape.ldb() : 1);
    long cIndex = (long) row * shape.ldc() + column;
    return new Part(
        row,
        rows,
        column,
        columns,
        AllMemory.SEGMENT.asSlice(a + item * batch.aBytes() + aIndex * Float.BYTES),
        AllMemory.SEGMENT.asSlice(b + item * batch.bBytes() + bIndex * Float.BYTES),
        AllMemory.SEGMENT.asSlice(c + item * batch.cBytes() + cIndex * Float.BYTES));
  }

  private void part(int share, int thread) {
    Part part = parts[share];
    if (shape.n() == 1) {
      matrixTimesVector(part);
    } else if (shape.m() == 1) {
      vectorTimesMatrix(part);
    } else {
      blas.sgemm(
          transA,
          transB,
          part.rows,
          part.columns,
          shape.k(),
          alpha,
          part.a,
          shape.lda(),
          part.b,
          shape.ldb(),
          beta,
          part.c,
          shape.ldc());
    }
    finish(part);
  }

  /// With a single row or column OpenBLAS's `sgemm` is many times slower than its `sgemv`.
  private void matrixTimesVector(Part part) {
    int incx = shape.transB() ? 1 : shape.ldb();
    int stored = shape.transA() ? shape.k() : part.rows;
    int across = shape.transA() ? part.rows : shape.k();
    blas.sgemv(
        transA,
        stored,
        across,
        alpha,
        part.a,
        shape.lda(),
        part.b,
        incx,
        beta,
        part.c,
        shape.ldc());
  }

  private void vectorTimesMatrix(Part part) {
    int incx = shape.transA() ? shape.lda() : 1;
    int stored = shape.transB() ? part.columns : shape.k();
    int across = shape.transB() ? shape.k() : part.columns;
    blas.sgemv(
        shape.transB() ? Transpose.NO : Transpose.YES,
        stored,
        across,
        alpha,
        part.b,
        shape.ldb(),
        part.a,
        incx,
        beta,
        part.c,
        1);
  }

  private void finish(Part part) {
    boolean sums =
        adds
            && (epilogue.bias() != Epilogue.Bias.NONE
                || (epilogue.residual() == Epilogue.Residual.ADD && residual != c));
    if (!sums && epilogue.activation() == Activation.NONE) {
      return;
    }
    for (int i = 0; i < part.rows; i++) {
      long to = part.c.address() + (long) i * shape.ldc() * Float.BYTES;
      if (sums) {
        add(part.row + i, part.column, to, part.columns);
      }
      epilogue.activation().apply(to, part.columns);
    }
  }

  private void add(int row, int column, long to, int columns) {
    if (epilogue.residual() == Epilogue.Residual.ADD && residual != c) {
      addLine(to, residual + (to - c), columns);
    }
    switch (epilogue.bias()) {
      case NONE -> {}
      case PER_COLUMN -> addLine(to, bias + (long) column * Float.BYTES, columns);
      case PER_ROW -> addNumber(to, Floats.get(bias + (long) row * Float.BYTES), columns);
    }
  }

  private static void addLine(long to, long from, int count) {
    int whole = count - count % Lanes.COUNT;
    for (int j = 0; j < whole; j += Lanes.COUNT) {
      long offset = (long) j * Float.BYTES;
      Floats.store(to + offset, Floats.load(from + offset).add(Floats.load(to + offset)));
    }
    for (int j = whole; j < count; j++) {
      long offset = (long) j * Float.BYTES;
      Floats.set(to + offset, Floats.get(to + offset) + Floats.get(from + offset));
    }
  }

  private static void addNumber(long to, float number, int count) {
    int whole = count - count % Lanes.COUNT;
    for (int j = 0; j < whole; j += Lanes.COUNT) {
      long offset = (long) j * Float.BYTES;
      Floats.store(to + offset, Floats.load(to + offset).add(number));
    }
    for (int j = whole; j < count; j++) {
      long offset = (long) j * Float.BYTES;
      Floats.set(to + offset, Floats.get(to + offset) + number);
    }
  }
}
