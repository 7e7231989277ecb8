package lockstep.nn.plan;

import java.util.List;
import java.util.Map;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;
import lockstep.nn.plan.bind.Kernel;

/// A graph for one batch size, with a place for every value and a kernel for every node. It has no
/// memory yet: a runner gives it some.
///
/// @param graph what it computes, rewritten
/// @param batch the batch size
/// @param threads the most threads that it has scratch memory for
/// @param steps what runs, in order
/// @param once how many of the steps, the first ones, need to run only when variables have changed
/// @param portions which of the others go through a few examples at a time, where a run is not
///   watched
/// @param places where values lie
/// @param slabBytes the size of the slab
/// @param leastBytes the largest sum of what is needed at once
public record Plan(
    Graph graph,
    int batch,
    int threads,
    List<PlannedStep> steps,
    int once,
    List<PortionLayout> portions,
    Map<Value, Place> places,
    long slabBytes,
    long leastBytes) {

  /// A node that computes something.
  ///
  /// @param node the node
  /// @param kernel what computes it
  /// @param scratchOffset where its scratch memory is in the slab
  /// @param scratchBytes how much that is
  /// @param keptOffset where the memory is that it keeps from run to run
  public record PlannedStep(
      Node node, Kernel kernel, long scratchOffset, long scratchBytes, long keptOffset) {}

  /// Copies the collections.
  public Plan {
    steps = List.copyOf(steps);
    portions = List.copyOf(portions);
    places = Map.copyOf(places);
  }

  /// {@return where a value lies}
  public Place place(Value value) {
    Place place = places.get(value);
    if (place == null) {
      throw new IllegalArgumentException(value + ": expected a value of this plan's graph.");
    }
    return place;
  }

  @Override
  public String toString() {
    return PlanText.print(this);
  }
}
