package lockstep.kernels.attention;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/// Finds a loop that is to be compiled by itself.
///
/// C2 cannot look through a handle that is no constant. Inlined into a caller, the loops would
/// exceed the number of nodes after which C2 inlines no more methods of ours, and what is left of
/// their bodies would then allocate every vector.
final class Loop {

  private Loop() {}

  /// {@return the static method of that name, of which there is one}
  static MethodHandle of(MethodHandles.Lookup lookup, String name) {
    try {
      for (var method : lookup.lookupClass().getDeclaredMethods()) {
        if (method.getName().equals(name)) {
          return lookup.unreflect(method);
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(name + " cannot be reached.", e);
    }
    throw new IllegalStateException(lookup.lookupClass() + " has no method " + name + ".");
  }

  /// What a loop threw, to be thrown on.
  static RuntimeException thrown(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof RuntimeException exception) {
      return exception;
    }
    return new IllegalStateException("a loop throws no checked exception", e);
  }
}
