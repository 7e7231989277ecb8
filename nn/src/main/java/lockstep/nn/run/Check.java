package lockstep.nn.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.Node;
import lockstep.nn.run.reference.Doubles;
import lockstep.nn.tensor.Tensor;

/// Runs a plan beside its specification, node by node, and looks for what is not a number.
public final class Check {

  private Check() {}

  /// {@return the nodes where a plan and the interpreter differ by more than `tolerance` of the
  /// output's largest number, the first one first; the plan's variables have run one step}
  ///
  /// @param runner a plan whose inputs are written
  public static List<Difference> differences(PlanRunner runner, double tolerance) {
    Graph graph = runner.plan().graph();
    var inputs = new HashMap<String, Doubles>();
    graph.inputs().keySet().forEach(n -> inputs.put(n, Interpreter.doubles(runner.input(n))));
    Map<String, Doubles> variables = Interpreter.copy(graph, runner.variables());
    var interpreter = new Interpreter(graph, runner.plan().batch(), variables);
    interpreter.run(inputs);
    var differences = new ArrayList<Difference>();
    runner.run(node -> {
      for (int i = 0; i < node.outputs().size(); i++) {
        if (isVisible(runner, node, i)) {
          Difference worst = worst(runner, interpreter, node, i);
          if (!(worst.relative() <= tolerance)) {
            differences.add(worst);
          }
        }
      }
    });
    return differences;
  }

  private static boolean isVisible(PlanRunner runner, Node node, int output) {
    return !node.outputs().get(output).isPrivate() && runner.isWritten(node.output(output));
  }

  private static Difference worst(
      PlanRunner runner, Interpreter interpreter, Node node, int output) {
    Tensor planned = runner.tensor(node.output(output));
    Doubles expected = interpreter.value(node.output(output));
    double largest = 0;
    for (double value : expected.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    var worst = new Difference(node, output, 0, 0, 0, 0);
    for (int i = 0; i < planned.count(); i++) {
      double off = off(planned.get(i), expected.values()[i], largest);
      if (!(off <= worst.relative())) {
        worst = new Difference(node, output, i, planned.get(i), expected.values()[i], off);
      }
    }
    return worst;
  }

  /// How far apart two numbers are; the same infinity, and NaN twice, are not apart.
  private static double off(double planned, double expected, double largest) {
    boolean same = planned == expected || (Double.isNaN(planned) && Double.isNaN(expected));
    return same ? 0 : Math.abs(planned - expected) / Math.max(largest, Float.MIN_NORMAL);
  }

  /// {@return the first thing in a run that is not finite: an input, a variable, or the node that
  /// made it; empty where all is}
  ///
  /// @param runner a plan whose inputs are written; it runs one step, but for updates of parameters
  public static Optional<String> firstNotFinite(PlanRunner runner) {
    for (Node node : runner.plan().graph().nodes()) {
      if (node.op() instanceof LeafOp leaf && !isFinite(runner.tensor(node.output(0)))) {
        return Optional.of(
            switch (leaf) {
              case LeafOp.Input(var name) -> "input `" + name + "`";
              case LeafOp.Variable(var name) -> "variable `" + name + "`";
              case LeafOp.Fill _, LeafOp.Constant _ -> "a constant of " + node.origin();
            });
      }
    }
    var found = new ArrayList<String>();
    runner.runWithoutUpdates(node -> {
      for (int i = 0; i < node.outputs().size() && found.isEmpty(); i++) {
        if (isVisible(runner, node, i) && !isFinite(runner.tensor(node.output(i)))) {
          found.add(node.toString());
        }
      }
    });
    return found.stream().findFirst();
  }

  private static boolean isFinite(Tensor tensor) {
    for (int i = 0; i < tensor.count(); i++) {
      if (!Float.isFinite(tensor.get(i))) {
        return false;
      }
    }
    return true;
  }
}
