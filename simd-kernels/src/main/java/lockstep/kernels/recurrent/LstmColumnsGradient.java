package lockstep.kernels.recurrent;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Tile;
import lockstep.kernels.gemm.Transposition;
import lockstep.kernels.map.Unary;

/// The steps of [LstmSequenceGradient] with the batch along the vectors: of what [LstmColumns] has
/// saved, the gradients of the gates of all steps and of the initial state.
///
/// A share computes dh of its units, a product of their recurrent weights with dGates of the step
/// after, and then all that follows from it; the step before waits for nothing but the others'
/// dGates.
final class LstmColumnsGradient {

  private static final int PANEL = LstmPanels.ROWS;
  private static final long LINE = LstmPanels.LINE;
  private static final int UNITS = LstmPanels.UNITS;
  private static final int GATES = LstmSequence.GATES;

  private final SequenceShape shape;
  private final LstmPanels of;
  private final int panels;
  private final int unitShares;

  /// Gates of a step: as deep are the products.
  private final int width;

  /// Rows of the product's bands, and those of a share in whole bands.
  private final int band;

  private final int bandRows;
  private final Tile tile;
  private final Parallel.Task packing = this::pack;
  private final Parallel.Task beginning = this::begin;
  private final Parallel.Task stepping = this::step;
  private final Parallel.Task ending = this::end;

  // Of the current run.
  private long dy;
  private State dLast = new State(0, 0);
  private long lengths;
  private State initial = dLast;
  private long recurrent;
  private long saved;
  private State dInitial = dLast;
  private long dGates;
  private long scratch;
  private int number;

  LstmColumnsGradient(SequenceShape shape) {
    this.shape = shape;
    of = new LstmPanels(shape);
    panels = of.count();
    unitShares = of.unitShares();
    width = GATES * shape.hidden();
    band = Tile.bandOf(Math.min(UNITS, Math.max(1, shape.hidden())));
    bandRows = Math.ceilDiv(UNITS, band) * band;
    tile = Tile.wide(band, Float.BYTES, (long) band * Float.BYTES, LINE);
  }

  // The scratch memory: the packed weights; of each panel dGates of two steps, what dh passes by,
  // dc
  // and the initial c; of each thread dh, and dy or a copy of dc.

  long scratchBytes(int threads) {
    return threadAt(threads);
  }

  private long weightsAt(int unitShare) {
    return (long) unitShare * bandRows * width * Float.BYTES;
  }

  private long gatesAt(int panel, int parity) {
    return SequenceShape.aligned(weightsAt(unitShares)) + (2L * panel + parity) * width * LINE;
  }

  /// Tiles read beyond the last unit.
  private long statesAt(int panel, int which) {
    return gatesAt(panels, 0) + (3L * panel + which) * (shape.hidden() + bandRows) * LINE;
  }

  private long passAt(int panel) {
    return statesAt(panel, 0);
  }

  private long cellAt(int panel) {
    return statesAt(panel, 1);
  }

  private long initialCellAt(int panel) {
    return statesAt(panel, 2);
  }

  private long threadAt(int thread) {
    return statesAt(panels, 0) + 2L * thread * bandRows * LINE;
  }

  /// Runs all steps.
  ///
  /// @param dy in the order of the operands
  /// @param dInitial may be dLast
  /// @param dGates written: `[time, batch, 4 · hidden]`
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses meanwhile
  void run(
      Parallel parallel,
      long dy,
      State dLast,
      long lengths,
      State initial,
      LstmWeights weights,
      long saved,
      State dInitial,
      long dGates,
      long scratch) {
    this.dy = dy;
    this.dLast = dLast;
    this.lengths = lengths;
    this.initial = initial;
    recurrent = weights.recurrent();
    this.saved = saved;
    this.dInitial = dInitial;
    this.dGates = dGates;
    this.scratch = scratch;
    parallel.run(unitShares, packing);
    parallel.run(panels, beginning);
    for (number = shape.time() - 1; number >= 0; number--) {
      parallel.run(unitShares * panels, stepping);
    }
    parallel.run(unitShares * panels, ending);
  }

  private void pack(int unitShare, int thread) {
    long to = scratch + weightsAt(unitShare);
    int units = of.units(unitShare);
    for (int first = 0; first < units; first += band) {
      for (int row = first; row < first + band; row++) {
        // Rows of the last band that have no unit are computed too.
        long from = recurrent + (long) (unitShare * UNITS + row) * width * Float.BYTES;
        for (int k = 0; k < width; k++) {
          set(
              to + ((long) k * band + row - first) * Float.BYTES,
              row < units ? get(RowLoops.at(from, k)) : 0);
        }
      }
      to += (long) band * width * Float.BYTES;
    }
  }

  private void begin(int panel, int thread) {
    bring(dLast.hidden(), panel, passAt(panel));
    bring(dLast.cell(), panel, cellAt(panel));
    bring(initial.cell(), panel, initialCellAt(panel));
  }

