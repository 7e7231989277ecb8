package lockstep.kernels.map;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import lockstep.kernels.Parallel;

/// A [Binary] of two operands that broadcast, `out = function(a, b)`, bound to function and shape.
///
/// The inner loops are vector with vector, vector with one number, and one number with vector. One
/// object serves one caller at a time; a run allocates nothing.
public final class BinaryMap {

  private static final MethodType LOOP =
      MethodType.methodType(
          void.class,
          long.class,
          long.class,
          long.class,
          long.class,
          long.class,
          int.class,
          int.class);

  private final BroadcastRows rows;
  private final MethodHandle loop; // no constant to C2, see Unary
  private final Parallel.Task task = this::share;
  private long a;
  private long b;
  private long out;

  private BinaryMap(Binary function, BroadcastShape shape) {
    if (shape.operands() != 2) {
      throw new IllegalArgumentException(
          "shape: expected 2 operands, got " + shape.operands() + ".");
    }
    rows = new BroadcastRows(shape);
    Class<?> loops =
        shape.repeats(0)
            ? NumberVectorLoops.class
            : shape.repeats(1) ? VectorNumberLoops.class : VectorVectorLoops.class;
    loop = Loops.find(loops, function.name(), LOOP);
  }

  /// {@return the function of operands that meet so}
  public static BinaryMap of(Binary function, BroadcastShape shape) {
    return new BinaryMap(function, shape);
  }

  /// Runs the function.
  ///
  /// @param parallel the threads
  /// @param a address of the first operand
  /// @param b address of the second
  /// @param out address of the result; it may be that of an operand which has all the result's
  ///   elements; other overlaps are not allowed
  public void run(Parallel parallel, long a, long b, long out) {
    this.a = a;
    this.b = b;
    this.out = out;
    parallel.run(rows.shares(), task);
  }

  private void share(int share, int thread) {
    long end = rows.end(share);
    int count;
    for (long unit = rows.first(share); unit < end; unit += count) {
      count = rows.rows(unit, end);
      try {
        loop.invokeExact(
            a + rows.operand(0, unit),
            rows.step(0),
            b + rows.operand(1, unit),
            rows.step(1),
            out + rows.result(unit),
            count,
            rows.columns(unit));
      } catch (Throwable e) {
        throw Loops.rethrown(e);
      }
    }
  }
}
