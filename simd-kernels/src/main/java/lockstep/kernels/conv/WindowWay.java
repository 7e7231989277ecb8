package lockstep.kernels.conv;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// A way to sum the windows of a convolution, in either direction, and to apply what follows: what
/// comes in is x or dy, the results are y or dx.
sealed interface WindowWay permits WindowPass, Winograd {

  /// The way to y.
  static WindowWay forward(ConvShape shape, Activation activation) {
    return Winograd.suits(shape)
        ? Winograd.forward(shape, activation)
        : WindowPass.forward(shape, activation);
  }

  /// The way to dx.
  static WindowWay backward(ConvShape shape, Activation activation) {
    return Winograd.suitsInputGradient(shape)
        ? Winograd.backward(shape, activation)
        : WindowPass.backward(shape, activation);
  }

  /// The bytes of packed weights; 0 if they are read as they are.
  long packedBytes();

  /// Returns the address of the packed weights, which are written to `packed` if {@link
  /// #packedBytes()} is not 0.
  long pack(Parallel parallel, long weights, long packed);

  /// The bytes of scratch memory that a run on so many threads needs.
  long scratchBytes(int threads);

  /// Bias and residual are 0 where there is none.
  void run(
      Parallel parallel,
      long source,
      long packed,
      long bias,
      long residual,
      long target,
      long scratch);
}
