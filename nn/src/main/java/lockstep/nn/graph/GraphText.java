package lockstep.nn.graph;

/// Graphs as text.
public final class GraphText {

  private GraphText() {}

  /// {@return a line for each node}
  public static String print(Graph graph) {
    var text = new StringBuilder();
    for (Node node : graph.nodes()) {
      text.append('%')
          .append(node.id())
          .append(" = ")
          .append(node.op())
          .append(' ')
          .append(node.inputs());
      text.append(" : ").append(node.outputs()).append("  @ ").append(node.origin()).append('\n');
    }
    graph
        .outputs()
        .forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
    return text.toString();
  }
}
