package lockstep.nn.graph;

/// Connectionist temporal classification: what labels cost, read out of the classes of many steps.
///
/// | value | shape |
/// |---|---|
/// | log-probabilities | `[N, T, classes]`, class 0 the blank |
/// | targets | `[N, labels]`, INT32: what is 0 or less is no label and left out |
/// | lengths, where `masked` | `[N]`, INT32: the steps that count |
/// | losses | `[N]` |
/// | saved | `[N, T, 2·labels + 1]`, the kernel's own, for the gradient |
///
/// See {@link lockstep.kernels.ctc.Ctc} for what is impossible, empty or no class.
public sealed interface CtcOp extends Op {

  /// Inputs: log-probabilities, targets[, lengths]. Outputs: losses, saved.
  record Ctc(boolean masked) implements CtcOp {}

  /// Inputs: those of {@link Ctc}, then losses, saved, dlosses. Output: as log-probabilities.
  record CtcGradient(boolean masked) implements CtcOp {}
}
