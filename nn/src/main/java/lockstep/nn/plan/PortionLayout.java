package lockstep.nn.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;
import lockstep.nn.plan.bind.Kernel;
import lockstep.nn.tensor.DType;

/// What a thread needs to take a portion through its steps: places for the examples of all that
/// flows there, in memory of its own, and kernels of its own.
///
/// @param portions the steps
/// @param in what comes from before
/// @param out what somebody needs afterwards
/// @param offsets where values are in the memory of a thread
/// @param scratch for each step where its scratch memory is there
/// @param kernels for each thread those of the steps
/// @param bytes the size of a thread's memory
/// @param start where in the slab that of the first thread begins; the others' follow
public record PortionLayout(
    Portions portions,
    List<Value> in,
    List<Value> out,
    Map<Value, Long> offsets,
    List<Long> scratch,
    List<List<Kernel>> kernels,
    long bytes,
    long start) {

  /// Makes the kernel of a node for so many examples.
  @FunctionalInterface
  interface KernelMaker {
    Kernel make(Node node, int examples);
  }

  /// Copies the collections.
  public PortionLayout {
    in = List.copyOf(in);
    out = List.copyOf(out);
    offsets = Map.copyOf(offsets);
    scratch = List.copyOf(scratch);
    kernels = List.copyOf(kernels);
  }

  /// {@return the layout of the steps of those nodes}
  ///
  /// @param owner whose memory a value is in
  /// @param varying whether a value depends on the batch
  /// @param needed whether a step behind these needs a value
  /// @param kernel makes the kernel of a node for so many examples
  static PortionLayout of(
      Portions portions,
      List<Node> nodes,
      int threads,
      UnaryOperator<Value> owner,
      Predicate<Value> varying,
      Predicate<Value> needed,
      KernelMaker kernel) {
    var lives = new LinkedHashMap<Value, Lifetime>();
    var in = new LinkedHashSet<Value>();
    for (int step = 0; step < nodes.size(); step++) {
      Node node = nodes.get(step);
      for (Value input : node.inputs()) {
        Value read = owner.apply(input);
        if (varying.test(input)) {
          if (!lives.containsKey(read)) {
            in.add(read);
            lives.put(read, life(read, 0, portions));
          }
          lives.computeIfPresent(read, until(step));
        }
      }
      for (int i = 0; i < node.outputs().size(); i++) {
        lives.put(node.output(i), life(node.output(i), step, portions));
      }
    }
    var out = lives.keySet().stream().filter(needed).filter(value -> !in.contains(value)).toList();
    out.forEach(value -> lives.computeIfPresent(value, until(nodes.size() - 1)));
    IntFunction<List<Kernel>> ofThread =
        _ -> nodes.stream().map(node -> kernel.make(node, portions.examples())).toList();
    var kernels = IntStream.range(0, threads).mapToObj(ofThread).toList();
    return placed(portions, nodes, List.copyOf(in), out, lives, kernels, owner);
  }

  private static Lifetime life(Value value, int step, Portions portions) {
    return new Lifetime(value.shape().at(portions.examples()).count() * DType.BYTES, step, step);
  }

  private static BiFunction<Value, Lifetime, Lifetime> until(int step) {
    return (_, life) -> new Lifetime(life.bytes(), life.first(), Math.max(life.last(), step));
  }

  /// {@return the same, with the memory of all threads at that place of the slab}
  PortionLayout at(long place) {
    return new PortionLayout(portions, in, out, offsets, scratch, kernels, bytes, place);
  }

  /// {@return where a thread has a value, in bytes from the start of the slab}
  public long place(Value value, int thread) {
    return start + thread * bytes + Objects.requireNonNull(offsets.get(value), value::toString);
  }

  private static PortionLayout placed(
      Portions portions,
      List<Node> nodes,
      List<Value> in,
      List<Value> out,
      Map<Value, Lifetime> lives,
      List<List<Kernel>> kernels,
      UnaryOperator<Value> owner) {
    var values = List.copyOf(lives.keySet());
    var lifetimes = new ArrayList<>(lives.values());
    for (int step = 0; step < nodes.size(); step++) {
      lifetimes.add(new Lifetime(kernels.getFirst().get(step).scratchBytes(1), step, step));
    }
    Slots slots = Slots.of(lifetimes);
    var offsets = new HashMap<Value, Long>();
    for (int i = 0; i < values.size(); i++) {
      offsets.put(values.get(i), slots.offsets().get(i));
    }
    for (Node node : nodes) {
      for (Value input : node.inputs()) {
        Long offset = offsets.get(owner.apply(input));
        if (offset != null) {
          offsets.put(input, offset);
        }
      }
    }
    var scratch = slots.offsets().subList(values.size(), values.size() + nodes.size());
    return new PortionLayout(portions, in, out, offsets, scratch, kernels, slots.bytes(), 0);
  }
}
