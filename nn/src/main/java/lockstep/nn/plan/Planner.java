package lockstep.nn.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lockstep.kernels.gemm.Backend;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;
import lockstep.nn.plan.bind.Kernel;
import lockstep.nn.plan.bind.Kernels;
import lockstep.nn.tensor.DType;

/// Gives every value a place and every node a kernel.
///
/// ```
/// values that are one (a reshape and its input; a result over its dying operand)
///   → lifetimes, from the step that writes to the last that reads
///   → slots in one slab
/// ```
///
/// Inputs and constants keep their places for the whole run, and so do outputs, as others look at
/// them before and after.
///
/// A result that nobody reads and that its kernel can do without has no place.
///
/// What follows from variables alone, in a graph that changes none, comes first and keeps its place
/// too: it is computed again only when variables have changed.
public final class Planner {

  private final Graph graph;
  private final int batch;
  private final int threads;
  private final Backend backend;
  private final List<Node> computing = new ArrayList<>();
  private final Map<Value, Value> owners = new HashMap<>();
  private final Map<Value, Integer> firsts = new HashMap<>();
  private final Map<Value, Integer> lasts = new HashMap<>();
  private final Set<Value> forever = new HashSet<>();
  private final Set<Value> spared = new HashSet<>();
  private final Set<Value> steady;
  private final List<PortionLayout> portions = new ArrayList<>();
  private int once;

  private Planner(Graph graph, int batch, int threads, Backend backend) {
    this.graph = graph;
    this.batch = batch;
    this.threads = threads;
    this.backend = backend;
    steady = Steady.of(graph);
  }

  /// {@return the plan of a graph as it is, for batches of that size and at most so many threads}
  public static Plan plan(Graph graph, int batch, int threads) {
    return plan(graph, batch, threads, Backend.SIMD);
  }

