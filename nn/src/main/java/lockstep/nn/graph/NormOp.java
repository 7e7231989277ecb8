package lockstep.nn.graph;

import lockstep.kernels.norm.After;

/// Normalisations; the last axis is the channels or features.
public sealed interface NormOp extends Op {

  /// Batch norm in training. Inputs: x `[…, C]`, gamma, beta, running mean and variance `[C]`, of
  /// which the last two are updated in place. Outputs: y, saved `[2, C]`.
  record BatchNorm(float epsilon, float momentum, After after) implements NormOp {}

  /// Inputs: x, dy, gamma, saved. Outputs: dx, dgamma, dbeta. For `after` NOTHING.
  record BatchNormGradient(float epsilon) implements NormOp {}

  /// Batch norm with given statistics. Inputs: x, mean, variance, gamma, beta.
  record BatchNormInference(float epsilon, After after) implements NormOp {}

  /// Layer norm over the last axis. Inputs: x, gamma, beta. Outputs: y, saved `[2, rows]`.
  record LayerNorm(float epsilon) implements NormOp {}

  /// Inputs: x, dy, gamma, saved. Outputs: dx, dgamma, dbeta.
  record LayerNormGradient(float epsilon) implements NormOp {}

  /// Group norm of images `[N, …, C]`. Inputs: x, gamma, beta. Outputs: y, saved as the kernel
  /// leaves it.
  record GroupNorm(int groups, float epsilon) implements NormOp {}

  /// Inputs: x, dy, gamma, saved. Outputs: dx, dgamma, dbeta.
  record GroupNormGradient(int groups, float epsilon) implements NormOp {}

  /// RMS norm over the last axis. Inputs: x, gamma. Outputs: y, saved `[rows]`.
  record RmsNorm(float epsilon) implements NormOp {}

  /// Inputs: x, dy, gamma, saved. Outputs: dx, dgamma.
  record RmsNormGradient(float epsilon) implements NormOp {}
}
