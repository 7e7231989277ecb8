package lockstep.nn.plan.bind;

import lockstep.kernels.Parallel;

/// A kernel with its operands in their places: what a plan is a list of.
@FunctionalInterface
public interface Step {

  /// Computes the outputs; allocates nothing.
  void run(Parallel parallel);
}
