package lockstep.kernels.softmax;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import lockstep.kernels.access.Sixteen;

/// The passes over a row that compute exponentials.
///
/// A sum is that of the whole sixteens of the row, in the order of [Sixteen], plus that of the
/// rest, in the same order.
///
/// Each loop is reached through a handle that C2 cannot look through, so that each is compiled by
/// itself: two bodies in one compilation exceed the number of nodes after which C2 boxes vectors.
final class ExpLoops {

  /// The only one. Its handles are fields of an object, hence no constants for C2.
  static final ExpLoops LOOPS = new ExpLoops();

  private final MethodHandle storeAndSumWhole =
      handle(
          WholeExpLoops.class,
          "storeAndSum",
          float.class,
          long.class,
          long.class,
          float.class,
          int.class);
  private final MethodHandle storeAndSumEdge =
      handle(
          EdgeExpLoops.class,
          "storeAndSum",
          float.class,
          long.class,
          long.class,
          float.class,
          int.class);
  private final MethodHandle sumWhole =
      handle(WholeExpLoops.class, "sum", float.class, long.class, float.class, int.class);
  private final MethodHandle sumEdge =
      handle(EdgeExpLoops.class, "sum", float.class, long.class, float.class, int.class);
  private final MethodHandle scaleWhole =
      handle(
          WholeExpLoops.class,
          "scale",
          void.class,
          long.class,
          long.class,
          float.class,
          float.class,
          float.class,
          int.class);
  private final MethodHandle scaleEdge =
      handle(
          EdgeExpLoops.class,
          "scale",
          void.class,
          long.class,
          long.class,
          float.class,
          float.class,
          float.class,
          int.class);
  private final MethodHandle joinWhole =
      handle(
          WholeExpLoops.class,
          "join",
          void.class,
          long.class,
          long.class,
          long.class,
          float.class,
          float.class,
          float.class,
          int.class);
  private final MethodHandle joinEdge =
      handle(
          EdgeExpLoops.class,
          "join",
          void.class,
          long.class,
          long.class,
          long.class,
          float.class,
          float.class,
          float.class,
          int.class);

  private ExpLoops() {}

  /// `out[i] = exp(in[i] − max)`; returns their sum.
  float storeAndSum(long in, long out, float max, int count) {
    int whole = whole(count);
    long rest = (long) whole * Float.BYTES;
    try {
      float sum = 0;
      if (whole > 0) {
        sum = (float) storeAndSumWhole.invokeExact(in, out, max, whole);
      }
      if (whole < count) {
        sum += (float) storeAndSumEdge.invokeExact(in + rest, out + rest, max, count - whole);
      }
      return sum;
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /// {@return the sum of `exp(in[i] − max)`}
  float sum(long in, float max, int count) {
    int whole = whole(count);
    long rest = (long) whole * Float.BYTES;
    try {
      float sum = 0;
      if (whole > 0) {
        sum = (float) sumWhole.invokeExact(in, max, whole);
      }
      if (whole < count) {
        sum += (float) sumEdge.invokeExact(in + rest, max, count - whole);
      }
      return sum;
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /// `out[i] = exp(in[i] − max)·factor + offset`.
  void scale(long in, long out, float max, float factor, float offset, int count) {
    int whole = whole(count);
    long rest = (long) whole * Float.BYTES;
    try {
      if (whole > 0) {
        scaleWhole.invokeExact(in, out, max, factor, offset, whole);
      }
      if (whole < count) {
        scaleEdge.invokeExact(in + rest, out + rest, max, factor, offset, count - whole);
      }
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /// `out[i] = exp(in[i] − max)·factor + other[i]·weight`, the first product rounded.
  void join(long in, long other, long out, float max, float factor, float weight, int count) {
    int whole = whole(count);
    long rest = (long) whole * Float.BYTES;
    try {
      if (whole > 0) {
        joinWhole.invokeExact(in, other, out, max, factor, weight, whole);
      }
      if (whole < count) {
        joinEdge.invokeExact(
            in + rest, other + rest, out + rest, max, factor, weight, count - whole);
      }
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private static int whole(int count) {
    return count - count % Sixteen.LANES;
  }

  private static MethodHandle handle(
      Class<?> loops, String name, Class<?> result, Class<?>... arguments) {
    try {
      return MethodHandles.lookup()
          .findStatic(loops, name, MethodType.methodType(result, arguments));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(loops.getSimpleName() + " has no method " + name + ".", e);
    }
  }

  /// A loop throws no checked exception.
  private static RuntimeException unchecked(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> throw new AssertionError("a loop throws no checked exception", thrown);
    };
  }
}
