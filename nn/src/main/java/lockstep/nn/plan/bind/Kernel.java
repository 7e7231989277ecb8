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
  private final long keptBytes;
  private final Body preparing;

  private Kernel(
      IntToLongFunction scratch,
      Function<Addresses, Step> binding,
      long keptBytes,
      Body preparing) {
    this.scratch = scratch;
    this.binding = binding;
    this.keptBytes = keptBytes;
    this.preparing = preparing;
  }

  static Kernel of(Body body) {
    return of(_ -> 0, body);
  }

  /// A kernel that needs memory of its own, so many bytes for so many threads.
  static Kernel of(IntToLongFunction scratch, Body body) {
    return prepared(scratch, at -> parallel -> body.run(parallel, at));
  }

  /// A kernel that prepares something when it learns the places of its operands.
  static Kernel prepared(IntToLongFunction scratch, Function<Addresses, Step> binding) {
    return new Kernel(
        scratch,
        binding,
        0,
        (_, _) -> {
          // Nothing is kept.
        });
  }

  /// This kernel with memory that lasts from run to run, in which it lays out operands that stay.
  Kernel keeping(long bytes, Body preparation) {
    return new Kernel(scratch, binding, bytes, preparation);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return scratch.applyAsLong(threads);
  }

  /// {@return the bytes of memory that lasts from run to run}
  public long keptBytes() {
    return keptBytes;
  }

  /// {@return what fills the memory that lasts, to be run whenever operands that stay have changed}
  public Step preparation(Addresses at) {
    return parallel -> preparing.run(parallel, at);
  }

  /// {@return this computation with its operands in those places}
  public Step bind(Addresses at) {
    return binding.apply(at);
  }
}
