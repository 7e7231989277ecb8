package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Shares.first;
import static lockstep.kernels.gemm.Tiles.VECTOR;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// Products of so few columns that they would not fill a vector: `Cᵀ = op(B)ᵀ·op(A)ᵀ`, whose
/// vectors lie along the columns of C.
///
/// | operand | where it is read |
/// |---|---|
/// | A, transposed | in its place: its rows are vectors already |
/// | A, not transposed | a transposed copy of 16 KiB at a time, which stays in the first-level cache |
/// | B | in its place, by constant strides; a copy, if α is not 1 or its rows are rivals in the cache |
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

  private final GemmShape shape;
  private final GemmShape swapped;
  private final Activation activation;
  private final Run run;
  private final int depth;
  private final int groups;
  private final int shares;
  private final boolean rivals;
  private final Operands inPlace;
  private final Operands copied;
  private final Parallel.Task copying = this::copyB;
  private final Parallel.Task multiplying = this::multiply;

  /// How B is laid out, and the tiles for that layout.
  ///
  /// @param row bytes from a column of B to the next
  /// @param step bytes from a step of depth to the next
  /// @param packed tiles that read A's copy
  /// @param straight tiles that read A in its place
  private record Operands(long row, long step, Tiles packed, Tiles straight) {}

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
    groups = (shape.m() + GROUP - 1) / GROUP;
    shares = Shares.of(shape.operations(), groups);
    long line = (long) shape.ldb() * Float.BYTES;
    rivals = shape.transB() && line % Narrow.RIVALS == 0;
    inPlace =
        shape.transB() ? operands(blocks, line, Float.BYTES) : operands(blocks, Float.BYTES, line);
    copied = operands(blocks, Float.BYTES, VECTOR);
  }

  private Operands operands(Blocks blocks, long row, long step) {
    var packed = new Tiles(blocks, shape.n(), shape.m(), row, step);
    var straight =
        new Tiles(blocks, shape.n(), shape.m(), row, step, (long) shape.lda() * Float.BYTES);
    return new Operands(row, step, packed, straight);
  }

  @Override
  public long scratchBytes(int threads) {
    return copyBytes() + threads * threadBytes();
  }

  private long copyBytes() {
    return (long) shape.k() * VECTOR;
  }

  private long threadBytes() {
    return RESULT + SQUARE + inPlace.packed.scratchBytes() + depth * LINE;
  }

  @Override
  public long packedBytes() {
    return copyBytes();
  }

  @Override
  public void pack(Parallel parallel) {
    parallel.run(1, copying);
  }

  @Override
  public void run(Parallel parallel) {
    if (run.packed == 0 && copies()) {
      parallel.run(1, copying);
    }
    parallel.run(shares, multiplying);
  }

  private boolean copies() {
    return rivals || run.packed != 0 || run.alpha != 1;
  }

  private long copyOfB() {
    return run.packed == 0 ? run.scratch : run.packed;
  }

  private void copyB(int share, int thread) {
    Panels.pack(run.b, shape, run.alpha, 0, shape.k(), 0, Lanes.COUNT, copyOfB());
  }

  private void multiply(int share, int thread) {
    long result = run.scratch + copyBytes() + thread * threadBytes();
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
    var operands = copies() ? copied : inPlace;
    long b = (copies() ? copyOfB() : run.b) + start * operands.step;
    if (row + GROUP <= shape.m()) {
      boolean straight = shape.transA();
      Tiles tiles = straight ? operands.straight : operands.packed;
      long vectors = straight ? a(row, start) : copyA(row, start, steps, GROUP, result);
      for (int line = 0; line < shape.n(); line += tiles.rows) {
        long to = result + line * LINE;
        long from = fresh ? Zeros.ADDRESS : to;
        tiles.wide(line, b + line * operands.row, vectors, steps, from, fresh ? 0 : LINE, to, LINE);
      }
      return;
    }
    for (int above = row; above < shape.m(); above += Lanes.COUNT) {
      boolean straight = shape.transA() && above + Lanes.COUNT <= shape.m();
      Tiles tiles = straight ? operands.straight : operands.packed;
      long vectors = straight ? a(above, start) : copyA(above, start, steps, Lanes.COUNT, result);
      for (int line = 0; line < shape.n(); line += tiles.narrowRows) {
        long to = result + line * LINE + (long) (above - row) * Float.BYTES;
        tiles.narrowWhole(
            line,
            b + line * operands.row,
            vectors,
            steps,
            fresh ? Zeros.ADDRESS : to,
            fresh ? 0 : LINE,
            to,
            LINE);
      }
    }
  }

  private long a(int row, int start) {
    return run.a + ((long) start * shape.lda() + row) * Float.BYTES;
  }

  private long copyA(int row, int start, int steps, int width, long result) {
    long to = result + RESULT + SQUARE;
    Panels.pack(run.a, swapped, 1, start, steps, row, width, to);
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
