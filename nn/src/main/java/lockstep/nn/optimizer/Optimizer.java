package lockstep.nn.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import lockstep.kernels.update.Rule;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.graph.Variable;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// How parameters follow from gradients: as data, which lowers into the same graph.
///
/// @param rule for every parameter that no group names
/// @param schedule the learning rate of each step
/// @param groups parameters with rules of their own; the first whose pattern fits counts
/// @param largestNorm the norm of all gradients together beyond which they are scaled down;
///   infinity for never
public record Optimizer(Rule rule, Schedule schedule, List<Group> groups, double largestNorm) {

  /// The input that holds the learning rate of the step.
  public static final String RATE = "learning_rate";

  /// Parameters with a rule of their own.
  ///
  /// @param glob which names: `*` stands for anything, as in `head.*` or `*.bias`
  /// @param rule theirs
  public record Group(String glob, Rule rule) {

    /// {@return whether it names that parameter}
    public boolean fits(String name) {
      return Pattern.matches(Pattern.quote(glob).replace("*", "\\E.*\\Q"), name);
    }
  }

  /// Copies the groups.
  public Optimizer {
    groups = List.copyOf(groups);
    if (!(largestNorm > 0)) {
      throw new IllegalArgumentException(
          "largestNorm: expected a number greater than 0, got " + largestNorm + ".");
    }
  }

  /// {@return an optimizer without groups or clipping}
  public static Optimizer of(Rule rule, Schedule schedule) {
    return new Optimizer(rule, schedule, List.of(), Double.POSITIVE_INFINITY);
  }

  /// {@return steepest descent}
  public static Optimizer sgd(double rate) {
    return of(new Rule.Sgd(0), Schedule.constant(rate));
  }

  /// {@return steepest descent with a velocity}
  public static Optimizer momentum(double rate, double momentum, double weightDecay) {
    return of(new Rule.Momentum(momentum, 0, weightDecay), Schedule.constant(rate));
  }

  /// {@return Adam with its usual settings}
  public static Optimizer adam(double rate) {
    return of(new Rule.Adam(0.9, 0.999, 1e-8, 0), Schedule.constant(rate));
  }

  /// {@return AdamW with its usual settings}
  public static Optimizer adamW(double rate, double weightDecay) {
    return of(new Rule.AdamW(0.9, 0.999, 1e-8, weightDecay), Schedule.constant(rate));
  }

  /// {@return this optimizer with gradients clipped to that norm}
  public Optimizer clipped(double largest) {
    return new Optimizer(rule, schedule, groups, largest);
  }

  /// {@return this optimizer with another rule for some parameters}
  public Optimizer with(String glob, Rule ofGroup) {
    var more = new ArrayList<>(groups);
    more.add(new Group(glob, ofGroup));
    return new Optimizer(rule, schedule, more, largestNorm);
  }

  /// {@return this optimizer with another learning rate}
  public Optimizer with(Schedule other) {
    return new Optimizer(rule, other, groups, largestNorm);
  }

  /// Adds the update of each parameter to a graph.
  ///
  /// @param gradients the gradient of each parameter
  public void lower(GraphBuilder g, SequencedMap<Value, Value> gradients) {
    if (gradients.isEmpty()) {
      return;
    }
    Value rate = g.input(RATE, DType.FLOAT32, Shape.scalar());
    boolean clips = largestNorm < Double.POSITIVE_INFINITY;
    List<Value> scale =
        clips
            ? List.of(
                g.add(new UpdateOp.GlobalNorm(1, largestNorm), List.copyOf(gradients.values()))
                    .output(1))
            : List.of();
    for (Map.Entry<Value, Value> entry : new LinkedHashMap<>(gradients).entrySet()) {
      update(g, entry.getKey(), entry.getValue(), rate, scale);
    }
  }

  private void update(
      GraphBuilder g, Value parameter, Value gradient, Value rate, List<Value> scale) {
    if (!(parameter.node().op() instanceof LeafOp.Variable(var name))) {
      throw new IllegalArgumentException(parameter + ": expected a parameter.");
    }
    Rule its = ruleOf(name);
    var operands = new ArrayList<>(List.of(parameter, gradient, rate, g.step()));
    operands.addAll(scale);
    for (int state = 0; state < its.states(); state++) {
      operands.add(g.at("optimizer." + name, stateOf(g, "state" + (state + 1), parameter.shape())));
    }
    g.at(name, () -> g.add(new UpdateOp.Update(its, !scale.isEmpty()), operands));
  }

  private static java.util.function.Supplier<Value> stateOf(
      GraphBuilder g, String name, Shape shape) {
    return () ->
        g.variable(name, DType.FLOAT32, shape, Variable.Role.OPTIMIZER, Initializer.zeros());
  }

  private Rule ruleOf(String name) {
    return groups.stream()
        .filter(group -> group.fits(name))
        .findFirst()
        .map(Group::rule)
        .orElse(rule);
  }
}
