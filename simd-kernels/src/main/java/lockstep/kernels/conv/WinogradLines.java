package lockstep.kernels.conv;

/// What [WinogradReference] does to one line of a square.
///
/// @param side results of a line
/// @param window weights of a line
record WinogradLines(int side, int window) {

  private static final float THIRD = 1f / 3;
  private static final float FIFTEENTH = 1f / 15;

  static WinogradLines of(WinogradSquare square) {
    return new WinogradLines(square.side(), square.window());
  }

  /// How many pixels it has, and positions.
  int length() {
    return side + window - 1;
  }

  /// Whether its points are 0, 1, −1 and infinity. Else 2 and −½ are between.
  private boolean hasFour() {
    return length() == 4;
  }

  /// `Bᵀ d`.
  float[] pixels(float[] d) {
    if (hasFour()) {
      return new float[] {d[0] - d[2], d[1] + d[2], d[2] - d[1], d[1] - d[3]};
    }
    float even = d[4] - d[2];
    float odd = d[3] - d[1];
    float e = Math.fma(-1.5f, d[3], even);
    float o = Math.fma(-1.5f, d[2], odd);
    return new float[] {
      Math.fma(-1.5f, odd, even + (d[0] - d[2])),
      e + o,
      e - o,
      Math.fma(0.5f, odd, even),
      Math.fma(-2, odd, even),
      Math.fma(-1.5f, even, d[5] - d[3] - odd)
    };
  }

  /// `G g`.
  float[] weights(float[] g) {
    float even = every(g, 0);
    float odd = every(g, 1);
    if (hasFour()) {
      return new float[] {g[0], (even + odd) * 0.5f, (even - odd) * 0.5f, g[2]};
    }
    return new float[] {
      g[0],
      (even + odd) * -THIRD,
      (even - odd) * THIRD,
      polynomial(g, 2) * FIFTEENTH,
      polynomial(g, -0.5f) * (-16 * FIFTEENTH),
      g[window - 1]
    };
  }

  /// `Aᵀ m`.
  float[] results(float[] m) {
    if (hasFour()) {
      return new float[] {m[0] + m[1] + m[2], m[1] - m[2] - m[3]};
    }
    return powers(side, m[0], m[1] + m[2], m[1] - m[2], m[3], m[4], m[5]);
  }

  /// `A e`; with four points the last has the other sign, as it has in [#windowGradient].
  float[] resultGradients(float[] e) {
    float even = every(e, 0);
    float odd = every(e, 1);
    return hasFour()
        ? new float[] {e[0], even + odd, even - odd, e[1]}
        : new float[] {
          e[0], even + odd, even - odd, polynomial(e, 2), polynomial(e, -0.5f), e[side - 1]
        };
  }

  /// `Gᵀ u`.
  float[] windowGradient(float[] u) {
    if (hasFour()) {
      float half = (u[1] + u[2]) * 0.5f;
      return new float[] {u[0] + half, (u[1] - u[2]) * 0.5f, half - u[3]};
    }
    return powers(
        window,
        u[0],
        (u[2] - u[1]) * THIRD,
        (u[1] + u[2]) * -THIRD,
        u[3] * FIFTEENTH,
        u[4] * (-16 * FIFTEENTH),
        u[5]);
  }

  /// Sums of so many powers of the points.
  private static float[] powers(
      int count, float first, float even, float odd, float two, float half, float last) {
    float[] sums = new float[count];
    sums[0] = first + even + (two + half);
    for (int i = 1; i < count; i++) {
      float ofTwo = Math.fma(1 << i, two, i % 2 == 0 ? even : odd);
      float ofHalf = (float) Math.pow(-0.5, i);
      sums[i] = Math.fma(ofHalf, half, ofTwo);
    }
    sums[count - 1] += last;
    return sums;
  }

  private static float every(float[] values, int from) {
    float sum = values[from];
    for (int i = from + 2; i < values.length; i += 2) {
      sum += values[i];
    }
    return sum;
  }

  private static float polynomial(float[] factors, float at) {
    float value = factors[factors.length - 1];
    for (int i = factors.length - 2; i >= 0; i--) {
      value = Math.fma(at, value, factors[i]);
    }
    return value;
  }
}
