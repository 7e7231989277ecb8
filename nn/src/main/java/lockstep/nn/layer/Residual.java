package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// `activation(main(x) + shortcut(x))`; the names of the parts are `main`, `shortcut` and
/// `activation`.
///
/// | tensor | shape |
/// |---|---|
/// | x | any |
/// | main(x), shortcut(x), y | one shape |
///
/// @param main what learns the difference
/// @param shortcut what leads around it, of the same result shape
/// @param activation what is done to the sum
public record Residual(Layer main, Layer shortcut, Layer activation) implements Layer {

  /// {@return `x + main(x)`}
  public static Residual of(Layer main) {
    return new Residual(main, new Identity(), new Identity());
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Value learnt = main.lower(g, "main", x);
    Value around = shortcut.lower(g, "shortcut", x);
    g.expect(
        around.shape().equals(learnt.shape()),
        "Residual",
        "a shortcut of the shape " + learnt.shape() + " of its main part",
        around,
        "Give it a shortcut that projects, such as a 1×1 convolution with the same stride.");
    return activation.lower(g, "activation", g.add(learnt, around));
  }
}
