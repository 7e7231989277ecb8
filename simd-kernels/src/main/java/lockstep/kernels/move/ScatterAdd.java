package lockstep.kernels.move;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// The gradient of [Gather]: `out[o][indices[j]] += in[o][j]`, for j in order.
///
/// `out` is added to: fill it with 0 before for a gradient alone. Rows that no index names are not
/// touched, so a large table costs no more than a small one. The indices must lie in the table.
///
/// A share takes some columns of all rows, or where rows are narrow, some rows of the table; each
/// element so adds in the order of the indices, whatever the threads. The bits are those of
/// [GatherReference#scatterAdd]. `out` may not overlap the inputs. One object serves one caller at
/// a time.
public final class ScatterAdd {

  private static final int LANES = Lanes.COUNT;

  /// Columns that are one unit of work: a few cache lines.
  private static final int COLUMNS = 64;

  /// With fewer units than this, rows of the table are shared instead of columns.
  private static final int LEAST_UNITS = 4;

  private final GatherShape shape;
  private final boolean byColumns;
  private final int parts;
  private final long units;
  private final int shares;
  private final Parallel.Task adding = this::add;

  // Of the current run.
  private long in;
  private long indices;
  private long out;

  private ScatterAdd(GatherShape shape) {
    this.shape = shape;
    int blocks = (shape.inner() + COLUMNS - 1) / COLUMNS;
    byColumns = (long) shape.outer() * blocks >= LEAST_UNITS || shape.rows() < LEAST_UNITS;
    parts = byColumns ? blocks : Math.min(Shares.MOST, shape.rows());
    units = (long) shape.outer() * parts;
    shares = shape.outputSize() == 0 ? 0 : Shares.of(units, shape.outputSize());
  }

  /// {@return the addition of that shape}
  public static ScatterAdd of(GatherShape shape) {
    return new ScatterAdd(shape);
  }

  /// {@return the place of the first index that is not from 0 to `rows` − 1, or −1 if there is
  /// none}
  public static int firstOutside(long indices, int count, int rows) {
    return Indices.firstOutside(indices, count, rows);
  }

  /// Adds the rows at `in` to `out`.
  public void run(Parallel parallel, long in, long indices, long out) {
    this.in = in;
    this.indices = indices;
    this.out = out;
    parallel.run(shares, adding);
  }

  private void add(int share, int thread) {
    long end = Shares.first(units, share + 1, shares);
    long unit = Shares.first(units, share, shares);
    while (unit < end) {
      long outer = unit / parts;
      int part = (int) (unit % parts);
      int many = (int) Math.min(parts - part, end - unit);
      long from = in + Sizes.bytes(outer * shape.count() * shape.inner());
      long to = out + Sizes.bytes(outer * shape.rows() * shape.inner());
      if (byColumns) {
        int first = part * COLUMNS;
        int columns = Math.min((part + many) * COLUMNS, shape.inner()) - first;
        columns(from + Sizes.bytes(first), to + Sizes.bytes(first), columns);
      } else {
        rows(
            from,
            to,
            (int) ((long) shape.rows() * part / parts),
            (int) ((long) shape.rows() * (part + many) / parts));
      }
      unit += many;
    }
  }

  private void columns(long from, long to, int columns) {
    long row = Sizes.bytes(shape.inner());
    for (int j = 0; j < shape.count(); j++) {
      addRun(from + j * row, to + Indices.at(indices, j) * row, columns);
    }
  }

  private void rows(long from, long to, int first, int end) {
    long row = Sizes.bytes(shape.inner());
    for (int j = 0; j < shape.count(); j++) {
      int index = Indices.at(indices, j);
      if (index >= first && index < end) {
        addRun(from + j * row, to + index * row, shape.inner());
      }
    }
  }

  static void addRun(long in, long out, int count) {
    int whole = count - count % LANES;
    for (int i = 0; i < whole; i += LANES) {
      long at = (long) i * Float.BYTES;
      store(out + at, load(out + at).add(load(in + at)));
    }
    for (int i = whole; i < count; i++) {
      long at = (long) i * Float.BYTES;
      Floats.set(out + at, Floats.get(out + at) + Floats.get(in + at));
    }
  }
}
