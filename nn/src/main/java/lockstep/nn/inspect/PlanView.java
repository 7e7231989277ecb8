package lockstep.nn.inspect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import lockstep.kernels.map.Binary;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;
import lockstep.nn.plan.Plan;
import lockstep.nn.plan.Work;
import lockstep.nn.tensor.Shape;

/// What runs, node by node, and what was merged into what.
///
/// @param batch how many examples at once
/// @param slab bytes of memory for all that comes and goes
/// @param made how many nodes the layers asked for
/// @param lines what runs, in order
public record PlanView(int batch, long slab, int made, List<Line> lines) {

  /// When a node runs.
  public enum When {
    /// Only after weights have changed.
    WEIGHTS_CHANGED,
    /// In each run.
    EACH_RUN
  }

  /// A node that runs.
  ///
  /// @param number that of the node
  /// @param what its operation
  /// @param result the shape of what it makes
  /// @param operations multiplications and additions of its products
  /// @param bytes what it reads and writes
  /// @param origin the layer that asked for it
  /// @param merged what it does besides: operations and the layers that asked for them
  /// @param inPlace whether it writes over what it reads
  /// @param when when it runs
  public record Line(
      int number,
      String what,
      Shape result,
      double operations,
      long bytes,
      String origin,
      List<String> merged,
      boolean inPlace,
      When when) {

    /// Copies the list.
    public Line {
      merged = List.copyOf(merged);
    }
  }

  /// Copies the list.
  public PlanView {
    lines = List.copyOf(lines);
  }

  /// {@return what a plan runs}
  ///
  /// @param made the graph as the layers made it, which the plan's was rewritten from
  public static PlanView of(Graph made, Plan plan) {
    Merges merges = Merges.of(made, plan.graph());
    var lines = new ArrayList<Line>();
    for (int i = 0; i < plan.steps().size(); i++) {
      Node node = plan.steps().get(i).node();
      Work work = Work.of(plan, node);
      lines.add(
          new Line(
              node.id(),
              OpCaptions.of(node.op()),
              node.outputs().isEmpty() ? Shape.scalar() : node.output(0).shape().at(plan.batch()),
              work.operations(),
              work.bytes(),
              merges.origin(node),
              merged(merges.origin(node), merges.tookIn(node)),
              isInPlace(plan, node),
              i < plan.once() ? When.WEIGHTS_CHANGED : When.EACH_RUN));
    }
    int count = (int) made.nodes().stream().filter(Merges::computes).count();
    return new PlanView(plan.batch(), plan.slabBytes(), count, lines);
  }

  /// What is of the same layer needs no name.
  private static List<String> merged(String into, List<Node> nodes) {
    var words = new LinkedHashSet<String>();
    for (Node node : nodes) {
      words.add(word(node) + (node.origin().equals(into) ? "" : " of " + node.origin()));
    }
    return List.copyOf(words);
  }

  private static String word(Node node) {
    boolean adds = node.op() instanceof MapOp.BinaryMap(var function) && function == Binary.ADD;
    boolean variable =
        node.inputs().stream().anyMatch(input -> input.node().op() instanceof LeafOp.Variable);
    return adds ? variable ? "bias" : "sum" : OpCaptions.of(node.op());
  }

  private static boolean isInPlace(Plan plan, Node node) {
    for (int i = 0; i < node.outputs().size(); i++) {
      Value made = node.output(i);
      boolean over =
          node.inputs().stream()
              .filter(input -> !(input.node().op() instanceof LeafOp))
              .anyMatch(input -> plan.place(input).equals(plan.place(made)));
      if (over && made.shape().count() > 0) {
        return true;
      }
    }
    return false;
  }
}
