package lockstep.nn.run;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import lockstep.kernels.Parallel;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;
import lockstep.nn.plan.Plan;
import lockstep.nn.plan.PortionLayout;
import lockstep.nn.plan.bind.Addresses;
import lockstep.nn.plan.bind.Kernel;
import lockstep.nn.plan.bind.Step;
import lockstep.nn.tensor.DType;

/// Takes a batch through several steps of a plan, a portion at a time: a share of the work is a
/// portion, copied into its thread's memory, taken through all the steps there, and copied out.
final class PortionStep implements Step {

  private static final Parallel ALONE = Parallel.of(1, Parallel.Idle.SLEEP);

  /// Examples of a value, in the memory of a thread or of all.
  private record Part(MemorySegment all, long exampleBytes, List<MemorySegment> ofThread) {

    void in(int first, int thread) {
      MemorySegment own = ofThread.get(thread);
      MemorySegment.copy(all, first * exampleBytes, own, 0, own.byteSize());
    }

    void out(int first, int thread) {
      MemorySegment own = ofThread.get(thread);
      MemorySegment.copy(own, 0, all, first * exampleBytes, own.byteSize());
    }
  }

  private final int batch;
  private final int examples;
  private final Part[] in;
  private final Part[] out;
  private final Step[][] ofThread;
  private final Parallel.Task portion = this::portion;

  private PortionStep(int batch, int examples, Part[] in, Part[] out, Step[][] ofThread) {
    this.batch = batch;
    this.examples = examples;
    this.in = in;
    this.out = out;
    this.ofThread = ofThread;
  }

  /// {@return those steps of a plan, in its slab}
  ///
  /// @param memory where a value of the whole batch is, or one that does not depend on it
  static PortionStep of(
      Plan plan, PortionLayout layout, MemorySegment slab, Function<Value, MemorySegment> memory) {
    int first = layout.portions().first();
    var all = new ArrayList<Step[]>();
    for (int thread = 0; thread < plan.threads(); thread++) {
      var places = new Places(layout, slab, memory, thread);
      var steps = new ArrayList<Step>();
      List<Kernel> kernels = layout.kernels().get(thread);
      for (int i = 0; i < kernels.size(); i++) {
        Plan.PlannedStep planned = plan.steps().get(first + i);
        steps.add(kernels.get(i).bind(places.of(i, kernels.get(i), planned)));
      }
      all.add(steps.toArray(Step[]::new));
    }
    Function<Value, Part> part =
        value ->
            new Part(
                memory.apply(value),
                value.shape().count() * DType.BYTES,
                IntStream.range(0, plan.threads())
                    .mapToObj(thread -> new Places(layout, slab, memory, thread).of(value))
                    .toList());
    return new PortionStep(
        plan.batch(),
        layout.portions().examples(),
        layout.in().stream().map(part).toArray(Part[]::new),
        layout.out().stream().map(part).toArray(Part[]::new),
        all.toArray(Step[][]::new));
  }

  /// Where a thread finds operands.
  private record Places(
      PortionLayout layout, MemorySegment slab, Function<Value, MemorySegment> memory, int thread) {

    MemorySegment of(Value value) {
      if (!layout.offsets().containsKey(value)) {
        return memory.apply(value);
      }
      long bytes = value.shape().at(layout.portions().examples()).count() * DType.BYTES;
      return slab.asSlice(layout.place(value, thread), bytes);
    }

    /// What stays from run to run is shared: it is laid out for a batch of any size.
    Addresses of(int step, Kernel kernel, Plan.PlannedStep planned) {
      Node node = planned.node();
      long scratch = layout.start() + thread * layout.bytes() + layout.scratch().get(step);
      return new Addresses(
          node.inputs().stream().map(this::of).toList(),
          IntStream.range(0, node.outputs().size()).mapToObj(i -> of(node.output(i))).toList(),
          slab.asSlice(scratch, kernel.scratchBytes(1)),
          slab.asSlice(planned.keptOffset(), kernel.keptBytes()));
    }
  }

  @Override
  public void run(Parallel parallel) {
    parallel.run(Math.ceilDiv(batch, examples), portion);
  }

  /// The last portion begins as early as it must to be whole: the examples that it shares with the
  /// one before get the same bits twice.
  private void portion(int share, int thread) {
    int first = Math.min(share * examples, batch - examples);
    for (Part part : in) {
      part.in(first, thread);
    }
    for (Step step : ofThread[thread]) {
      step.run(ALONE);
    }
    for (Part part : out) {
      part.out(first, thread);
    }
  }
}
