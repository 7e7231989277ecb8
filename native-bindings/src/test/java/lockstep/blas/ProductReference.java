package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;

/// `α·op(A)·op(B) + β·C` by three loops in double precision.
///
/// The tolerance of an element is the bound that single precision keeps in any order of summation,
/// with or without fused multiply-adds: `(K+3)·u·(|α|·Σ|a||b| + |β||c|)` with `u = 2⁻²⁴`, for K
/// products, K-1 sums and the three operations with α, β and C. (Higham, *Accuracy and Stability of
/// Numerical Algorithms*, §3.1; the factor `1/(1-(K+3)u)` is in the constant.)
record ProductReference(
    Transpose transA,
    Transpose transB,
    int k,
    float alpha,
    GuardedFloats a,
    GuardedFloats b,
    float beta) {

  private static final double ROUNDOFF = 1.0001 * 0x1p-24;

  /// Checks every element of `actual`, where `before` is C as it was before the call.
  void check(GuardedFloats before, GuardedFloats actual) {
    var wrong = new ArrayList<String>();
    for (int i = 0; i < actual.batch(); i++) {
      for (int row = 0; row < actual.rows(); row++) {
        for (int column = 0; column < actual.columns(); column++) {
          compare(before, actual, i, row, column, wrong);
        }
      }
    }
    assertThat(wrong).as("α %s, β %s: elements out of bounds", alpha, beta).isEmpty();
    actual.assertGuardsIntact();
  }

  private void compare(
      GuardedFloats before,
      GuardedFloats actual,
      int i,
      int row,
      int column,
      ArrayList<String> wrong) {
    double sum = 0;
    double magnitude = 0;
    for (int inner = 0; inner < k; inner++) {
      double left = transA == Transpose.NO ? a.get(i, row, inner) : a.get(i, inner, row);
      double right = transB == Transpose.NO ? b.get(i, inner, column) : b.get(i, column, inner);
      sum += left * right;
      magnitude += Math.abs(left * right);
    }
    // With β = 0 whatever C held does not count, not even a NaN.
    double old = beta == 0 ? 0 : (double) beta * before.get(i, row, column);
    double expected = alpha * sum + old;
    double bound = (k + 3) * ROUNDOFF * (Math.abs(alpha) * magnitude + Math.abs(old));
    float got = actual.get(i, row, column);
    if (!(Math.abs(got - expected) <= bound)) {
      wrong.add(
          "[%d, %d, %d] %s instead of %s ± %s".formatted(i, row, column, got, expected, bound));
    }
  }
}
