package lockstep.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import lockstep.kernels.peak.Peak;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;
import lockstep.nn.plan.Plan;
import lockstep.nn.plan.Work;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.Shape;

/// How long each node of a plan takes, as a mean over many steps.
///
/// @param lines the nodes that run in every step, the slowest first
/// @param steps how many steps were timed
/// @param microseconds what all nodes of a step take
/// @param peakGflops the rate of fused multiply-adds alone
/// @param threads how many threads computed
public record Profile(
    List<Line> lines, int steps, double microseconds, double peakGflops, int threads) {

  private static final long NANOS = 2_000_000_000;
  private static final int LEAST_STEPS = 10;

  /// Copies the lines.
  public Profile {
    lines = List.copyOf(lines);
  }

  /// One node.
  ///
  /// @param node the node
  /// @param shape of what it makes, or of what it changes
  /// @param microseconds how long it takes in a step
  /// @param work how much it has to do
  public record Line(Node node, Shape shape, double microseconds, Work work) {

    /// {@return its rate in 10⁹ operations a second}
    public double gflops() {
      return work.operations() / microseconds / 1e3;
    }

    /// {@return its rate in 10⁹ bytes a second}
    public double gigabytes() {
      return work.bytes() / microseconds / 1e3;
    }
  }

  /// All nodes of one kind of operation.
  ///
  /// @param name the operation's name
  /// @param nodes how many there are
  /// @param microseconds how long they take in a step
  public record Kind(String name, int nodes, double microseconds) {}

  /// Times a plan once its kernels are compiled; the peak too would be too low before.
  ///
  /// @param before what gives a step its batch
  static Profile of(PlanRunner runner, Runnable before, int threads) {
    var clock = new Clock(runner.plan().steps().size());
    InTurn.warmUp(() -> step(runner, before, clock));
    clock.reset();
    int steps = 0;
    long start = System.nanoTime();
    while (steps < LEAST_STEPS || System.nanoTime() - start < NANOS) {
      step(runner, before, clock);
      steps++;
    }
    return of(runner.plan(), clock, steps, threads);
  }

  private static void step(PlanRunner runner, Runnable before, Clock clock) {
    before.run();
    clock.start();
    runner.run(clock);
  }

  private static Profile of(Plan plan, Clock clock, int steps, int threads) {
    var lines = new ArrayList<Line>();
    // What comes before runs only when variables have changed, which is never while predicting.
    for (int i = plan.once(); i < plan.steps().size(); i++) {
      Node node = plan.steps().get(i).node();
      Value shown = node.outputs().isEmpty() ? node.input(0) : node.output(0);
      lines.add(
          new Line(
              node,
              shown.shape().at(plan.batch()),
              clock.nanos[i] / 1e3 / steps,
              Work.of(node, plan.batch())));
    }
    lines.sort(Comparator.comparingDouble(Line::microseconds).reversed());
    double sum = lines.stream().mapToDouble(Line::microseconds).sum();
    return new Profile(lines, steps, sum, peak(threads), threads);
  }

  /// The best of many: beside other processes, the compilation of its loop may take longer than one
  /// measurement, and two threads may share a processor through another.
  private static double peak(int threads) {
    var best = new AtomicReference<>(0.0);
    InTurn.warmUp(() -> best.accumulateAndGet(Peak.gflops(threads), Math::max));
    return best.get();
  }

  /// {@return the kinds of operations, the one that takes longest first}
  public List<Kind> kinds() {
    var kinds = new TreeMap<String, Kind>();
    for (Line line : lines) {
      kinds.merge(
          line.node.op().name(),
          new Kind(line.node.op().name(), 1, line.microseconds),
          (a, b) -> new Kind(a.name, a.nodes + b.nodes, a.microseconds + b.microseconds));
    }
    return kinds.values().stream()
        .sorted(Comparator.comparingDouble(Kind::microseconds).reversed())
        .toList();
  }

  /// {@return the part of a step that so many microseconds are}
  public double share(double part) {
    return part / microseconds;
  }

  /// {@return the part of the peak that a node of products reaches}
  public double peakShare(Line line) {
    return line.gflops() / peakGflops;
  }

  /// Adds up the time from each node to the next.
  private static final class Clock implements Consumer<Node> {

    private final long[] nanos;
    private int next;
    private long last;

    Clock(int nodes) {
      nanos = new long[nodes];
    }

    void reset() {
      Arrays.fill(nanos, 0);
    }

    void start() {
      next = 0;
      last = System.nanoTime();
    }

    @Override
    public void accept(Node node) {
      long now = System.nanoTime();
      nanos[next] += now - last;
      next++;
      last = now;
    }
  }
}
