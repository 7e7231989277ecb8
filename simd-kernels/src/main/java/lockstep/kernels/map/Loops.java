package lockstep.kernels.map;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;

/// Handles of loops, by name. Whoever calls one keeps it in a field that is no constant, see
/// [Unary].
final class Loops {

  /// in, out, count.
  static final MethodType UNARY =
      MethodType.methodType(void.class, long.class, long.class, int.class);

  /// dy, argument or result, dx, count.
  static final MethodType GRADIENT =
      MethodType.methodType(void.class, long.class, long.class, long.class, int.class);

  private Loops() {}

  /// {@return the loop of a class that is called as the constant is, `LESS_EQUAL` being
  /// `lessEqual`}
  static MethodHandle find(Class<?> loops, String constant, MethodType type) {
    String method = camelCase(constant);
    try {
      return MethodHandles.lookup().findStatic(loops, method, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(loops.getSimpleName() + " has no method " + method + ".", e);
    }
  }

  private static String camelCase(String constant) {
    var name = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  /// What a caller of a handle makes of what it throws.
  static RuntimeException rethrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      return exception;
    }
    throw new AssertionError("a loop throws no checked exception", thrown);
  }
}
