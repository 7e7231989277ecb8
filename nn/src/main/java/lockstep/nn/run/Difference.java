package lockstep.nn.run;

import lockstep.nn.graph.Node;

/// A node whose plan and whose reference do not agree.
///
/// @param node who computed it
/// @param output which of its outputs
/// @param element the element that is off most
/// @param planned what the plan computed there
/// @param expected what the interpreter did
/// @param relative how far apart they are, by the largest number of the output
public record Difference(
    Node node, int output, int element, double planned, double expected, double relative) {

  @Override
  public String toString() {
    return node
        + ": expected "
        + expected
        + " at element "
        + element
        + " of output "
        + output
        + ", got "
        + planned
        + " ("
        + String.format(java.util.Locale.ROOT, "%.1e", relative)
        + " of its largest number).";
  }
}
