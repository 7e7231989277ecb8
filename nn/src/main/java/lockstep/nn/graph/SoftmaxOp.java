package lockstep.nn.graph;

/// Softmax over the last axis, and the losses made of it.
public sealed interface SoftmaxOp extends Op {

  /// Softmax.
  record Softmax() implements SoftmaxOp {}

  /// Inputs: y, dy.
  record SoftmaxGradient() implements SoftmaxOp {}

  /// The logarithm of softmax.
  record LogSoftmax() implements SoftmaxOp {}

  /// Inputs: y, dy.
  record LogSoftmaxGradient() implements SoftmaxOp {}

  /// Cross-entropy with labels; see {@link lockstep.kernels.softmax.CrossEntropy}.
  ///
  /// | value | shape |
  /// |---|---|
  /// | logits | `[…, classes]` |
  /// | labels | `[…]`, INT32 |
  /// | class weights, if `weighted` | `[classes]` |
  /// | output: mean | `[2]`: the mean, and the scale that makes the gradient its gradient |
  /// | output: losses | as labels |
  /// | output: saved | `[3, …]` as the kernel leaves it, the rows as one axis |
  record CrossEntropy(float smoothing, int ignoredLabel, boolean weighted) implements SoftmaxOp {}

  /// Inputs: logits, labels, class weights if any, saved, scale `[1]`. Output: as logits.
  record CrossEntropyGradient(float smoothing, int ignoredLabel, boolean weighted)
      implements SoftmaxOp {}

  /// Cross-entropy with a distribution for each row. Inputs: logits, targets of the same shape.
  /// Outputs: as {@link CrossEntropy}, saved as {@link lockstep.kernels.softmax.SoftCrossEntropy}
  /// leaves it.
  record SoftCrossEntropy() implements SoftmaxOp {}

  /// Inputs: logits, targets, saved, scale `[1]`. Output: as logits.
  record SoftCrossEntropyGradient() implements SoftmaxOp {}
}
