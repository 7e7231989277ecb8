package lockstep.kernels.random;

/// The normal distribution in double, from its series and continued fraction.
final class Gauss {

  private Gauss() {}

  static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /// Φ(x) − ½, precise relative to itself for small `x`.
  static double aboveMedian(double x) {
    double term = x;
    double sum = x;
    for (int k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
      term *= x * x / (2 * k + 1);
      sum += term;
    }
    return sum * density(x);
  }

  /// 1 − Φ(x), precise relative to itself for large `x`.
  static double upper(double x) {
    if (x < 2.5) {
      return 0.5 - aboveMedian(x);
    }
    double fraction = x;
    for (int k = 150; k > 0; k--) {
      fraction = x + k / fraction;
    }
    return density(x) / fraction;
  }
}