  /// {@return the same, with a choice of who computes matrix products}
  public static Plan plan(Graph graph, int batch, int threads, Backend backend) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch: expected 1 or more, got " + batch + ".");
    }
    return new Planner(graph, batch, threads, backend).plan();
  }

  private Plan plan() {
    var always = new ArrayList<Node>();
    for (Node node : graph.nodes()) {
      if (!(node.op() instanceof LeafOp) && !(node.op() instanceof MoveOp.Reshape)) {
        (steady.contains(node.output(0)) ? computing : always).add(node);
      }
    }
    once = computing.size();
    computing.addAll(always);
    owners();
    spare();
    lifetimes();
    portions();
    shareWithDying();
    return layout();
  }

  /// A reshape is its input under another name.
  private void owners() {
    for (Node node : graph.nodes()) {
      for (int i = 0; i < node.outputs().size(); i++) {
        Value value = node.output(i);
        boolean same = node.op() instanceof MoveOp.Reshape;
        owners.put(value, same ? owner(node.input(0)) : value);
        if (node.op() instanceof LeafOp) {
          forever.add(value);
        }
      }
    }
    for (Value output : graph.outputs().values()) {
      forever.add(owner(output));
    }
    for (Node node : computing.subList(once, computing.size())) {
      node.inputs().stream().filter(steady::contains).map(this::owner).forEach(forever::add);
    }
  }

  private Value owner(Value value) {
    Value owner = value;
    Value next = owners.getOrDefault(owner, owner);
    while (!next.equals(owner)) {
      owner = next;
      next = owners.getOrDefault(owner, owner);
    }
    return owner;
  }

  private void spare() {
    var read = new HashSet<Value>(forever);
    for (Node node : graph.nodes()) {
      read.addAll(node.inputs());
    }
    for (Node node : computing) {
      Spared.of(node, read::contains).forEach(i -> spared.add(node.output(i)));
    }
  }

  private void lifetimes() {
    for (int step = 0; step < computing.size(); step++) {
      Node node = computing.get(step);
      for (Value input : node.inputs()) {
        lasts.merge(owner(input), step, Math::max);
      }
      for (int i = 0; i < node.outputs().size(); i++) {
        firsts.put(node.output(i), step);
        lasts.merge(node.output(i), step, Math::max);
      }
    }
    for (Value value : forever) {
      firsts.putIfAbsent(value, 0);
      if (value.node().op() instanceof LeafOp) {
        firsts.put(value, 0);
      }
      lasts.put(value, Math.max(0, computing.size() - 1));
    }
  }

  /// While the last portion still reads, the first has written: what comes in stays to the end.
  private void portions() {
    for (Portions found : Portions.of(computing, once, batch, threads, steady::contains)) {
      int last = found.end() - 1;
      var layout =
          PortionLayout.of(
              found,
              computing.subList(found.first(), found.end()),
              threads,
              this::owner,
              value -> !steady.contains(value),
              value -> forever.contains(value) || lasts.getOrDefault(value, 0) > last,
              this::kernel);
      layout.in().forEach(value -> lasts.merge(value, last, Math::max));
      portions.add(layout);
    }
  }

  private boolean isPortioned(int step) {
    return portions.stream()
        .map(PortionLayout::portions)
        .anyMatch(range -> range.first() <= step && step < range.end());
  }

  private Kernel kernel(Node node, int examples) {
    return Kernels.of(node, examples, steady::contains, spared::contains, backend);
  }

  /// Where a kernel may write over an operand that no later step reads, it does.
  private void shareWithDying() {
    for (int step = 0; step < computing.size(); step++) {
      Node node = computing.get(step);
      for (int index : isPortioned(step) ? List.<Integer>of() : InPlace.of(node)) {
        Value operand = owner(node.input(index));
        Value result = node.output(0);
        boolean dies = lasts.getOrDefault(operand, 0) == step && !forever.contains(operand);
        boolean once = node.inputs().stream().filter(v -> owner(v).equals(operand)).count() == 1;
        if (dies && once && !forever.contains(result) && owner(result).equals(result)) {
          owners.put(result, operand);
          lasts.put(operand, lasts.getOrDefault(result, step));
          break;
        }
      }
    }
  }

  private Plan layout() {
    var lifetimes = new ArrayList<Lifetime>();
    var placed = new ArrayList<Value>();
    for (Node node : graph.nodes()) {
      for (int i = 0; i < node.outputs().size(); i++) {
        Value value = node.output(i);
        boolean ofModel = node.op() instanceof LeafOp.Variable;
        if (owner(value).equals(value) && !ofModel && !spared.contains(value)) {
          lifetimes.add(
              new Lifetime(
                  bytes(value), firsts.getOrDefault(value, 0), lasts.getOrDefault(value, 0)));
          placed.add(value);
        }
      }
    }
    var kernels = new ArrayList<Kernel>();
    for (int step = 0; step < computing.size(); step++) {
      Kernel kernel = kernel(computing.get(step), batch);
      kernels.add(kernel);
      lifetimes.add(new Lifetime(kernel.scratchBytes(threads), step, step));
    }
    int end = Math.max(0, computing.size() - 1);
    kernels.forEach(kernel -> lifetimes.add(new Lifetime(kernel.keptBytes(), 0, end)));
    for (PortionLayout layout : portions) {
      Portions range = layout.portions();
      lifetimes.add(new Lifetime(threads * layout.bytes(), range.first(), range.end() - 1));
    }
    Slots slots = Slots.of(lifetimes);
    var places = new HashMap<Value, Place>();
    for (int i = 0; i < placed.size(); i++) {
      places.put(placed.get(i), new Place.InSlab(slots.offsets().get(i)));
    }
    for (Node node : graph.nodes()) {
      for (int i = 0; i < node.outputs().size(); i++) {
        Value owner = owner(node.output(i));
        Place place =
            owner.node().op() instanceof LeafOp.Variable(var name)
                ? new Place.OfVariable(name)
                : spared.contains(owner) ? new Place.Nowhere() : places.get(owner);
        places.put(node.output(i), place);
      }
    }
    var steps = new ArrayList<Plan.PlannedStep>();
    for (int step = 0; step < computing.size(); step++) {
      int slot = placed.size() + step;
      steps.add(
          new Plan.PlannedStep(
              computing.get(step),
              kernels.get(step),
              slots.offsets().get(slot),
              lifetimes.get(slot).bytes(),
              slots.offsets().get(slot + computing.size())));
    }
    var placedPortions = new ArrayList<PortionLayout>();
    for (int i = 0; i < portions.size(); i++) {
      int slot = placed.size() + 2 * computing.size() + i;
      placedPortions.add(portions.get(i).at(slots.offsets().get(slot)));
    }
    return new Plan(
        graph,
        batch,
        threads,
        steps,
        once,
        placedPortions,
        places,
        slots.bytes(),
        Slots.leastBytes(lifetimes));
  }

  private long bytes(Value value) {
    return value.shape().at(batch).count() * DType.BYTES;
  }
}
