package lockstep.nn.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lockstep.kernels.Parallel;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.Mutation;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.plan.Place;
import lockstep.nn.plan.Plan;
import lockstep.nn.plan.PortionLayout;
import lockstep.nn.plan.bind.Addresses;
import lockstep.nn.plan.bind.Step;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// A plan with memory: write its inputs, run, read its outputs. A run allocates nothing.
///
/// The slab lives as long as this object or any tensor that looks into it. One runner serves one
/// caller at a time; several runners may share the threads and the variables.
public final class PlanRunner {

  private static final long LINE = 64;

  private final Plan plan;
  private final Parallel parallel;
  private final Variables variables;
  private final MemorySegment slab;
  private final Step[] steps;
  private final Step[] preparations;

  /// What a run does when nobody watches.
  private final Step[] running;

  private final boolean learns;

  /// The first step that updates parameters.
  private final int updating;

  private long prepared = -1;
  private final Map<String, Tensor> inputs = new HashMap<>();
  private final Map<String, Tensor> outputs = new HashMap<>();

  /// Gives a plan memory.
  ///
  /// @throws IllegalArgumentException if there are more threads than the plan was made for
  public PlanRunner(Plan plan, Variables variables, Parallel parallel) {
    if (parallel.threads() > plan.threads()) {
      throw new IllegalArgumentException(
          "threads: expected at most the "
              + plan.threads()
              + " that the plan is made for, got "
              + parallel.threads()
              + ".");
    }
    this.plan = plan;
    this.parallel = parallel;
    this.variables = variables;
    variables.require(plan.graph());
    slab = Arena.ofAuto().allocate(Math.max(LINE, plan.slabBytes()), LINE);
    steps = new Step[plan.steps().size()];
    var preparing = new ArrayList<Step>();
    for (int i = 0; i < steps.length; i++) {
      Plan.PlannedStep step = plan.steps().get(i);
      Addresses at = addresses(step);
      steps[i] = step.kernel().bind(at);
      if (step.kernel().keptBytes() > 0) {
        preparing.add(step.kernel().preparation(at));
      }
      if (i < plan.once()) {
        preparing.add(steps[i]);
      }
    }
    preparations = preparing.toArray(Step[]::new);
    running = running();
    int first = 0;
    while (first < steps.length && !updates(plan.steps().get(first).node())) {
      first++;
    }
    updating = first;
    learns = plan.graph().nodes().stream().anyMatch(node -> !Mutation.of(node).isEmpty());
    for (Node node : plan.graph().nodes()) {
      if (node.op() instanceof LeafOp leaf) {
        begin(leaf, node.output(0));
      }
    }
    plan.graph().outputs().forEach((name, value) -> outputs.put(name, tensor(value)));
  }

  private void begin(LeafOp op, Value value) {
    switch (op) {
      case LeafOp.Input(var name) -> inputs.put(name, tensor(value));
      case LeafOp.Fill(var number) -> {
        Tensor tensor = tensor(value);
        for (int i = 0; i < tensor.count(); i++) {
          tensor.set(i, number);
        }
      }
      case LeafOp.Constant(var numbers) -> tensor(value).set(numbers);
      case LeafOp.Variable _ -> {
        // It lies with the model's.
      }
    }
  }

  private Step[] running() {
    var all = new ArrayList<Step>();
    int next = plan.once();
    for (PortionLayout layout : plan.portions()) {
      all.addAll(Arrays.asList(steps).subList(next, layout.portions().first()));
      all.add(PortionStep.of(plan, layout, slab, this::memory));
      next = layout.portions().end();
    }
    all.addAll(Arrays.asList(steps).subList(next, steps.length));
    return all.toArray(Step[]::new);
  }

