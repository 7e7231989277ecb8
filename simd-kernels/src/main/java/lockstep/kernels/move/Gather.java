package lockstep.kernels.move;

import lockstep.kernels.Parallel;

/// A look-up: `out[o][j] = table[o][indices[j]]`, a row of `inner` floats each.
///
/// The indices must lie in the table ({@link #firstOutside}). The bits are those of
/// [GatherReference]. The output may not overlap the inputs. One object serves one caller at a
/// time.
public final class Gather {

  private final GatherShape shape;
  private final long units;
  private final int shares;
  private final Parallel.Task gathering = this::gather;

  // Of the current run.
  private long table;
  private long indices;
  private long out;

  private Gather(GatherShape shape) {
    this.shape = shape;
    units = (long) shape.outer() * shape.count();
    shares = shape.outputSize() == 0 ? 0 : Shares.of(units, shape.outputSize());
  }

  /// {@return the look-up of that shape}
  public static Gather of(GatherShape shape) {
    return new Gather(shape);
  }

  /// {@return the place of the first index that is not from 0 to `rows` − 1, or −1 if there is
  /// none}
  public static int firstOutside(long indices, int count, int rows) {
    return Indices.firstOutside(indices, count, rows);
  }

  /// Writes the rows to `out`.
  public void run(Parallel parallel, long table, long indices, long out) {
    this.table = table;
    this.indices = indices;
    this.out = out;
    parallel.run(shares, gathering);
  }

  private void gather(int share, int thread) {
    long end = Shares.first(units, share + 1, shares);
    long unit = Shares.first(units, share, shares);
    long row = Sizes.bytes(shape.inner());
    while (unit < end) {
      long outer = unit / shape.count();
      int first = (int) (unit % shape.count());
      int many = (int) Math.min(shape.count() - first, end - unit);
      long from = table + outer * shape.rows() * row;
      long at = indices + (long) first * Integer.BYTES;
      if (shape.inner() == 1) {
        words(from, at, out + unit * row, many);
      } else {
        rows(from, at, out + unit * row, many, shape.inner());
      }
      unit += many;
    }
  }

  private static void rows(long table, long indices, long out, int many, int inner) {
    long row = Sizes.bytes(inner);
    for (int j = 0; j < many; j++) {
      Runs.copyAny(table + Indices.at(indices, j) * row, out + j * row, inner);
    }
  }

  private static void words(long table, long indices, long out, int many) {
    for (int j = 0; j < many; j++) {
      Words.copy(table + (long) Indices.at(indices, j) * Float.BYTES, out + (long) j * Float.BYTES);
    }
  }
}
