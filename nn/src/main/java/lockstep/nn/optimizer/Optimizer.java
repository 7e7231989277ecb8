package lockstep.nn.optimizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
/// @param matrices for the matrices among the parameters that no group names, if not the rule
public record Optimizer(
    Rule rule, Schedule schedule, List<Group> groups, double largestNorm, Optional<Muon> matrices) {

  /// The input that holds the learning rate of the step.
  public static final String RATE = "learning_rate";

  /// The input that holds the number of the update; the first is 1.
  public static final String UPDATE = "update";

  /// The path of what an optimizer remembers.
  public static final String MEMORY = "optimizer";

  /// Parameters with a rule of their own.
  ///
  /// @param glob which they are
  /// @param rule theirs
  /// @param factor what the learning rate is multiplied by for them; none for the rate as it is
  public record Group(Glob glob, Rule rule, Optional<Double> factor) {

    /// Checks the factor.
    public Group {
      if (factor.isPresent() && !(factor.get() > 0 && factor.get() < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Group.factor: expected a finite number greater than 0, got " + factor.get() + ".");
      }
    }

    /// At the learning rate of all others.
    public Group(Glob glob, Rule rule) {
      this(glob, rule, Optional.empty());
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
    return new Optimizer(rule, schedule, List.of(), Double.POSITIVE_INFINITY, Optional.empty());
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

  /// {@return Muon with its usual momentum for matrices, and AdamW for all else}
  ///
  /// It is for hidden layers: name embeddings and the last layer to give them AdamW too, as in
  /// `muon(1e-3, 0.1).with("embedding.*", new Rule.AdamW(0.9, 0.95, 1e-8, 0.1))`.
  public static Optimizer muon(double rate, double weightDecay) {
    return adamW(rate, weightDecay).with(new Muon(0.95, weightDecay));
  }

  /// {@return this optimizer with gradients clipped to that norm}
  public Optimizer clipped(double largest) {
    return new Optimizer(rule, schedule, groups, largest, matrices);
  }

  /// {@return this optimizer with another rule for some parameters}
  public Optimizer with(String glob, Rule ofGroup) {
    return with(new Group(new Glob(glob), ofGroup));
  }

  /// {@return this optimizer with its rule at other learning rates for some parameters}
  ///
  /// @param factor what the learning rate is multiplied by for them
  public Optimizer with(String glob, double factor) {
    return with(new Group(new Glob(glob), rule, Optional.of(factor)));
  }

  private Optimizer with(Group group) {
    var more = new ArrayList<>(groups);
    more.add(group);
    return new Optimizer(rule, schedule, more, largestNorm, matrices);
  }

  /// {@return this optimizer with another learning rate}
  public Optimizer with(Schedule other) {
    return new Optimizer(rule, other, groups, largestNorm, matrices);
  }

  /// {@return this optimizer with Muon for the matrices that no group names}
  public Optimizer with(Muon ofMatrices) {
    return new Optimizer(rule, schedule, groups, largestNorm, Optional.of(ofMatrices));
  }

  /// Adds the update of each parameter to a graph.
  ///
  /// @param gradients the gradient of each parameter
  /// @param factor what gradients are multiplied by first: one over the batches they are sums of
  public void lower(GraphBuilder g, SequencedMap<Value, Value> gradients, double factor) {
    if (gradients.isEmpty()) {
      return;
    }
    Value rate = g.input(RATE, DType.FLOAT32, Shape.scalar());
    Value number = g.input(UPDATE, DType.INT32, Shape.scalar());
    List<Value> scale = scale(g, List.copyOf(gradients.values()), factor);
    var rates = new HashMap<Double, Value>();
    for (Map.Entry<Value, Value> entry : gradients.entrySet()) {
      Value parameter = entry.getKey();
      if (!(parameter.node().op() instanceof LeafOp.Variable(var name))) {
        throw new IllegalArgumentException(parameter + ": expected a parameter.");
      }
      Optional<Group> group = groupOf(name);
      Value own =
          group
              .flatMap(Group::factor)
              .map(times -> rates.computeIfAbsent(times, each -> scaled(g, rate, each)))
              .orElse(rate);
      List<Value> operands = List.of(parameter, entry.getValue(), own, number);
      Optional<Rule> named = group.map(Group::rule);
      if (matrices.isPresent() && named.isEmpty() && Muon.suits(parameter.shape())) {
        matrix(g, matrices.get(), name, operands, scale);
      } else {
        elements(g, named.orElse(rule), name, operands, scale);
      }
    }
  }

  /// What multiplies gradients in the update itself, if anything does.
  private List<Value> scale(GraphBuilder g, List<Value> gradients, double factor) {
    if (largestNorm < Double.POSITIVE_INFINITY) {
      return List.of(g.add(new UpdateOp.GlobalNorm(factor, largestNorm), gradients).output(1));
    }
    return factor == 1 ? List.of() : List.of(g.fill((float) factor, Shape.scalar()));
  }

  private static Value scaled(GraphBuilder g, Value rate, double factor) {
    return g.at(RATE, () -> g.affine((float) factor, rate, 0));
  }

  private static void matrix(
      GraphBuilder g, Muon muon, String name, List<Value> operands, List<Value> scale) {
    Value parameter = operands.getFirst();
    Value velocity = stateOf(g, name, 1, parameter.shape());
    g.at(
        name,
        () -> {
          Value gradient = operands.get(1);
          Value scaled = scale.isEmpty() ? gradient : g.multiply(gradient, scale.getFirst());
          return muon.lower(g, parameter, scaled, velocity, operands.get(2), operands.get(3));
        });
  }

  private static void elements(
      GraphBuilder g, Rule rule, String name, List<Value> operands, List<Value> scale) {
    var all = new ArrayList<>(operands);
    all.addAll(scale);
    for (int state = 1; state <= rule.states(); state++) {
      all.add(stateOf(g, name, state, operands.getFirst().shape()));
    }
    g.at(name, () -> g.add(new UpdateOp.Update(rule, !scale.isEmpty()), all));
  }

  private static Value stateOf(GraphBuilder g, String name, int number, Shape shape) {
    return g.at(
        MEMORY + "." + name,
        () ->
            g.variable(
                "state" + number,
                DType.FLOAT32,
                shape,
                Variable.Role.OPTIMIZER,
                Initializer.zeros()));
  }

  private Optional<Group> groupOf(String name) {
    return groups.stream().filter(group -> group.glob().fits(name)).findFirst();
  }
}
