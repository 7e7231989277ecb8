package lockstep.kernels.recurrent;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Tile;
import lockstep.kernels.gemm.Transposition;
import lockstep.kernels.gemm.WholePanels;
import lockstep.kernels.map.Unary;

/// The steps of [LstmColumnsGradient] with the batch along the vectors: of what [LstmColumns] has
/// saved, the gradients of the gates of all steps, of the initial state and of the input.
///
/// A share computes dh of its units, a product of their recurrent weights with dGates of the step
/// after, and then all that follows from it; the step before waits for nothing but the others'
/// dGates. The gradient of the input of the step after is a product with the same dGates.
final class LstmGradientSteps {

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

  /// The same of the input's features.
  private final int inputBand;

  private final int inputBandRows;
  private final Tile inputTile;
  private final WholePanels gatePanels;
  private final Parallel.Task packing = this::pack;
  private final Parallel.Task beginning = this::begin;
  private final Parallel.Task stepping = this::step;
  private final Parallel.Task ending = this::end;

  // Of the current run.
  private long dy;
  private State dLast = new State(0, 0);
  private long lengths;
  private State initial = dLast;
  private LstmWeights weights = new LstmWeights(0, 0, 0);
  private long saved;
  private long dx;
  private State dInitial = dLast;
  private long dGates;
  private long scratch;
  private int number;

  LstmGradientSteps(SequenceShape shape) {
    this.shape = shape;
    of = new LstmPanels(shape);
    panels = of.count();
    unitShares = of.unitShares();
    width = GATES * shape.hidden();
    band = Tile.bandOf(Math.min(UNITS, Math.max(1, shape.hidden())));
    bandRows = Math.ceilDiv(UNITS, band) * band;
    tile = tile(band);
    int squares = Math.ceilDiv(shape.features(), Transposition.SIZE);
    int features = Math.ceilDiv(squares, unitShares) * Transposition.SIZE;
    inputBand = Tile.bandOf(Math.min(features, shape.features()));
    inputBandRows = Math.ceilDiv(features, inputBand) * inputBand;
    inputTile = tile(inputBand);
    gatePanels = new WholePanels(shape.rows());
  }

  private static Tile tile(int band) {
    return Tile.wide(band, Float.BYTES, (long) band * Float.BYTES, LINE);
  }

  // The scratch memory: the packed weights; of each panel dGates of two steps, what dh passes by,
  // dc and the initial c; of each thread dh, dy or a copy of dc, and dx.

  long scratchBytes(int threads) {
    return threadAt(threads);
  }

  private long weightsAt(int unitShare) {
    return (long) unitShare * bandRows * width * Float.BYTES;
  }

  private long inputWeightsAt(int unitShare) {
    return weightsAt(unitShares) + (long) unitShare * inputBandRows * width * Float.BYTES;
  }

  private long gatesAt(int panel, int parity) {
    long weights = SequenceShape.aligned(inputWeightsAt(unitShares));
    return weights + (2L * panel + parity) * width * LINE;
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
    return statesAt(panels, 0) + thread * (2L * bandRows + inputBandRows) * LINE;
  }

  /// Runs all steps.
  ///
  /// @param dy in the order of the operands
  /// @param dx written in the order of the operands; 0 for none
  /// @param dInitial may be dLast
  /// @param dGates written: `[time · batch, 4 · hidden]` as [WholePanels]
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses meanwhile
  void run(
      Parallel parallel,
      long dy,
      State dLast,
      long lengths,
      State initial,
      LstmWeights weights,
      long saved,
      long dx,
      State dInitial,
      long dGates,
      long scratch) {
    this.dy = dy;
    this.dLast = dLast;
    this.lengths = lengths;
    this.initial = initial;
    this.weights = weights;
    this.saved = saved;
    this.dx = dx;
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
    pack(weights.recurrent(), unitShare * UNITS, of.units(unitShare), band, to);
    if (dx != 0) {
      int feature = of.firstFeature(unitShare);
      int features = of.firstFeature(unitShare + 1) - feature;
      pack(weights.input(), feature, features, inputBand, scratch + inputWeightsAt(unitShare));
    }
  }

  private void pack(long weights, int firstRow, int rows, int band, long to) {
    long from = weights + (long) firstRow * width * Float.BYTES;
    for (int first = 0; first < rows; first += band) {
      long packed = to + (long) first * width * Float.BYTES;
      for (int row = first; row < first + band; row++) {
        // Rows of the last band that there are not are computed too.
        long line = from + (long) row * width * Float.BYTES;
        for (int k = 0; k < width; k++) {
          set(
              packed + ((long) k * band + row - first) * Float.BYTES,
              row < rows ? get(RowLoops.at(line, k)) : 0);
        }
      }
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
    Transposition.run(from, hiddenBytes(), PANEL, shape.hidden(), scratch + to, LINE);
  }

  private void take(long lines, int panel, int unit, int units, long state) {
    long to = state + stateRow(panel) + (long) unit * Float.BYTES;
    Transposition.run(lines, LINE, units, PANEL, to, hiddenBytes());
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
    writeGates(panel, place, unit, units, gates);
    writeInput(unitShare, panel, scratch + threadAt(thread) + 2L * bandRows * LINE);
  }

  private void writeGates(int panel, int place, int unit, int units, long gates) {
    int row = place * shape.batch() + panel * PANEL;
    for (int gate = 0; gate < GATES; gate++) {
      int first = gate * shape.hidden() + unit;
      long from = RowLoops.at(gates, gate * of.gap());
      int count;
      for (int column = first; column < first + units; column += count, from += count * LINE) {
        int room = WholePanels.COLUMNS - column % WholePanels.COLUMNS;
        count = Math.min(room, first + units - column);
        long to = gatePanels.at(dGates, row, column);
        Transposition.run(from, LINE, count, PANEL, to, WholePanels.LINE);
      }
    }
  }

  /// Of the step after.
  private void writeInput(int unitShare, int panel, long lines) {
    if (dx == 0 || number == shape.time() - 1) {
      return;
    }
    int first = of.firstFeature(unitShare);
    int features = of.firstFeature(unitShare + 1) - first;
    long a = scratch + inputWeightsAt(unitShare);
    long b = scratch + gatesAt(panel, number + 1 & 1);
    for (int row = 0; row < features; row += inputBand) {
      inputTile.run(a, b, width, Tile.ZEROS, 0, lines + row * LINE, LINE);
      a += (long) inputBand * width * Float.BYTES;
    }
    int place = shape.place(number + 1);
    long to = dx + of.at(panel, place, shape.features()) + (long) first * Float.BYTES;
    Transposition.run(lines, LINE, features, PANEL, to, of.row(shape.features()));
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
    Transposition.run(from, of.row(shape.hidden()), PANEL, units, to, LINE);
  }

  /// A row that has ended passes its dh and dc by, and has no gradients of gates; every other
  /// passes no dh by.
  private void passBy(
      int panel, int place, int unit, int units, long gates, long dcAfter, long dc) {
    long pass = scratch + passAt(panel) + unit * LINE;
    for (int r = 0; r < PANEL; r++) {
      boolean live = Lengths.live(lengths, panel * PANEL + r, place);
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
    long lines = scratch + threadAt(thread);
    writeInput(unitShare, panel, lines + 2L * bandRows * LINE);
    long dh = after(unitShare, panel, lines);
    take(dh, panel, unit, of.units(unitShare), dInitial.hidden());
    long dc = scratch + cellAt(panel) + unit * LINE;
    take(dc, panel, unit, of.units(unitShare), dInitial.cell());
  }
}