  private Addresses addresses(Plan.PlannedStep step) {
    Node node = step.node();
    List<MemorySegment> in = node.inputs().stream().map(this::memory).toList();
    var out =
        java.util.stream.IntStream.range(0, node.outputs().size())
            .mapToObj(i -> memory(node.output(i)))
            .toList();
    var scratch = slab.asSlice(step.scratchOffset(), step.scratchBytes());
    var kept = slab.asSlice(step.keptOffset(), step.kernel().keptBytes());
    return new Addresses(in, out, scratch, kept);
  }

  private MemorySegment memory(Value value) {
    return switch (plan.place(value)) {
      case Place.InSlab(var offset) ->
          slab.asSlice(offset, value.shape().at(plan.batch()).count() * DType.BYTES);
      case Place.OfVariable(var name) -> variables.get(name).memory();
      case Place.Nowhere() -> MemorySegment.NULL;
    };
  }

  /// {@return the plan}
  public Plan plan() {
    return plan;
  }

  /// {@return the variables that it reads and changes}
  public Variables variables() {
    return variables;
  }

  /// {@return whether a value is written anywhere: what nobody reads may not be}
  public boolean isWritten(Value value) {
    return !(plan.place(value) instanceof Place.Nowhere);
  }

  /// {@return a view of a value that [#isWritten(Value)]; what it shows after a run is what the
  /// last writer of its place left, so only of outputs it is sure}
  public Tensor tensor(Value value) {
    Shape shape = value.shape().at(plan.batch());
    return new Tensor(shape, value.dtype(), memory(value));
  }

  /// {@return the input of that name, to be written before a run}
  public Tensor input(String name) {
    return named(inputs, "input", name);
  }

  /// {@return whether there is an input of that name}
  public boolean hasInput(String name) {
    return inputs.containsKey(name);
  }

  /// {@return the output of that name, to be read after a run}
  public Tensor output(String name) {
    return named(outputs, "output", name);
  }

  private static Tensor named(Map<String, Tensor> all, String what, String name) {
    Tensor tensor = all.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          what + ": expected one of " + all.keySet() + ", got `" + name + "`.");
    }
    return tensor;
  }

  /// Runs all steps; those that follow from variables alone only if these have changed.
  public void run() {
    prepare();
    for (Step step : running) {
      step.run(parallel);
    }
    if (learns) {
      variables.changed();
    }
  }

  private static boolean updates(Node node) {
    return node.op() instanceof UpdateOp && !Mutation.of(node).isEmpty();
  }

  /// Runs all steps if an output turns out finite, else none of those that update parameters.
  ///
  /// @param output the name of a number, such as the loss
  /// @return whether it was finite
  public boolean runIfFinite(String output) {
    prepare();
    for (int i = plan.once(); i < updating; i++) {
      steps[i].run(parallel);
    }
    boolean finite = Float.isFinite(output(output).get(0));
    if (finite) {
      for (int i = updating; i < steps.length; i++) {
        steps[i].run(parallel);
      }
    }
    if (learns) {
      variables.changed();
    }
    return finite;
  }

  /// Runs all steps but those that update parameters, and shows each node right after it has run,
  /// while its outputs are still there.
  public void runWithoutUpdates(Consumer<Node> after) {
    prepare();
    for (int i = 0; i < steps.length; i++) {
      Node node = plan.steps().get(i).node();
      if (!updates(node)) {
        steps[i].run(parallel);
        after.accept(node);
      }
    }
    if (learns) {
      variables.changed();
    }
  }

  private void prepare() {
    if (preparations.length > 0) {
      long version = variables.version();
      if (version != prepared) {
        for (Step step : preparations) {
          step.run(parallel);
        }
        prepared = version;
      }
    }
  }

  /// Runs all steps, and shows each node right after it has run, while its outputs are still there:
  /// for checks and profiles.
  public void run(Consumer<Node> after) {
    prepare();
    for (int i = 0; i < steps.length; i++) {
      steps[i].run(parallel);
      after.accept(plan.steps().get(i).node());
    }
    if (learns) {
      variables.changed();
    }
  }
}