  private void bring(long state, int panel, long to) {
    RowLoops.zero(scratch + to, (shape.hidden() + bandRows) * PANEL);
    long from = state + stateRow(panel);
    Transposition.run(from, hiddenBytes(), of.rows(panel), shape.hidden(), scratch + to, LINE);
  }

  private void take(long lines, int panel, int unit, int units, long state) {
    long to = state + stateRow(panel) + (long) unit * Float.BYTES;
    Transposition.run(lines, LINE, units, of.rows(panel), to, hiddenBytes());
  }

  private long stateRow(int panel) {
    return (long) panel * PANEL * hiddenBytes();
  }

  private long hiddenBytes() {
    return (long) shape.hidden() * Float.BYTES;
  }

  private void step(int share, int thread) {
    int unitShare = share / panels;
    int panel = share % panels;
    int unit = unitShare * UNITS;
    int units = of.units(unitShare);
    int count = units * PANEL;
    int place = shape.place(number);
    long dh = scratch + threadAt(thread);
    long own = dh + bandRows * LINE;
    long dc = scratch + cellAt(panel) + unit * LINE;
    long gates = scratch + gatesAt(panel, number & 1) + unit * LINE;
    long after = after(unitShare, panel, dh);
    bringOwn(panel, place, unit, units, own);
    RowLoops.add(own, after, dh, count);
    long c = of.savedCells(saved, place, panel, unit);
    long before =
        number == 0
            ? scratch + initialCellAt(panel) + unit * LINE
            : of.savedCells(saved, shape.place(number - 1), panel, unit);
    if (lengths != 0) {
      RowLoops.copy(dh, scratch + passAt(panel) + unit * LINE, count);
      RowLoops.copy(dc, own, count);
    }
    Unary.apply(Unary.TANH, c, RowLoops.at(gates, 3 * of.gap()), count);
    LstmLoops.gradient(
        dh, dc, of.savedGates(saved, place, panel, unit), of.gap(), before, gates, dc, count);
    if (lengths != 0) {
      passBy(panel, place, unit, units, gates, own, dc);
    }
    long row = shape.at(dGates, place, width) + (long) panel * PANEL * width * Float.BYTES;
    for (int gate = 0; gate < GATES; gate++) {
      Transposition.run(
          RowLoops.at(gates, gate * of.gap()),
          LINE,
          units,
          of.rows(panel),
          row + (long) (gate * shape.hidden() + unit) * Float.BYTES,
          (long) width * Float.BYTES);
    }
  }

  /// {@return where dh from the step after is: what passes by, and from that step its product,
  /// which goes to `dh`}
  private long after(int unitShare, int panel, long dh) {
    long pass = scratch + passAt(panel) + (long) unitShare * UNITS * LINE;
    if (number == shape.time() - 1) {
      return pass;
    }
    boolean passes = lengths != 0;
    long a = scratch + weightsAt(unitShare);
    long b = scratch + gatesAt(panel, number + 1 & 1);
    for (int row = 0; row < of.units(unitShare); row += band) {
      long from = passes ? pass + row * LINE : Tile.ZEROS;
      tile.run(a, b, width, from, passes ? LINE : 0, dh + row * LINE, LINE);
      a += (long) band * width * Float.BYTES;
    }
    return dh;
  }

  private void bringOwn(int panel, int place, int unit, int units, long to) {
    long from = dy + of.at(panel, place, shape.hidden()) + (long) unit * Float.BYTES;
    Transposition.run(from, of.row(shape.hidden()), of.rows(panel), units, to, LINE);
  }

  /// A row that has ended passes its dh and dc by, and has no gradients of gates; every other
  /// passes no dh by.
  private void passBy(
      int panel, int place, int unit, int units, long gates, long dcAfter, long dc) {
    long pass = scratch + passAt(panel) + unit * LINE;
    for (int r = 0; r < PANEL; r++) {
      boolean live = r >= of.rows(panel) || Lengths.live(lengths, panel * PANEL + r, place);
      for (int i = 0; i < units; i++) {
        long at = i * LINE + (long) r * Float.BYTES;
        if (live) {
          set(pass + at, 0);
        } else {
          set(dc + at, get(dcAfter + at));
          for (int gate = 0; gate < GATES; gate++) {
            set(RowLoops.at(gates, gate * of.gap()) + at, 0);
          }
        }
      }
    }
  }

  /// After the first step, number −1: what is left is the gradient of the initial state.
  private void end(int share, int thread) {
    int unitShare = share / panels;
    int panel = share % panels;
    int unit = unitShare * UNITS;
    long dh = after(unitShare, panel, scratch + threadAt(thread));
    take(dh, panel, unit, of.units(unitShare), dInitial.hidden());
    long dc = scratch + cellAt(panel) + unit * LINE;
    take(dc, panel, unit, of.units(unitShare), dInitial.cell());
  }
}
