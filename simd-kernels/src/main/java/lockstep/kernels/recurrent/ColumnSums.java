package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;

/// The sum of each column of `[rows, columns]`: the gradient of a bias.
///
/// A chunk of 256 rows is one chain from row to row; the chunks are added in order.
final class ColumnSums {

  /// Rows of a chunk.
  static final int CHUNK = 256;

  private final int rows;
  private final int columns;
  private final Parallel.Task task = this::chunk;

  // Of the current run.
  private long in;
  private long partials;

  ColumnSums(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  private int chunks() {
    return (rows + CHUNK - 1) / CHUNK;
  }

  long scratchBytes() {
    return SequenceShape.bytes(chunks(), columns);
  }

  void run(Parallel parallel, long matrix, long sums, long scratch) {
    in = matrix;
    partials = scratch;
    parallel.run(chunks(), task);
    RowLoops.zero(sums, columns);
    for (int chunk = 0; chunk < chunks(); chunk++) {
      RowLoops.add(sums, row(partials, chunk), sums, columns);
    }
  }

  private void chunk(int chunk, int thread) {
    long sum = row(partials, chunk);
    RowLoops.zero(sum, columns);
    int last = Math.min(rows, (chunk + 1) * CHUNK);
    for (int row = chunk * CHUNK; row < last; row++) {
      RowLoops.add(sum, row(in, row), sum, columns);
    }
  }

  private long row(long matrix, int row) {
    return matrix + (long) row * columns * Float.BYTES;
  }
}
