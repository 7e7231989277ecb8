package lockstep.nn.plan;

import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;

/// Plans as text.
public final class PlanText {

  private PlanText() {}

  /// {@return the steps of a plan: what each makes, over which operand if over one, of what}
  ///
  /// Nothing in it depends on the machine, unlike places, which depend on the scratch memory of
  /// kernels: two plans can be compared line by line.
  public static String print(Plan plan) {
    var text = new StringBuilder("plan for batches of " + plan.batch() + "\n");
    for (Plan.PlannedStep step : plan.steps()) {
      Node node = step.node();
      for (int i = 0; i < node.outputs().size(); i++) {
        Value value = node.output(i);
        text.append(value).append(value.shape().at(plan.batch())).append(over(plan, value));
        text.append(i == node.outputs().size() - 1 ? " = " : " ");
      }
      text.append(node.op());
      node.inputs().forEach(input -> text.append(' ').append(operand(input)));
      text.append(node.origin().isEmpty() ? "" : "  @ " + node.origin()).append('\n');
    }
    return text.toString();
  }

  private static String over(Plan plan, Value value) {
    return value.node().inputs().stream()
        .filter(input -> plan.place(input).equals(plan.place(value)))
        .filter(input -> value.shape().count() > 0)
        .findFirst()
        .map(input -> " over " + operand(input))
        .orElse("");
  }

  /// What no step makes by its name or number; of a reshape what it reshapes.
  private static String operand(Value value) {
    return switch (value.node().op()) {
      case LeafOp.Variable(var name) -> name;
      case LeafOp.Input(var name) -> "<" + name + ">";
      case LeafOp.Fill(var number) -> Float.toString(number);
      case MoveOp.Reshape _ -> operand(value.node().input(0));
      default -> value.toString();
    };
  }

  /// {@return the places of a plan's values, in bytes from the start of its slab}
  public static String places(Plan plan) {
    var lines = new StringJoiner("\n", "", "\n");
    lines.add(plan.slabBytes() + " bytes, at least " + plan.leastBytes());
    for (Node node : plan.graph().nodes()) {
      lines.add(
          IntStream.range(0, node.outputs().size())
              .mapToObj(i -> node.output(i) + " at " + place(plan, node.output(i)))
              .collect(Collectors.joining(", ")));
    }
    return lines.toString();
  }

  private static String place(Plan plan, Value value) {
    return switch (plan.place(value)) {
      case Place.InSlab(var offset) -> "+" + offset;
      case Place.OfVariable(var name) -> name;
      case Place.Nowhere() -> "nowhere";
    };
  }
}
