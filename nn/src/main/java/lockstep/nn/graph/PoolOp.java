package lockstep.nn.graph;

/// Pooling of images `[N, H, W, C]`.
public sealed interface PoolOp extends Op {

  /// The largest of each window. Outputs: y `[N, H', W', C]`; indices of the same shape (INT32) for
  /// the gradient, whose meaning is the kernel's.
  record MaxPool(PoolWindow window) implements PoolOp {}

  /// Its gradient. Inputs: dy, indices. Output: dx `[N, height, width, C]`.
  record MaxPoolGradient(PoolWindow window, int height, int width) implements PoolOp {}

  /// The average of each window. Output: y.
  record AveragePool(PoolWindow window) implements PoolOp {}

  /// Its gradient. Input: dy. Output: dx `[N, height, width, C]`.
  record AveragePoolGradient(PoolWindow window, int height, int width) implements PoolOp {}
}
