package lockstep.kernels.map;

/// The functions of one element that have a parameter, and Mish: each a record of its parameters.
///
/// | activation | value | slope |
/// |---|---|---|
/// | LeakyRelu | x where x > 0, else slope·x | 1 where x > 0, else slope |
/// | Elu | x where x > 0, else α·(eˣ − 1) | 1 where x > 0, else α·eˣ |
/// | Mish | x·tanh(log(1 + eˣ)) | see [MishFunction] |
/// | HardSwish | x·min(max(x + 3, 0), 6)/6 | 0 below −3, 1 above 3, else x/3 + ½ |
/// | Affine | factor·x + offset, rounded once | factor |
/// | Clamp | low where x < low, high where x > high, else x | 0 there, else 1 |
///
/// A NaN stays NaN; the slope of Clamp there is 1. Slopes are taken from the argument x.
public sealed interface Shaped {

  /// x where x > 0, else slope·x.
  record LeakyRelu(float slope) implements Shaped {}

  /// x where x > 0, else α·(eˣ − 1).
  record Elu(float alpha) implements Shaped {}

  /// x·tanh(log(1 + eˣ)).
  record Mish() implements Shaped {}

  /// x·min(max(x + 3, 0), 6)/6: swish of straight lines.
  record HardSwish() implements Shaped {}

  /// factor·x + offset, as a fused multiply-add.
  record Affine(float factor, float offset) implements Shaped {}

  /// x between low and high.
  record Clamp(float low, float high) implements Shaped {

    /// Checks that low is not above high.
    public Clamp {
      if (!(low <= high)) {
        throw new IllegalArgumentException(
            "low: expected at most high = " + high + ", got " + low + ".");
      }
    }
  }
}
