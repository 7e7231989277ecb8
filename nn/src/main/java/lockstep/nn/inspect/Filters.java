package lockstep.nn.inspect;

import java.util.Optional;
import lockstep.nn.Model;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// The weights by which the first layer looks at a picture: windows of a convolution, or of a dense
/// layer as many whole pictures as it has outputs.
public final class Filters {

  private final String layer;
  private final Tensor weights;
  private final Shape sizes;
  private final int count;

  private Filters(String layer, Tensor weights, Shape sizes, int count) {
    this.layer = layer;
    this.weights = weights;
    this.sizes = sizes;
    this.count = count;
  }

  /// {@return the filters of a model's first layer}
  ///
  /// @throws IllegalArgumentException if it does not look at pictures, or not by filters
  public static Filters of(Model model) {
    Shape example = model.example();
    if (example.rank() != 3) {
      throw new IllegalArgumentException(
          "filters: expected a model that sees pictures [height, width, channels], this one sees "
              + example
              + ". There is nothing to draw.");
    }
    return model.graph().nodes().stream()
        .filter(node -> node.op() instanceof ProductOp && isFirst(node.input(0)))
        .findFirst()
        .flatMap(node -> of(node, model))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "filters: expected a convolution or a dense layer first, this model begins with"
                    + " another. There is nothing to draw."));
  }

  /// Whether it is what the model sees, at most in another shape.
  private static boolean isFirst(Value value) {
    return switch (value.node().op()) {
      case LeafOp.Input(var name) -> name.equals(Model.INPUT);
      case MoveOp.Reshape _, MoveOp.Pad _, RandomOp.Dropout _ -> isFirst(value.node().input(0));
      default -> false;
    };
  }

  private static Optional<Filters> of(Node node, Model model) {
    if (!(node.input(1).node().op() instanceof LeafOp.Variable(var name))) {
      return Optional.empty();
    }
    Tensor weights = model.variables().get(name);
    Shape shape = weights.shape();
    Shape example = model.example();
    if (node.op() instanceof ProductOp.Conv2d && node.input(0).shape().rank() == 4) {
      boolean seen = node.input(0).shape().size(3) == example.size(2);
      Shape window = Shape.of(shape.size(0), shape.size(1), shape.size(2));
      return seen
          ? Optional.of(new Filters(node.origin(), weights, window, shape.size(3)))
          : Optional.empty();
    }
    boolean whole = shape.rank() == 2 && shape.size(0) == example.count();
    return whole
        ? Optional.of(new Filters(node.origin(), weights, example, shape.size(1)))
        : Optional.empty();
  }

  /// {@return the layer's path}
  public String layer() {
    return layer;
  }

  /// {@return how many there are}
  public int count() {
    return count;
  }

  /// {@return rows, columns and channels of each}
  public Shape sizes() {
    return sizes;
  }

  /// {@return a weight}
  public float weight(int filter, int y, int x, int channel) {
    int at = (y * sizes.size(1) + x) * sizes.size(2) + channel;
    return weights.get(at * count + filter);
  }

  /// {@return the weights of a filter, row by row}
  float[] values(int filter) {
    float[] values = new float[Math.toIntExact(sizes.count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = weights.get(i * count + filter);
    }
    return values;
  }
}
