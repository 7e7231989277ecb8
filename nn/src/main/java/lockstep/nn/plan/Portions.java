package lockstep.nn.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;

/// Steps that follow one another and go through the batch a few examples at a time: a thread takes
/// its examples from the first of these steps to the last before it takes the next ones.
///
/// So most of what a step leaves is still in the second-level cache when the next one reads it, and
/// threads wait for each other once. It is for the images of a convolutional network, where what
/// flows is larger than the weights.
///
/// @param first the first step
/// @param end the step behind the last
/// @param examples how many examples at a time
public record Portions(int first, int end, int examples) {

  /// What a step may read and write of one example without leaving the second-level cache.
  private static final long CACHE = 512 << 10;

  /// What a step may read and write of all its examples. Part of that comes from further away, but
  /// as many more examples share the weights and fill the tiles (`jmh/lab`, 25).
  private static final long AT_ONCE = 2 << 20;

  /// Operations for each byte of weights that are enough for those to come from further away.
  private static final double OPERATIONS_PER_WEIGHT_BYTE = 64;

  /// Portions for each thread, so that they end at about the same time.
  private static final int PORTIONS_PER_THREAD = 4;

  /// {@return where a plan does so}
  ///
  /// @param steps the nodes in the order in which they run
  /// @param once how many of them, the first ones, do not see the batch
  /// @param steady the values that no input changes
  static List<Portions> of(
      List<Node> steps, int once, int batch, int threads, Predicate<Value> steady) {
    var found = new ArrayList<Portions>();
    int most = Math.max(1, batch / (PORTIONS_PER_THREAD * threads));
    if (batch < 2 * threads || batch == 1) {
      return found;
    }
    int first = once;
    while (first < steps.size()) {
      int end = first;
      long bytes = 0;
      while (end < steps.size() && suits(steps.get(end), most, steady)) {
        bytes = Math.max(bytes, bytes(steps.get(end), steady));
        end++;
      }
      if (end > first + 1 && hasConvolution(steps.subList(first, end))) {
        found.add(new Portions(first, end, examples(bytes, most)));
      }
      first = end + 1;
    }
    return found;
  }

  /// A power of two, as batches mostly are.
  private static int examples(long bytes, int most) {
    return Integer.highestOneBit(Math.clamp(AT_ONCE / Math.max(1, bytes), 1, most));
  }

  private static boolean hasConvolution(List<Node> nodes) {
    return nodes.stream().anyMatch(node -> node.op() instanceof ProductOp.Conv2d);
  }

  /// Whether its examples have nothing to do with each other and one of them fits the cache.
  private static boolean suits(Node node, int most, Predicate<Value> steady) {
    return switch (node.op()) {
          case ProductOp.Conv2d _, PoolOp.MaxPool _, PoolOp.AveragePool _ -> true;
          case MapOp.UnaryMap _, MapOp.ShapedMap _, MapOp.Affine _, MapOp.BinaryMap _ -> true;
          default -> false;
        }
        && seen(node, steady).stream().allMatch(value -> value.shape().batchAxis() == 0)
        && bytes(node, steady) <= CACHE
        && isWorthItsWeights(node, most, steady);
  }

  private static boolean isWorthItsWeights(Node node, int most, Predicate<Value> steady) {
    long weights =
        node.inputs().stream().filter(steady).mapToLong(value -> value.shape().count()).sum();
    double operations = Work.of(node, examples(bytes(node, steady), most)).operations();
    return operations >= OPERATIONS_PER_WEIGHT_BYTE * weights * DType.BYTES;
  }

  /// The bytes that one example has in a step.
  private static long bytes(Node node, Predicate<Value> steady) {
    return seen(node, steady).stream().mapToLong(value -> value.shape().count()).sum()
        * DType.BYTES;
  }

  /// What a node reads and writes of the batch.
  private static List<Value> seen(Node node, Predicate<Value> steady) {
    var values = new ArrayList<Value>();
    node.inputs().stream().filter(steady.negate()).distinct().forEach(values::add);
    for (int i = 0; i < node.outputs().size(); i++) {
      values.add(node.output(i));
    }
    return values;
  }
}
