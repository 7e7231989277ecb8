package lockstep.kernels.gemm;

import lockstep.kernels.Parallel;

/// Products whose last columns would fill little of a vector: those go another way than the others.
final class Split implements Way {

  private final GemmShape shape;
  private final int columns;
  private final Run run;
  private final Run firstRun;
  private final Run lastRun;
  private final Way first;
  private final Way last;

  /// @param columns that go the first way
  /// @param firstRun the run of `first`; likewise `lastRun`
  Split(GemmShape shape, int columns, Run run, Run firstRun, Way first, Run lastRun, Way last) {
    this.shape = shape;
    this.columns = columns;
    this.run = run;
    this.firstRun = firstRun;
    this.lastRun = lastRun;
    this.first = first;
    this.last = last;
  }

  /// {@return the shape of so many columns of that product}
  static GemmShape of(GemmShape shape, int columns) {
    return new GemmShape(
        shape.m(),
        columns,
        shape.k(),
        shape.transA(),
        shape.transB(),
        shape.lda(),
        shape.ldb(),
        shape.ldc());
  }

  @Override
  public long scratchBytes(int threads) {
    return Math.max(first.scratchBytes(threads), last.scratchBytes(threads));
  }

  @Override
  public long packedBytes() {
    return first.packedBytes() + last.packedBytes();
  }

  @Override
  public void pack(Parallel parallel) {
    set(firstRun, 0);
    first.pack(parallel);
    set(lastRun, columns);
    last.pack(parallel);
  }

  @Override
  public void run(Parallel parallel) {
    set(firstRun, 0);
    first.run(parallel);
    set(lastRun, columns);
    last.run(parallel);
  }

  private void set(Run part, int column) {
    long offset = (long) column * Float.BYTES;
    part.alpha = run.alpha;
    part.a = run.a;
    part.b = run.b + (shape.transB() ? offset * shape.ldb() : offset);
    part.packed = run.packed == 0 || column == 0 ? run.packed : run.packed + first.packedBytes();
    part.c = run.c + offset;
    part.from = run.from(0, column);
    part.fromRow = run.fromRow;
    part.fromColumn = run.fromColumn;
    part.scratch = run.scratch;
  }
}
