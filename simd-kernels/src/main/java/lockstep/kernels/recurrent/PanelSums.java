package lockstep.kernels.recurrent;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.WholePanels;

/// What [ColumnSums] computes, of a matrix in [WholePanels].
final class PanelSums {

  private static final long VECTOR = (long) Lanes.COUNT * Float.BYTES;

  private final int rows;
  private final int columns;
  private final WholePanels panels;
  private final Parallel.Task task = this::panel;

  // Of the current run.
  private long in;
  private long out;

  PanelSums(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    panels = new WholePanels(rows);
  }

  void run(Parallel parallel, long matrix, long sums) {
    in = matrix;
    out = sums;
    parallel.run(columns / WholePanels.COLUMNS, task);
  }

  private void panel(int panel, int thread) {
    int column = panel * WholePanels.COLUMNS;
    long sums = RowLoops.at(out, column);
    RowLoops.zero(sums, WholePanels.COLUMNS);
    for (int row = 0; row < rows; row += ColumnSums.CHUNK) {
      chunk(panels.at(in, row, column), Math.min(ColumnSums.CHUNK, rows - row), sums);
    }
  }

  private static void chunk(long from, int rows, long sums) {
    FloatVector first = FloatVector.zero(Lanes.FLOAT);
    FloatVector second = first;
    long end = from + rows * WholePanels.LINE;
    for (long line = from; line < end; line += WholePanels.LINE) {
      // The other way round C2 does not know what it adds (`jmh/lab`, 3).
      first = load(line).add(first);
      second = load(line + VECTOR).add(second);
    }
    store(sums, load(sums).add(first));
    store(sums + VECTOR, load(sums + VECTOR).add(second));
  }
}
