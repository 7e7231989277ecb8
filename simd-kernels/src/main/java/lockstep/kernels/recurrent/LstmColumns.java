package lockstep.kernels.recurrent;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Tile;
import lockstep.kernels.gemm.Transposition;
import lockstep.kernels.map.Unary;

/// [LstmPrediction] with the batch along the vectors, for batches that fill them.
///
/// A few dozen rows of a batch cut badly into bands, a thousand gates well: so the weights are the
/// left operand of the product here, and the states of a panel of rows the right one. The rows of
/// both weights lie side by side, as do x and h, so that a step is one sum. A share computes all
/// gates of its units and the units themselves while they are in the first-level cache; the next
/// step waits for nothing but the others' h (`jmh/lab`, 24).
final class LstmColumns implements LstmPrediction {

  private static final int PANEL = LstmPanels.ROWS;
  private static final long LINE = LstmPanels.LINE;
  private static final int UNITS = LstmPanels.UNITS;
  private static final int GATES = LstmSequence.GATES;

  private static final int BAND = Tile.rows();

  /// Gates of a share, in whole bands.
  private static final int ROWS = Math.ceilDiv(GATES * UNITS, BAND) * BAND;

  /// Bytes of a step of depth of a band.
  private static final long STEP = (long) BAND * Float.BYTES;

  private final SequenceShape shape;
  private final LstmPanels of;
  private final boolean eachStep;
  private final int panels;
  private final int unitShares;
  private final long hiddenBytes;
  private final long depth;
  private final long bandBytes;
  private final Tile tile;
  private final Parallel.Task packing = this::pack;
  private final Parallel.Task beginning = this::begin;
  private final Parallel.Task stepping = this::step;
  private final Parallel.Task ending = this::end;

  // Of the current run.
  private long x;
  private long lengths;
  private State initial = new State(0, 0);
  private LstmWeights weights = new LstmWeights(0, 0, 0);
  private long packed;
  private long bias;
  private long y;
  private State last = initial;
  private long saved;
  private long scratch;
  private int number;

  LstmColumns(SequenceShape shape, boolean eachStep) {
    this.shape = shape;
    this.eachStep = eachStep;
    of = new LstmPanels(shape);
    panels = of.count();
    unitShares = of.unitShares();
    hiddenBytes = (long) shape.hidden() * Float.BYTES;
    depth = (long) shape.features() + shape.hidden();
    bandBytes = depth * STEP;
    tile = Tile.wide(BAND, Float.BYTES, STEP, LINE);
  }

  @Override
  public long packedBytes() {
    return weightsAt(unitShares);
  }

  private long weightsAt(int unitShare) {
    return (long) unitShare * ROWS * depth * Float.BYTES;
  }

  @Override
  public void pack(Parallel parallel, LstmWeights weights, long packed) {
    this.weights = weights;
    this.packed = packed;
    parallel.run(unitShares, packing);
  }

  private void pack(int unitShare, int thread) {
    int rows = GATES * of.units(unitShare);
    long to = packed + weightsAt(unitShare);
    // The rest of the last band is computed too.
    long lastBand = (long) (rows - 1) / BAND * bandBytes;
    RowLoops.zero(to + lastBand, (int) (bandBytes / Float.BYTES));
    pack(weights.input(), shape.features(), unitShare, to);
    pack(weights.recurrent(), shape.hidden(), unitShare, to + shape.features() * STEP);
  }

  /// Line by line, as all lines of some units may be rivals for one set of the first-level cache.
  private void pack(long from, int lines, int unitShare, long to) {
    int units = of.units(unitShare);
    for (int line = 0; line < lines; line++) {
      long unit = from + (long) line * GATES * hiddenBytes + (long) unitShare * UNITS * Float.BYTES;
      int row = 0;
      long band = to + line * STEP;
      for (int gate = 0; gate < GATES; gate++) {
        for (int i = 0; i < units; i++) {
          set(RowLoops.at(band, row), get(RowLoops.at(unit, i)));
          row++;
          if (row == BAND) {
            row = 0;
            band += bandBytes;
          }
        }
        unit += hiddenBytes;
      }
    }
  }

  @Override
  public long scratchBytes(int threads) {
    return gatesAt(threads);
  }

  // The scratch memory: of each panel x and h twice and c twice, and the gates of each thread.

  private long stateAt(int panel, int parity) {
    return (2L * panel + parity) * depth * LINE;
  }

  private long hAt(int panel, int parity) {
    return stateAt(panel, parity) + shape.features() * LINE;
  }

  private long cellAt(int panel, int parity) {
    return stateAt(panels, 0) + (2L * panel + parity) * shape.hidden() * LINE;
  }

  private long gatesAt(int thread) {
    return cellAt(panels, 0) + (long) thread * ROWS * LINE;
  }

  @Override
  public void run(
      Parallel parallel,
      long x,
      long lengths,
      State initial,
      LstmWeights weights,
      long packed,
      long y,
      State last,
      long scratch) {
    run(parallel, x, lengths, initial, weights, packed, y, last, 0, scratch);
  }

