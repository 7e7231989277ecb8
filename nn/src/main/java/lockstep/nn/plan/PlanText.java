package lockstep.nn.plan;

import java.util.stream.Collectors;
import lockstep.nn.graph.Node;

/// Plans as text.
final class PlanText {

  private PlanText() {}

  static String print(Plan plan) {
    var text = new StringBuilder();
    text.append("plan for batches of ").append(plan.batch()).append(", ");
    text.append(plan.steps().size()).append(" steps, ");
    text.append(plan.slabBytes()).append(" bytes, at least ").append(plan.leastBytes());
    text.append('\n');
    for (Plan.PlannedStep step : plan.steps()) {
      Node node = step.node();
      String in = node.inputs().stream().map(v -> place(plan, v)).collect(Collectors.joining(" "));
      var out = new StringBuilder();
      for (int i = 0; i < node.outputs().size(); i++) {
        out.append(i == 0 ? "" : " ").append(place(plan, node.output(i)));
        out.append(node.output(i).shape().at(plan.batch()));
      }
      text.append(out).append(out.isEmpty() ? "" : " = ").append(node.op()).append(' ').append(in);
      text.append("  @ ").append(node.origin()).append('\n');
    }
    return text.toString();
  }

  private static String place(Plan plan, lockstep.nn.graph.Value value) {
    return switch (plan.place(value)) {
      case Place.InSlab(var offset) -> "+" + offset;
      case Place.OfVariable(var name) -> name;
    };
  }
}
