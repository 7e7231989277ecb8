package lockstep.kernels.recurrent;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;

import lockstep.kernels.Lanes;
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

  /// Rows of a batch in a panel.
  private static final int PANEL = 2 * Lanes.COUNT;

  /// Bytes of a feature of a panel.
  private static final long LINE = (long) PANEL * Float.BYTES;

  /// Hidden units of a share.
  private static final int UNITS = 32;

  private static final int GATES = LstmSequence.GATES;

  private static final int BAND = Tile.rows();

  /// Gates of a share, in whole bands.
  private static final int ROWS = Math.ceilDiv(GATES * UNITS, BAND) * BAND;

  /// Bytes of a step of depth of a band.
  private static final long STEP = (long) BAND * Float.BYTES;

  private final SequenceShape shape;
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
  private long scratch;
  private int number;

  LstmColumns(SequenceShape shape, boolean eachStep) {
    this.shape = shape;
    this.eachStep = eachStep;
    panels = Math.ceilDiv(shape.batch(), PANEL);
    unitShares = Math.ceilDiv(shape.hidden(), UNITS);
    hiddenBytes = (long) shape.hidden() * Float.BYTES;
    depth = (long) shape.features() + shape.hidden();
    bandBytes = depth * STEP;
    tile = Tile.wide(BAND, Float.BYTES, STEP, LINE);
  }

  /// Whether this way is the faster one: whether at most a sixteenth of what it computes is for
  /// nobody.
  static boolean suits(SequenceShape shape) {
    int beyond = Math.ceilDiv(shape.batch(), PANEL) * PANEL - shape.batch();
    return shape.batch() > 0 && beyond <= shape.batch() / 16;
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
    int rows = GATES * units(unitShare);
    long to = packed + weightsAt(unitShare);
    // The rest of the last band is computed too.
    long lastBand = (long) (rows - 1) / BAND * bandBytes;
    RowLoops.zero(to + lastBand, (int) (bandBytes / Float.BYTES));
    pack(weights.input(), shape.features(), unitShare, to);
    pack(weights.recurrent(), shape.hidden(), unitShare, to + shape.features() * STEP);
  }

  /// Line by line, as all lines of some units may be rivals for one set of the first-level cache.
  private void pack(long from, int lines, int unitShare, long to) {
    int units = units(unitShare);
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
    this.x = x;
    this.lengths = lengths;
    this.initial = initial;
    this.packed = packed;
    bias = weights.bias();
    this.y = y;
    this.last = last;
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
    int rows = rows(panel);
    int hidden = shape.hidden();
    Transposition.run(
        initial.hidden() + row, hiddenBytes, rows, hidden, scratch + hAt(panel, 0), LINE);
    Transposition.run(
        initial.cell() + row, hiddenBytes, rows, hidden, scratch + cellAt(panel, 0), LINE);
  }

  private void end(int panel, int thread) {
    int parity = shape.time() & 1;
    long h = scratch + hAt(panel, parity);
    long c = scratch + cellAt(panel, cellParity(parity));
    long row = (long) panel * PANEL * hiddenBytes;
    Transposition.run(h, LINE, shape.hidden(), rows(panel), last.hidden() + row, hiddenBytes);
    Transposition.run(c, LINE, shape.hidden(), rows(panel), last.cell() + row, hiddenBytes);
  }

  private int units(int unitShare) {
    return Math.min(UNITS, shape.hidden() - unitShare * UNITS);
  }

  /// Rows of the batch in that panel.
  private int rows(int panel) {
    return Math.min(PANEL, shape.batch() - panel * PANEL);
  }

  /// Where no row ends before the others, c stays in one place.
  private int cellParity(int parity) {
    return lengths == 0 ? 0 : parity;
  }

  /// Brings features of the input of step number `step` into its panel.
  private void readX(int panel, int step, int feature, int end) {
    long from = x + at(panel, step, shape.features()) + (long) feature * Float.BYTES;
    long to = scratch + stateAt(panel, step & 1) + feature * LINE;
    Transposition.run(from, row(shape.features()), rows(panel), end - feature, to, LINE);
  }

  private void writeY(int panel, long h, int unit, int units) {
    long to = y + at(panel, number, shape.hidden()) + (long) unit * Float.BYTES;
    Transposition.run(h, LINE, units, rows(panel), to, row(shape.hidden()));
  }

  /// Where the rows of a panel begin in a tensor of `width` features for all steps.
  private long at(int panel, int step, int width) {
    long time = shape.place(step);
    long row = (long) panel * PANEL;
    long index = shape.batchFirst() ? row * shape.time() + time : time * shape.batch() + row;
    return index * width * Float.BYTES;
  }

  /// Bytes from one of them to the next.
  private long row(int width) {
    return (long) (shape.batchFirst() ? shape.time() : 1) * width * Float.BYTES;
  }

  private void step(int share, int thread) {
    int unitShare = share / panels;
    int panel = share % panels;
    int parity = number & 1;
    int unit = unitShare * UNITS;
    int units = units(unitShare);
    long gates = scratch + gatesAt(thread);
    multiply(unitShare, scratch + stateAt(panel, parity), gates, GATES * units);
    for (int gate = 0; gate < GATES; gate++) {
      RowLoops.addEach(
          gates + (long) gate * units * LINE,
          bias + gate * hiddenBytes + (long) unit * Float.BYTES,
          units);
    }
    int count = units * PANEL;
    long g = gates + 2L * units * LINE;
    long o = g + units * LINE;
    long before = scratch + cellAt(panel, cellParity(parity)) + unit * LINE;
    long c = scratch + cellAt(panel, cellParity(1 - parity)) + unit * LINE;
    long h = scratch + hAt(panel, 1 - parity) + unit * LINE;
    Unary.apply(Unary.SIGMOID, gates, gates, 2 * count);
    Unary.apply(Unary.TANH, g, g, count);
    Unary.apply(Unary.SIGMOID, o, o, count);
    LstmLoops.cell(gates, before, c, count);
    Unary.apply(Unary.TANH, c, h, count);
    RowLoops.multiply(o, h, h, count);
    if (lengths != 0) {
      keepEnded(panel, before, c, scratch + hAt(panel, parity) + unit * LINE, h, units);
    }
    if (eachStep) {
      writeY(panel, h, unit, units);
    }
    if (number + 1 < shape.time()) {
      readX(panel, number + 1, feature(unitShare), feature(unitShare + 1));
    }
  }

  /// The first feature of the next x that a share brings: whole squares.
  private int feature(int unitShare) {
    int squares = Math.ceilDiv(shape.features(), Transposition.SIZE);
    long first = (long) squares * unitShare / unitShares;
    return (int) Math.min(first * Transposition.SIZE, shape.features());
  }

  private void multiply(int unitShare, long state, long gates, int rows) {
    long from = packed + weightsAt(unitShare);
    for (int row = 0; row < rows; row += BAND, from += bandBytes) {
      tile.run(from, state, (int) depth, Tile.ZEROS, 0, gates + row * LINE, LINE);
    }
  }

  /// Rows that have ended keep their state.
  private void keepEnded(int panel, long cBefore, long c, long hBefore, long h, int units) {
    for (int r = 0; r < rows(panel); r++) {
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
