package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// A fully connected layer, `y = x·weight + bias` over the last axis.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[…, features]` |
/// | weight | `[features, out]` |
/// | bias | `[out]` |
/// | y | `[…, out]` |
///
/// @param out features of y
/// @param bias whether there is one
public record Dense(int out, Bias bias) implements Layer {

  /// Checks the size.
  public Dense {
    Require.atLeast("Dense.out", 1, out);
  }

  /// With a bias.
  public Dense(int out) {
    this(out, Bias.ADDED);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(
        x.shape().rank() >= 2 && x.dtype() == DType.FLOAT32,
        "Dense",
        "at least two axes […, features] of FLOAT32",
        x,
        "Reshape it, or look it up in an Embedding.");
    int in = x.shape().size(-1);
    Value y = g.matMul(x, g.parameter("weight", Shape.of(in, out), Initializer.lecun(in)));
    return switch (bias) {
      case ADDED -> g.add(y, g.parameter("bias", Shape.of(out), Initializer.lecun(in)));
      case NONE -> y;
    };
  }
}
