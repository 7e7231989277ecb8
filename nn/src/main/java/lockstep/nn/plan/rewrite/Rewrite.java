package lockstep.nn.plan.rewrite;

import lockstep.nn.graph.Graph;

/// A change of a graph that leaves what it computes: outputs, and what becomes of variables.
@FunctionalInterface
public interface Rewrite {

  /// {@return the changed graph}
  Graph apply(Graph graph);
}
