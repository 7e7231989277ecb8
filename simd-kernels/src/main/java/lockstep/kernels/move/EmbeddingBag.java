package lockstep.kernels.move;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.load;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// The sum or the mean of the rows of a table that each bag of indices names.
///
/// Bag b has the indices from `offsets[b]` up to, not including, `offsets[b + 1]`; its rows are
/// added in that order, from 0 on. An empty bag gives 0. The indices must lie in the table. The
/// bits are those of [EmbeddingBagReference]. The output may not overlap the inputs. One object
/// serves one caller at a time.
public final class EmbeddingBag {

  private static final int LANES = Lanes.COUNT;

  // Vectors are stored by the JDK's own method: it is inlined even if C2 compiles the loop inside
  // before the store behind it has ever run. One of ours is not, and the vector becomes an object.
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final int bags;
  private final int inner;
  private final boolean mean;
  private final int shares;
  private final Parallel.Task adding = this::add;

  // Of the current run.
  private long table;
  private long indices;
  private long offsets;
  private long out;

  private EmbeddingBag(int bags, int inner, boolean mean) {
    Sizes.requireAtLeast("bags", bags, 0);
    Sizes.requireAtLeast("inner", inner, 0);
    this.bags = bags;
    this.inner = inner;
    this.mean = mean;
    shares = Shares.of(bags, (long) bags * inner);
  }

  /// {@return the sum of each of `bags` bags of rows of `inner` floats}
  public static EmbeddingBag sum(int bags, int inner) {
    return new EmbeddingBag(bags, inner, false);
  }

  /// {@return the mean of each of `bags` bags of rows of `inner` floats}
  public static EmbeddingBag mean(int bags, int inner) {
    return new EmbeddingBag(bags, inner, true);
  }

  /// Writes a row for each bag to `out`.
  ///
  /// @param table address of rows of `inner` floats
  /// @param indices address of 32-bit integers
  /// @param offsets address of `bags` + 1 32-bit integers that do not decrease
  public void run(Parallel parallel, long table, long indices, long offsets, long out) {
    this.table = table;
    this.indices = indices;
    this.offsets = offsets;
    this.out = out;
    parallel.run(shares, adding);
  }

  private void add(int share, int thread) {
    int end = (int) Shares.first(bags, share + 1, shares);
    for (int bag = (int) Shares.first(bags, share, shares); bag < end; bag++) {
      int first = Indices.at(offsets, bag);
      int count = Indices.at(offsets, bag + 1) - first;
      float divisor = mean && count > 0 ? count : 1;
      long from = indices + (long) first * Integer.BYTES;
      long to = out + Sizes.bytes((long) bag * inner);
      if (inner < LANES) {
        narrow(table, from, count, divisor, to, inner);
      } else {
        vectors(table, from, count, divisor, to, inner);
      }
    }
  }

  private static void vectors(
      long table, long indices, int count, float divisor, long out, int inner) {
    long row = Sizes.bytes(inner);
    for (int c = 0; c < inner; c += LANES) {
      long at = (long) Math.min(c, inner - LANES) * Float.BYTES;
      FloatVector sum = FloatVector.zero(Lanes.FLOAT);
      for (int j = 0; j < count; j++) {
        sum = load(table + at + Indices.at(indices, j) * row).add(sum);
      }
      sum.div(divisor).intoMemorySegment(SEGMENT, (out + at) & ADDRESS_MASK, ORDER);
    }
  }

  private static void narrow(
      long table, long indices, int count, float divisor, long out, int inner) {
    long row = Sizes.bytes(inner);
    for (int c = 0; c < inner; c++) {
      long at = (long) c * Float.BYTES;
      float sum = 0;
      for (int j = 0; j < count; j++) {
        sum += Floats.get(table + at + Indices.at(indices, j) * row);
      }
      Floats.set(out + at, sum / divisor);
    }
  }
}