  /// The same.
  ///
  /// @param saved where to keep gates and c of each step, as [LstmPanels] has it; 0 for nowhere
  void run(
      Parallel parallel,
      long x,
      long lengths,
      State initial,
      LstmWeights weights,
      long packed,
      long y,
      State last,
      long saved,
      long scratch) {
    this.x = x;
    this.lengths = lengths;
    this.initial = initial;
    this.packed = packed;
    bias = weights.bias();
    this.y = y;
    this.last = last;
    this.saved = saved;
    this.scratch = scratch;
    parallel.run(panels, beginning);
    for (number = 0; number < shape.time(); number++) {
      parallel.run(unitShares * panels, stepping);
    }
    parallel.run(panels, ending);
  }

  private void begin(int panel, int thread) {
    // Rows that the batch lacks are computed too.
    RowLoops.zero(scratch + stateAt(panel, 0), (int) (2 * depth * PANEL));
    RowLoops.zero(scratch + cellAt(panel, 0), 2 * shape.hidden() * PANEL);
    if (shape.time() > 0) {
      readX(panel, 0, 0, shape.features());
    }
    long row = (long) panel * PANEL * hiddenBytes;
    int rows = of.rows(panel);
    int hidden = shape.hidden();
    Transposition.run(
        initial.hidden() + row, hiddenBytes, rows, hidden, scratch + hAt(panel, 0), LINE);
    Transposition.run(
        initial.cell() + row, hiddenBytes, rows, hidden, scratch + cellAt(panel, 0), LINE);
  }

  private void end(int panel, int thread) {
    int parity = shape.time() & 1;
    long h = scratch + hAt(panel, parity);
    long c = cells(shape.time(), panel, 0);
    long row = (long) panel * PANEL * hiddenBytes;
    Transposition.run(h, LINE, shape.hidden(), of.rows(panel), last.hidden() + row, hiddenBytes);
    Transposition.run(c, LINE, shape.hidden(), of.rows(panel), last.cell() + row, hiddenBytes);
  }

  /// Where c is before step number `step`. It stays in one place if nobody needs it later and no
  /// row ends before the others.
  private long cells(int step, int panel, int unit) {
    if (saved != 0 && step > 0) {
      return of.savedCells(saved, shape.place(step - 1), panel, unit);
    }
    return scratch + cellAt(panel, lengths == 0 ? 0 : step & 1) + unit * LINE;
  }

  /// Brings features of the input of step number `step` into its panel.
  private void readX(int panel, int step, int feature, int end) {
    long from =
        x + of.at(panel, shape.place(step), shape.features()) + (long) feature * Float.BYTES;
    long to = scratch + stateAt(panel, step & 1) + feature * LINE;
    Transposition.run(from, of.row(shape.features()), of.rows(panel), end - feature, to, LINE);
  }

  private void writeY(int panel, long h, int unit, int units) {
    long to = y + of.at(panel, shape.place(number), shape.hidden()) + (long) unit * Float.BYTES;
    Transposition.run(h, LINE, units, of.rows(panel), to, of.row(shape.hidden()));
  }

  private void step(int share, int thread) {
    int unitShare = share / panels;
    int panel = share % panels;
    int parity = number & 1;
    int unit = unitShare * UNITS;
    int units = of.units(unitShare);
    long gates = scratch + gatesAt(thread);
    multiply(unitShare, scratch + stateAt(panel, parity), gates, GATES * units);
    for (int gate = 0; gate < GATES; gate++) {
      RowLoops.addEach(
          gates + (long) gate * units * LINE,
          bias + gate * hiddenBytes + (long) unit * Float.BYTES,
          units);
    }
    int count = units * PANEL;
    boolean saves = saved != 0;
    int gap = saves ? of.gap() : count;
    long kept = saves ? of.savedGates(saved, shape.place(number), panel, unit) : gates;
    long before = cells(number, panel, unit);
    long c = cells(number + 1, panel, unit);
    long h = scratch + hAt(panel, 1 - parity) + unit * LINE;
    for (int gate = 0; gate < GATES; gate++) {
      Unary function = gate == 2 ? Unary.TANH : Unary.SIGMOID;
      Unary.apply(function, RowLoops.at(gates, gate * count), RowLoops.at(kept, gate * gap), count);
    }
    long o = RowLoops.at(kept, 3 * gap);
    LstmLoops.cell(kept, gap, before, c, count);
    Unary.apply(Unary.TANH, c, h, count);
    RowLoops.multiply(o, h, h, count);
    if (lengths != 0) {
      keepEnded(panel, before, c, scratch + hAt(panel, parity) + unit * LINE, h, units);
    }
    if (eachStep) {
      writeY(panel, h, unit, units);
    }
    if (number + 1 < shape.time()) {
      readX(panel, number + 1, of.firstFeature(unitShare), of.firstFeature(unitShare + 1));
    }
  }

  private void multiply(int unitShare, long state, long gates, int rows) {
    long from = packed + weightsAt(unitShare);
    for (int row = 0; row < rows; row += BAND, from += bandBytes) {
      tile.run(from, state, (int) depth, Tile.ZEROS, 0, gates + row * LINE, LINE);
    }
  }

  /// Rows that have ended keep their state.
  private void keepEnded(int panel, long cBefore, long c, long hBefore, long h, int units) {
    for (int r = 0; r < of.rows(panel); r++) {
      if (!Lengths.live(lengths, panel * PANEL + r, shape.place(number))) {
        long at = (long) r * Float.BYTES;
        for (int i = 0; i < units; i++, at += LINE) {
          set(c + at, get(cBefore + at));
          set(h + at, get(hBefore + at));
        }
      }
    }
  }
}
