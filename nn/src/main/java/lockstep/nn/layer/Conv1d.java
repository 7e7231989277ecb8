package lockstep.nn.layer;

import lockstep.nn.graph.ConvWindow;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// A convolution of sequences, computed as one of images of height 1.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, T, C]` |
/// | weight | `[window, C / groups, out]` |
/// | bias | `[out]` |
/// | y | `[N, T', out]` |
///
/// @param out channels of y
/// @param window steps that a window spans
/// @param stride steps from one window to the next
/// @param padding what surrounds the sequences
/// @param dilation steps from one tap of the window to the next
/// @param groups parts into which channels are cut: part g of y sees part g of x only
/// @param bias whether there is one
public record Conv1d(
    int out, int window, int stride, Padding padding, int dilation, int groups, Bias bias)
    implements Layer {

  /// Checks the settings.
  public Conv1d {
    Require.atLeast("Conv1d.out", 1, out);
    Require.atLeast("Conv1d.window", 1, window);
    Require.atLeast("Conv1d.stride", 1, stride);
    Require.atLeast("Conv1d.dilation", 1, dilation);
    Require.atLeast("Conv1d.groups", 1, groups);
  }

  /// At every step, with that padding and a bias.
  public Conv1d(int out, int window, Padding padding) {
    this(out, window, 1, padding, 1, 1, Bias.ADDED);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Shape sequences = x.shape();
    g.expect(sequences.rank() == 3, "Conv1d", "sequences [N, T, C]", x, "Reshape it.");
    int channels = sequences.size(2);
    g.expect(
        channels % groups == 0,
        "Conv1d",
        "channels that " + groups + " groups divide",
        x,
        "Choose another number of groups.");
    int part = channels / groups;
    Initializer uniform = Initializer.lecun(window * part);
    Value weight = g.parameter("weight", Shape.of(window, part, out), uniform);
    Padding.Ends ends = padding.along(sequences.size(1), dilation * (window - 1) + 1, stride);
    Value images =
        g.conv2d(
            g.reshape(x, sequences.insert(1, 1)),
            g.reshape(weight, Shape.of(1, window, part, out)),
            ConvWindow.sequence(window, stride, dilation, ends.before(), ends.after())
                .grouped(groups));
    Value y = g.reshape(images, images.shape().without(1));
    return switch (bias) {
      case ADDED -> g.add(y, g.parameter("bias", Shape.of(out), uniform));
      case NONE -> y;
    };
  }
}
