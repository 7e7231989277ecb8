package lockstep.nn.data;

import lockstep.nn.tensor.Shape;

/// Samples made of two. Targets become a share of each class, so the loss must take such.
public sealed interface Mixing {

  /// Samples stay as they are.
  record None() implements Mixing {}

  /// All numbers are averaged, with weights drawn from Beta(alpha, alpha).
  ///
  /// @param alpha greater than 0; small ones leave most samples nearly as they are
  record MixUp(double alpha) implements Mixing {
    /// Checks the parameter.
    public MixUp {
      requirePositive("MixUp", alpha);
    }
  }

  /// A rectangle of the other image is pasted in; its area is drawn from Beta(alpha, alpha).
  ///
  /// @param alpha greater than 0; 1 makes all areas alike
  record CutMix(double alpha) implements Mixing {
    /// Checks the parameter.
    public CutMix {
      requirePositive("CutMix", alpha);
    }
  }

  private static void requirePositive(String mixing, double alpha) {
    if (!(alpha > 0)) {
      throw new IllegalArgumentException(
          mixing + ".alpha: expected a number greater than 0, got " + alpha + ".");
    }
  }

  /// {@return a sample made of two}
  ///
  /// @param classes how many there are
  default Sample mix(Sample one, Sample other, int classes, Draw draw) {
    return switch (this) {
      case None _ -> one;
      case MixUp(var alpha) -> {
        float share = (float) beta(alpha, draw);
        Numbers a = numbers(one);
        Numbers b = numbers(other);
        float[] mixed = new float[a.values().length];
        for (int i = 0; i < mixed.length; i++) {
          mixed[i] = share * a.values()[i] + (1 - share) * b.values()[i];
        }
        Item target = shares(one, other, share, classes);
        int length = Math.max(a.length(), b.length());
        yield new Sample(new Numbers(a.shape(), length, mixed), target, one.origin());
      }
      case CutMix(var alpha) -> cut(one, other, beta(alpha, draw), classes, draw);
    };
  }

  private static Sample cut(Sample one, Sample other, double share, int classes, Draw draw) {
    Numbers a = numbers(one);
    Numbers b = numbers(other);
    Shape shape = a.shape();
    if (shape.rank() != 3) {
      throw new IllegalArgumentException("CutMix: expected an image, got " + a.describe() + ".");
    }
    int height = shape.size(0);
    int width = shape.size(1);
    double side = StrictMath.sqrt(1 - share);
    int h = (int) (height * side);
    int w = (int) (width * side);
    int top = draw.below(height - h + 1);
    int left = draw.below(width - w + 1);
    float[] mixed = a.values().clone();
    int row = width * shape.size(2);
    for (int y = top; y < top + h; y++) {
      int from = y * row + left * shape.size(2);
      System.arraycopy(b.values(), from, mixed, from, w * shape.size(2));
    }
    float kept = 1 - (float) (h * w) / (height * width);
    return new Sample(new Numbers(shape, mixed), shares(one, other, kept, classes), one.origin());
  }

  private static Numbers numbers(Sample sample) {
    return Step.expect(Numbers.class, sample.input(), "Mixing");
  }

  private static Item shares(Sample one, Sample other, float share, int classes) {
    float[] shares = new float[classes];
    shares[classOf(one)] += share;
    shares[classOf(other)] += 1 - share;
    return new Numbers(Shape.of(classes), shares);
  }

  private static int classOf(Sample sample) {
    return Step.expect(Tokens.class, sample.target(), "Mixing").values()[0];
  }

  /// Jöhnk's way: two powers of uniform numbers, drawn again until their sum is at most 1.
  private static double beta(double alpha, Draw draw) {
    for (int i = 0; i < 1000; i++) {
      double u = StrictMath.pow(draw.uniform(), 1 / alpha);
      double v = StrictMath.pow(draw.uniform(), 1 / alpha);
      if (u + v > 0 && u + v <= 1) {
        return u / (u + v);
      }
    }
    return 0.5;
  }
}
