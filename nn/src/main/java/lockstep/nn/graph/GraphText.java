package lockstep.nn.graph;

import java.util.stream.Collectors;

/// Graphs as text that can be read back: a line for each variable, each node and each output.
///
/// ```
/// variable 0.weight : PARAMETER [2, 3] = Uniform{low: -0.7, high: 0.7}
/// %0 = Input{name: "input"} : [N, 2] @ 0
/// %1 = Variable{name: "0.weight"} : [2, 3] @ 0
/// %2 = MatMul{transA: false, transB: false, epilogue: …} %0 %1 : [N, 3] @ 0
/// output prediction = %2
/// ```
///
/// A node is its operation with all settings, what it reads, the types of what it makes, and the
/// layer that asked for it. The second output of `%2` is `%2.1`.
public final class GraphText {

  private GraphText() {}

  /// {@return the text of a graph}
  public static String print(Graph graph) {
    var text = new StringBuilder();
    graph.variables().forEach(variable -> print(variable, text));
    graph.nodes().forEach(node -> print(node, text));
    graph
        .outputs()
        .forEach((name, value) ->
            text.append("output ")
                .append(RecordText.name(name))
                .append(" = ")
                .append(value)
                .append('\n'));
    return text.toString();
  }

  private static void print(Variable variable, StringBuilder text) {
    text.append("variable ").append(RecordText.name(variable.name()));
    text.append(" : ").append(variable.role()).append(' ');
    text.append(new Type(variable.dtype(), variable.shape(), false));
    text.append(" = ").append(RecordText.print(variable.initializer())).append('\n');
  }

  private static void print(Node node, StringBuilder text) {
    text.append('%').append(node.id()).append(" = ").append(RecordText.print(node.op()));
    node.inputs().forEach(input -> text.append(' ').append(input));
    if (!node.outputs().isEmpty()) {
      text.append(" : ");
      text.append(node.outputs().stream().map(Type::toString).collect(Collectors.joining(" ")));
    }
    if (!node.origin().isEmpty()) {
      text.append(" @ ").append(RecordText.name(node.origin()));
    }
    text.append('\n');
  }

  /// {@return the graph of a text}
  ///
  /// @throws IllegalArgumentException if it is none; the message says in which line and column,
  ///   what was expected and what stands there
  public static Graph parse(String text) {
    return new GraphParser(text).parse();
  }
}
