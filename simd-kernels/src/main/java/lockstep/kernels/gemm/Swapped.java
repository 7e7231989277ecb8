package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Shares.first;
import static lockstep.kernels.gemm.Tiles.VECTOR;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// Products of fewer columns than a panel has, or of few last ones: `Cᵀ = op(B)ᵀ·op(A)ᵀ`, whose
/// vectors lie along the columns of C.
///
/// | operand | where it is read |
/// |---|---|
/// | A, transposed | in its place: its rows are vectors already |
/// | A, not transposed | a transposed copy of 16 KiB at a time, which stays in the first-level cache |
/// | B | a copy, `[depth][16]` as in [LeftCopy], so that tiles serve many products |
/// | Cᵀ | scratch memory, two vectors wide; its transpose goes to C |
final class Swapped implements Way {

  /// Rows of C that are computed together.
  private static final int GROUP = 2 * Lanes.COUNT;

  /// Whether groups are whole squares of a transpose: not with vectors of 128 bits.
  static final boolean IS_POSSIBLE = GROUP % Transposition.SIZE == 0;

  /// Bytes of a copy of A: half the smallest first-level cache.
  private static final int COPY = 16384;

  /// Bytes of a transposed group: lines of two vectors, as many as a square has, and what a square
  /// reads beyond the last.
  private static final long RESULT =
      (long) Transposition.SIZE * GROUP * Float.BYTES + (long) Transposition.SIZE * Float.BYTES;

  private static final long LINE = 2L * VECTOR;

  private static final long SQUARE = (long) Transposition.SIZE * Transposition.SIZE * Float.BYTES;

  private static final long SQUARE_LINE = (long) Transposition.SIZE * Float.BYTES;

  /// Bytes from a step of depth to the next in the copy of B.
  private static final long STEP = (long) Transposition.SIZE * Float.BYTES;

  /// Operations in whose time a float is transposed: 20 ns a square (`jmh/lab`, 30).
  private static final int OPERATIONS_OF_A_COPY = 16;

  private final GemmShape shape;
  private final GemmShape swapped;
  private final Activation activation;
  private final Run run;
  private final int depth;
  private final int groups;
  private final int shares;
  private final Tiles copied;
  private final Tiles straight;
  private final Parallel.Task copying = this::copyB;
  private final Parallel.Task multiplying = this::multiply;

  Swapped(GemmShape shape, Blocks blocks, Activation activation, Run run) {
    this.shape = shape;
    this.activation = activation;
    this.run = run;
    swapped =
        new GemmShape(
            shape.n(),
            shape.m(),
            shape.k(),
            !shape.transB(),
            !shape.transA(),
            shape.ldb(),
            shape.lda(),
            shape.m());
    depth = shape.transA() ? blocks.depthOf(shape.k()) : COPY / (GROUP * Float.BYTES);
    groups = Math.ceilDiv(shape.m(), GROUP);
    shares = Shares.of(shape.operations() + copyingA(), groups);
    copied = new Tiles(blocks, shape.n(), shape.m(), Float.BYTES, STEP);
    long line = (long) shape.lda() * Float.BYTES;
    straight =
        shape.transA() ? new Tiles(blocks, shape.n(), shape.m(), Float.BYTES, STEP, line) : copied;
  }

  /// {@return the operations whose time the transpose of A takes, where it is copied}
  private double copyingA() {
    return shape.transA() ? 0 : (double) OPERATIONS_OF_A_COPY * shape.m() * shape.k();
  }

  @Override
  public long scratchBytes(int threads) {
    return packedBytes() + threads * threadBytes();
  }

  private long threadBytes() {
    return RESULT + SQUARE + depth * LINE;
  }

  @Override
  public long packedBytes() {
    return shape.k() * STEP;
  }

  @Override
  public void pack(Parallel parallel) {
    parallel.run(1, copying);
  }

  @Override
  public void run(Parallel parallel) {
    if (run.packed == 0) {
      pack(parallel);
    }
    parallel.run(shares, multiplying);
  }

  private long copyOfB() {
    return run.packed == 0 ? run.scratch : run.packed;
  }

  private void copyB(int share, int thread) {
    long line = (long) shape.ldb() * Float.BYTES;
    if (shape.transB()) {
      Panels.transposed(run.b, line, shape.k(), shape.n(), Transposition.SIZE, copyOfB());
    } else {
      Panels.widened(run.b, line, shape.k(), 0, shape.n(), Transposition.SIZE, copyOfB());
    }
    if (run.alpha != 1) {
      Panels.scale(copyOfB(), shape.k() * Transposition.SIZE, run.alpha);
    }
  }

  private void multiply(int share, int thread) {
    long result = run.scratch + packedBytes() + thread * threadBytes();
    int end = first(share + 1, shares, groups);
    for (int group = first(share, shares, groups); group < end; group++) {
      int row = group * GROUP;
      boolean zeros = run.from == Zeros.ADDRESS;
      if (!zeros) {
        begin(row, result);
      }
      for (int start = 0; start < shape.k(); start += depth) {
        int steps = Math.min(depth, shape.k() - start);
        group(row, start, steps, zeros && start == 0, result);
      }
      finish(row, result);
    }
  }

  /// Computes `steps` steps of a group's transpose.
  private void group(int row, int start, int steps, boolean fresh, long result) {
    int width = Math.min(GROUP, shape.m() - row) > Lanes.COUNT ? GROUP : Lanes.COUNT;
    boolean inPlace = shape.transA() && row + width <= shape.m();
    Bands bands = (inPlace ? straight : copied).under(row);
    long vectors = inPlace ? a(row, start) : copyA(row, start, steps, result);
    for (int line = 0; line < shape.n(); line += bands.rows()) {
      long to = result + line * LINE;
      bands.run(
          line,
          width,
          copyOfB() + start * STEP + (long) line * Float.BYTES,
          vectors,
          steps,
          fresh ? Zeros.ADDRESS : to,
          fresh ? 0 : LINE,
          to,
          LINE,
          0);
    }
  }

  private long a(int row, int start) {
    return run.a + ((long) start * shape.lda() + row) * Float.BYTES;
  }

  private long copyA(int row, int start, int steps, long result) {
    long to = result + RESULT + SQUARE;
    Panels.pack(run.a, swapped, 1, start, steps, row, to);
    return to;
  }

  /// Transposes what the sums of a group begin with.
  private void begin(int row, long result) {
    long square = result + RESULT;
    for (int i = row; i < Math.min(row + GROUP, shape.m()); i += Transposition.SIZE) {
      int rows = Math.min(Transposition.SIZE, shape.m() - i);
      Panels.shortLines(
          run.from + i * run.fromRow, run.fromRow, rows, shape.n(), 1, square, SQUARE_LINE);
      Transposition.run(square, SQUARE_LINE, rows, result + (long) (i - row) * Float.BYTES, LINE);
    }
  }

  private void finish(int row, long result) {
    long square = result + RESULT;
    long cRow = (long) shape.ldc() * Float.BYTES;
    for (int i = row; i < Math.min(row + GROUP, shape.m()); i += Transposition.SIZE) {
      int rows = Math.min(Transposition.SIZE, shape.m() - i);
      long c = run.c + i * cRow;
      Transposition.run(
          result + (long) (i - row) * Float.BYTES, LINE, shape.n(), square, SQUARE_LINE);
      Panels.shortLines(square, SQUARE_LINE, rows, shape.n(), 1, c, cRow);
      for (int line = 0; line < rows && activation != Activation.NONE; line++) {
        activation.apply(c + line * cRow, shape.n());
      }
    }
  }
}
