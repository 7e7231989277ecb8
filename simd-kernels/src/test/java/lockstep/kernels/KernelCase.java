package lockstep.kernels;

import java.util.function.Supplier;

/// A kernel at one size, for the promises that all rooms make.
///
/// @param name room, kernel and what is particular, such as `softmax.Softmax 7x1000`
/// @param fresh makes the call with memory of its own: the same inputs every time
public record KernelCase(String name, Supplier<Call> fresh) {

  /// A kernel with its memory, ready to run.
  ///
  /// @param output what the kernel writes
  /// @param run runs it; a second time too, although an update in place then goes on
  public record Call(Guarded output, Run run) {}

  /// One run.
  @FunctionalInterface
  public interface Run {
    /// Runs the kernel on these threads. It allocates nothing: no lambda, no array.
    void on(Parallel parallel);
  }

  @Override
  public String toString() {
    return name;
  }
}
