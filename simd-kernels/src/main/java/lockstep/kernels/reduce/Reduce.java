package lockstep.kernels.reduce;

import java.util.Arrays;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// A [Reduction] of a dense tensor over some axes, bound to its shape.
///
/// Groups of axes go one after the other, the innermost first. Each is cut into chunks of a fixed
/// size if it is long, and the chunks are joined in order. MIN is −max(−x), and MEAN and L2 divide
/// or take the root at the end. One object serves one caller at a time; a run allocates nothing.
public final class Reduce {

  private final Reduction reduction;
  private final ReduceShape shape;

  /// Each pass over a group is followed by one that joins its chunks, if it has several.
  private final Pass[] passes;

  private Reduce(Reduction reduction, ReduceShape shape) {
    this.reduction = reduction;
    this.shape = shape;
    long before1 = (long) shape.kept0() * shape.reduced0() * shape.kept1();
    long before2 = before1 * shape.reduced1() * shape.kept2();
    Step first =
        switch (reduction) {
          case SUM, MEAN -> Step.ADD;
          case SUM_OF_SQUARES, L2 -> Step.ADD_SQUARE;
          case MAX -> Step.LARGER;
          case MIN -> Step.LARGER_NEGATED;
        };
    Step later = first.joining();
    int inner2 = shape.kept3();
    int inner1 = Math.multiplyExact(shape.kept2(), inner2);
    int inner0 = Math.multiplyExact(shape.kept1(), inner1);
    Pass[] group = group(first, before2, shape.reduced2(), inner2);
    if (shape.reduced1() != 1) {
      group = joined(group, group(later, before1, shape.reduced1(), inner1));
    }
    if (shape.reduced0() != 1) {
      group = joined(group, group(later, shape.kept0(), shape.reduced0(), inner0));
    }
    passes = group;
  }

  /// The passes over one group of axes.
  private static Pass[] group(Step step, long outer, int size, int inner) {
    var pass = new Pass(step, outer, size, inner, false);
    if (pass.chunks() == 1) {
      return new Pass[] {pass};
    }
    return new Pass[] {pass, new Pass(step.joining(), outer, pass.chunks(), inner, true)};
  }

  private static Pass[] joined(Pass[] some, Pass[] more) {
    Pass[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  /// {@return the reduction of that shape}
  public static Reduce of(Reduction reduction, ReduceShape shape) {
    return new Reduce(reduction, shape);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return (region(0) + region(1)) * Float.BYTES + (long) threads * Rows.SCRATCH;
  }

  /// Floats of one of two regions that passes write in turn, the last one excepted.
  private long region(int parity) {
    long most = 0;
    for (int i = parity; i < passes.length - 1; i += 2) {
      most = Math.max(most, passes[i].results());
    }
    return most;
  }

  /// Reduces the tensor at `in` to the one at `out`, which has the kept axes in their order. They
  /// do not overlap.
  ///
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses meanwhile
  public void run(Parallel parallel, long in, long out, long scratch) {
    if (shape.kept() == 0) {
      return;
    }
    long from = in;
    for (int i = 0; i < passes.length; i++) {
      long to = target(i, out, scratch);
      passes[i].run(parallel, from, to, scratch + (region(0) + region(1)) * Float.BYTES);
      from = to;
    }
    finish(out);
  }

  /// The specification: the same, one element at a time.
  void reference(long in, long out, long scratch) {
    if (shape.kept() == 0) {
      return;
    }
    long from = in;
    for (int i = 0; i < passes.length; i++) {
      long to = target(i, out, scratch);
      passes[i].reference(from, to);
      from = to;
    }
    finish(out);
  }

  private long target(int pass, long out, long scratch) {
    if (pass == passes.length - 1) {
      return out;
    }
    return pass % 2 == 0 ? scratch : scratch + region(0) * Float.BYTES;
  }

  private void finish(long out) {
    switch (reduction) {
      case SUM, SUM_OF_SQUARES, MAX -> {}
      case MEAN -> divide(out, shape.kept(), (float) shape.reduced());
      case L2 -> roots(out, shape.kept());
      case MIN -> negate(out, shape.kept());
    }
  }

  private static void divide(long out, long count, float by) {
    for (long i = 0; i < count; i++) {
      long at = out + i * Float.BYTES;
      Floats.set(at, Floats.get(at) / by);
    }
  }

  private static void roots(long out, long count) {
    for (long i = 0; i < count; i++) {
      long at = out + i * Float.BYTES;
      Floats.set(at, (float) Math.sqrt(Floats.get(at)));
    }
  }

  private static void negate(long out, long count) {
    for (long i = 0; i < count; i++) {
      long at = out + i * Float.BYTES;
      Floats.set(at, -Floats.get(at));
    }
  }
}
