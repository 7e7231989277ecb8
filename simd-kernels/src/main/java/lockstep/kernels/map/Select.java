package lockstep.kernels.map;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import lockstep.kernels.Parallel;

/// `out = condition ≠ 0 ? a : b`, where the three broadcast; bound to their shape. A NaN is not 0.
///
/// One object serves one caller at a time; a run allocates nothing.
public final class Select {

  private static final MethodType LOOP =
      MethodType.methodType(void.class, long.class, long.class, long.class, long.class, int.class);

  private final BroadcastRows rows;
  private final MethodHandle loop; // no constant to C2, see Unary
  private final Parallel.Task task = this::share;
  private long condition;
  private long a;
  private long b;
  private long out;

  private Select(BroadcastShape shape) {
    if (shape.operands() != 3) {
      throw new IllegalArgumentException(
          "shape: expected 3 operands (condition, a, b), got " + shape.operands() + ".");
    }
    rows = new BroadcastRows(shape);
    var name = new StringBuilder();
    for (int operand = 0; operand < 3; operand++) {
      name.append(shape.repeats(operand) ? 'n' : 'v');
    }
    loop = Loops.find(SelectLoops.class, name.toString(), LOOP);
  }

  /// {@return the choice between operands that meet so: condition, a, b}
  public static Select of(BroadcastShape shape) {
    return new Select(shape);
  }

  /// Runs the choice. `out` may be the address of an operand which has all the result's elements;
  /// other overlaps are not allowed.
  public void run(Parallel parallel, long condition, long a, long b, long out) {
    this.condition = condition;
    this.a = a;
    this.b = b;
    this.out = out;
    parallel.run(rows.shares(), task);
  }

  private void share(int share, int thread) {
    long end = rows.end(share);
    for (long unit = rows.first(share); unit < end; unit++) {
      try {
        loop.invokeExact(
            condition + rows.operand(0, unit),
            a + rows.operand(1, unit),
            b + rows.operand(2, unit),
            out + rows.result(unit),
            rows.columns(unit));
      } catch (Throwable e) {
        throw Loops.rethrown(e);
      }
    }
  }
}
