package lockstep.kernels.gemm;

import lockstep.kernels.Parallel;

/// A way to compute a product whose sums begin somewhere: the addresses are in a {@link Run} that
/// both sides know.
sealed interface Way permits Batched, Blocked, MatrixVector, Narrow, Split, Swapped {

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  long scratchBytes(int threads);

  /// {@return the bytes of a packed B that serves many runs; 0 if packing it would not pay}
  long packedBytes();

  /// Packs B.
  void pack(Parallel parallel);

  /// Runs it.
  void run(Parallel parallel);
}
