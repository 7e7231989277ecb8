package lockstep.nn.layer;

import java.util.List;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// What attention does to queries and keys so that scores depend on how far apart tokens are.
public sealed interface Rotation {

  /// Nothing: tokens know their places, or need not.
  record None() implements Rotation {}

  /// Rotary positions. With D features of a head, features i and i + D/2 of token t are turned by
  /// the angle `t / base^(2i/D)`.
  ///
  /// @param base how much slower the last pair turns than the first, 10,000 as a rule
  record Rotary(double base) implements Rotation {

    /// Checks the base.
    public Rotary {
      if (!(base > 1 && base < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Rotary.base: expected a number greater than 1, got " + base + ". Usual is 10000.");
      }
    }

    private Value rotated(GraphBuilder g, Value x, int headSize) {
      int tokens = x.shape().size(1);
      int half = headSize / 2;
      g.expect(
          headSize % 2 == 0,
          "Rotary",
          "heads of an even size, not of " + headSize,
          x,
          "Choose another number of heads.");
      Value cosines = g.constant(table(tokens, headSize, false));
      Value sines = g.constant(table(tokens, headSize, true));
      Shape heads = x.shape().with(2, headSize).insert(2, x.shape().size(2) / headSize);
      Value headed = g.reshape(x, heads);
      Value swapped =
          g.concat(-1, List.of(g.slice(headed, -1, half, half), g.slice(headed, -1, 0, half)));
      Value turned = g.add(g.multiply(headed, cosines), g.multiply(swapped, sines));
      return g.reshape(turned, x.shape());
    }

    /// Cosines, or sines that are negative in the first half, `[T, 1, D]`.
    private Tensor table(int tokens, int headSize, boolean sines) {
      int half = headSize / 2;
      float[] numbers = new float[tokens * headSize];
      for (int token = 0; token < tokens; token++) {
        for (int i = 0; i < half; i++) {
          double angle = token / StrictMath.pow(base, 2.0 * i / headSize);
          double sine = StrictMath.sin(angle);
          double cosine = StrictMath.cos(angle);
          numbers[token * headSize + i] = (float) (sines ? -sine : cosine);
          numbers[token * headSize + half + i] = (float) (sines ? sine : cosine);
        }
      }
      return Tensor.of(Shape.of(tokens, 1, headSize), numbers);
    }
  }

  /// {@return no rotation}
  static Rotation none() {
    return new None();
  }

  /// {@return rotary positions with the usual base}
  static Rotation rotary() {
    return new Rotary(10_000);
  }

  /// {@return queries or keys `[N, T, heads·D]`, turned}
  default Value turn(GraphBuilder g, Value x, int headSize) {
    return switch (this) {
      case None _ -> x;
      case Rotary rotary -> rotary.rotated(g, x, headSize);
    };
  }
}
