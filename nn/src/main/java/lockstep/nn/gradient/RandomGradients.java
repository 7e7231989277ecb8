package lockstep.nn.gradient;

import lockstep.nn.graph.RandomOp;

/// The gradients of {@link RandomOp}.
final class RandomGradients {

  private RandomGradients() {}

  static void of(RandomOp op, Flow flow) {
    switch (op) {
      case RandomOp.Dropout dropout ->
          flow.to(0, () -> flow.g().apply(dropout, flow.dy(), flow.in(1)));
      case RandomOp.Normal _, RandomOp.Uniform _ -> {
        // They depend on the shape of their input only.
      }
    }
  }
}
