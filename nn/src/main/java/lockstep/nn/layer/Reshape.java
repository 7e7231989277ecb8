package lockstep.nn.layer;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// Each example in another shape, row by row.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, …]` |
/// | y | `[N, sizes…]` |
///
/// @param sizes those of one example, without N
public record Reshape(List<Integer> sizes) implements Layer {

  /// Copies the sizes.
  public Reshape {
    sizes = List.copyOf(sizes);
  }

  /// {@return a layer that gives each example those sizes}
  public static Reshape of(int... sizes) {
    return new Reshape(IntStream.of(sizes).boxed().toList());
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Shape to = Shape.of(0).withAxisOf(0, x.shape(), 0);
    for (int size : sizes) {
      to = to.insert(to.rank(), size);
    }
    return g.reshape(x, to);
  }
}
