package lockstep.nn.plan;

/// Where a value lies.
public sealed interface Place {

  /// In the slab of the plan.
  ///
  /// @param offset bytes from its start
  record InSlab(long offset) implements Place {}

  /// With the variables of the model.
  record OfVariable(String name) implements Place {}

  /// In no memory: it is not computed.
  record Nowhere() implements Place {}
}
