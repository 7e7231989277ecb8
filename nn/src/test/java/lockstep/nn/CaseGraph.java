package lockstep.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import lockstep.nn.gradient.Gradient;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Type;
import lockstep.nn.graph.Value;
import lockstep.nn.run.Interpreter;
import lockstep.nn.run.reference.Doubles;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// The graph of one case: its operation, the sum of all its outputs times random weights, and the
/// gradients of that sum.
///
/// Operand i is the input or variable `x<i>`, output j is `y<j>`, its weights are `w<j>`, the sum
/// is `loss`, and the gradient of operand i is `dx<i>`.
final class CaseGraph {

  static final String LOSS = "loss";

  private final Graph forward;
  private final Graph whole;
  private final SequencedMap<String, Doubles> inputs = new LinkedHashMap<>();
  private final SequencedMap<String, Doubles> states = new LinkedHashMap<>();
  private final List<String> learnt = new ArrayList<>();

  CaseGraph(OpCase each) {
    var g = new GraphBuilder(Mode.TRAIN, 1);
    var operands = new ArrayList<Value>();
    var differentiated = new ArrayList<Value>();
    for (int i = 0; i < each.operands().size(); i++) {
      String name = "x" + i;
      OpCase.Operand operand = each.operands().get(i);
      Doubles numbers = each.numbers(i);
      Shape shape = operand.shape();
      switch (operand) {
        case OpCase.State _ -> {
          operands.add(g.state(name, shape, Initializer.zeros()));
          states.put(name, numbers);
        }
        case OpCase.Whole _ -> operands.add(input(g, name, DType.INT32, shape, numbers));
        case OpCase.Fixed _, OpCase.Flags _ ->
            operands.add(input(g, name, DType.FLOAT32, shape, numbers));
        case OpCase.Learnt _ -> {
          Value value = input(g, name, DType.FLOAT32, shape, numbers);
          operands.add(value);
          differentiated.add(value);
          learnt.add(name);
        }
      }
    }
    Node node = g.add(each.op(), operands);
    var random = new Random(each.toString().hashCode());
    Value loss = g.fill(0, Shape.scalar());
    for (int j = 0; j < node.outputs().size(); j++) {
      Type type = node.outputs().get(j);
      if (!type.isPrivate()) {
        g.output("y" + j, node.output(j));
        if (type.dtype() == DType.FLOAT32 && each.slope() != OpCase.Slope.NONE) {
          Doubles weights = Doubles.zeros(type.shape().at(OpCase.BATCH));
          for (int i = 0; i < weights.values().length; i++) {
            weights.values()[i] = random.nextFloat(-1, 1);
          }
          Value w = input(g, "w" + j, DType.FLOAT32, type.shape(), weights);
          loss = g.add(loss, g.sum(g.multiply(node.output(j), w)));
        }
      }
    }
    if (each.slope() != OpCase.Slope.NONE) {
      g.output(LOSS, loss);
    }
    forward = g.build();
    if (each.slope() != OpCase.Slope.NONE) {
      Map<Value, Value> gradients = Gradient.of(g, loss, differentiated);
      for (int i = 0; i < learnt.size(); i++) {
        Value gradient = gradients.get(differentiated.get(i));
        if (gradient == null) {
          throw new IllegalStateException(each + ": expected a gradient of " + learnt.get(i) + ".");
        }
        g.output("d" + learnt.get(i), gradient);
      }
    }
    whole = g.build();
  }

  private Value input(GraphBuilder g, String name, DType dtype, Shape shape, Doubles numbers) {
    inputs.put(name, numbers);
    return g.input(name, dtype, shape);
  }

  /// {@return the graph with its gradients}
  Graph whole() {
    return whole;
  }

  /// {@return the names of the operands that have a gradient}
  List<String> learnt() {
    return learnt;
  }

  SequencedMap<String, Doubles> inputs() {
    return inputs;
  }

  SequencedMap<String, Doubles> states() {
    return states;
  }

  /// {@return the sum in double, from the inputs as they are now}
  double loss() {
    Doubles loss = run(forward, inputs, states).get(LOSS);
    if (loss == null) {
      throw new IllegalStateException("expected a case with a gradient.");
    }
    return loss.values()[0];
  }

  /// {@return all outputs in double, and the variables after the run}
  SequencedMap<String, Doubles> run() {
    return run(whole, inputs, states);
  }

  /// {@return the same for other numbers}
  SequencedMap<String, Doubles> run(Map<String, Doubles> ofInputs, Map<String, Doubles> ofStates) {
    return run(whole, ofInputs, ofStates);
  }

  private static SequencedMap<String, Doubles> run(
      Graph graph, Map<String, Doubles> inputs, Map<String, Doubles> states) {
    var changed = new LinkedHashMap<String, Doubles>();
    states.forEach((name, numbers) -> changed.put(name, copy(numbers)));
    SequencedMap<String, Doubles> results =
        new LinkedHashMap<>(new Interpreter(graph, OpCase.BATCH, changed).run(inputs));
    results.putAll(changed);
    return results;
  }

  static Doubles copy(Doubles numbers) {
    return new Doubles(numbers.shape(), numbers.values().clone());
  }
}
