package lockstep.nn.graph;

import lockstep.kernels.gemm.Epilogue;

/// Products of matrices and convolutions of images.
public sealed interface ProductOp extends Op {

  /// `f(op(A)·op(B) + bias + residual)` over the last two axes.
  ///
  /// | input | shape |
  /// |---|---|
  /// | A | `[…, M, K]`, or `[…, K, M]` where `transA` |
  /// | B | `[…, K, N]` with the leading axes of A, or `[K, N]` for all; `transB` likewise |
  /// | bias, if any | `[N]`, or `[M]` |
  /// | residual, if any | as the result, `[…, M, N]` |
  record MatMul(boolean transA, boolean transB, Epilogue epilogue) implements ProductOp {}

  /// A convolution, `f(x ∗ weights + bias + residual)`.
  ///
  /// | input | shape |
  /// |---|---|
  /// | x | `[N, H, W, C]` |
  /// | weights | `[window.height, window.width, C / groups, K]` |
  /// | bias, if any (per column) | `[K]` |
  /// | residual, if any | as the result, `[N, H', W', K]` |
  record Conv2d(ConvWindow window, Epilogue epilogue) implements ProductOp {}

  /// The mirror of a convolution: from the shape of its result back to that of its input, `[N, H',
  /// W', K]` to `[N, height, width, C]`, with the same weights. It is the gradient of a convolution
  /// with respect to its input, and a layer in its own right.
  ///
  /// Inputs: y, weights, bias `[C]` if any, residual if any.
  record ConvTranspose(ConvWindow window, int height, int width, Epilogue epilogue)
      implements ProductOp {}

  /// The gradient of a convolution with respect to its weights, and with `bias` that of its bias.
  ///
  /// Inputs: x `[N, H, W, C]`, dy `[N, H', W', K]`. Outputs: dweights, and dbias `[K]` where asked.
  record ConvWeightGradient(ConvWindow window, Epilogue.Bias bias) implements ProductOp {}
}
