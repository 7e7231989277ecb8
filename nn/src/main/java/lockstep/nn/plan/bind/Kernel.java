package lockstep.nn.plan.bind;

import java.util.function.Function;
import java.util.function.IntToLongFunction;
import lockstep.kernels.Parallel;

/// One node's computation, bound to its sizes but not yet to memory. One object serves one plan.
public final class Kernel {

  /// What a kernel does with operands in their places.
  @FunctionalInterface
  interface Body {
    void run(Parallel parallel, Addresses at);
  }

  private final IntToLongFunction scratch;
  private final Function<Addresses, Step> binding;

  private Kernel(IntToLongFunction scratch, Function<Addresses, Step> binding) {
    this.scratch = scratch;
    this.binding = binding;
  }

  static Kernel of(Body body) {
    return of(_ -> 0, body);
  }

  /// A kernel that needs memory of its own, so many bytes for so many threads.
  static Kernel of(IntToLongFunction scratch, Body body) {
    return new Kernel(scratch, at -> parallel -> body.run(parallel, at));
  }

  /// A kernel that prepares something when it learns the places of its operands.
  static Kernel prepared(IntToLongFunction scratch, Function<Addresses, Step> binding) {
    return new Kernel(scratch, binding);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return scratch.applyAsLong(threads);
  }

  /// {@return this computation with its operands in those places}
  public Step bind(Addresses at) {
    return binding.apply(at);
  }
}
