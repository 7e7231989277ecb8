package lockstep.kernels.gemm;

import lockstep.kernels.Parallel;

/// A matrix product `C ← α·op(A)·op(B) + β·C`, bound to its shape; or `C ← f(op(A)·op(B) + bias +
/// residual)`, bound to its {@link Epilogue} too. Ours or OpenBLAS's: a caller binds either and
/// runs both alike.
///
/// One object serves one caller at a time.
public sealed interface MatrixProduct permits Gemm, GemmBlas, GemmFaster {

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  long scratchBytes(int threads);

  /// Runs the product `C ← f(α·A·B + β·C)`; bias and residual are left out.
  ///
  /// @param parallel the threads
  /// @param a address of A; likewise `b`, `c`
  /// @param scratch address of {@link #scratchBytes(int)} bytes that nobody else uses meanwhile
  void run(Parallel parallel, float alpha, long a, long b, float beta, long c, long scratch);

  /// Runs the product with its epilogue, `C ← f(A·B + bias + residual)`.
  ///
  /// @param parallel the threads
  /// @param a address of A; likewise `b`, `c`
  /// @param bias address of the bias, if the epilogue has one: the same for a whole batch
  /// @param residual address of the residual, if the epilogue has one; C itself is allowed
  /// @param scratch address of {@link #scratchBytes(int)} bytes that nobody else uses meanwhile
  void runFused(Parallel parallel, long a, long b, long bias, long residual, long c, long scratch);
}
