package lockstep.nn.graph;

import lockstep.kernels.map.Binary;
import lockstep.kernels.map.Shaped;
import lockstep.kernels.map.Unary;
import lockstep.nn.tensor.DType;

/// Functions of single elements.
public sealed interface MapOp extends Op {

  /// A function of one element.
  record UnaryMap(Unary function) implements MapOp {}

  /// Its gradient. Inputs: dy, and x or y, as {@link
  /// lockstep.kernels.map.UnaryGradient#source(Unary)} says; dy twice where it says neither.
  record UnaryGradient(Unary function) implements MapOp {}

  /// An activation function with parameters of its own.
  record ShapedMap(Shaped activation) implements MapOp {}

  /// Its gradient. Inputs: dy, x.
  record ShapedGradient(Shaped activation) implements MapOp {}

  /// A function of two elements; axes of size 1, or missing ones in front, repeat. Comparisons give
  /// 1 and 0.
  record BinaryMap(Binary function) implements MapOp {}

  /// `condition ≠ 0 ? a : b`, all three repeated as {@link BinaryMap} does.
  record Select() implements MapOp {}

  /// `scale·x + shift`.
  record Affine(float scale, float shift) implements MapOp {}

  /// The same numbers as another kind: to integers towards zero, as Java casts.
  record Cast(DType to) implements MapOp {}
}
