package lockstep.kernels.conv;

/// What [WinogradReference] does to one line of a square, by its length: of a 3 × 3 window, or of a
/// 5 × 5 one.
final class WinogradLines {

  private static final float THIRD = 1f / 3;
  private static final float FIFTEENTH = 1f / 15;

  private WinogradLines() {}

  /// `Bᵀ d`.
  static float[] pixels(float[] d) {
    if (d.length == 4) {
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
  static float[] weights(float[] g) {
    if (g.length == 3) {
      float outer = g[0] + g[2];
      return new float[] {g[0], (outer + g[1]) * 0.5f, (outer - g[1]) * 0.5f, g[2]};
    }
    float even = g[0] + g[2] + g[4];
    float odd = g[1] + g[3];
    return new float[] {
      g[0],
      (even + odd) * -THIRD,
      (even - odd) * THIRD,
      polynomial(g, 2) * FIFTEENTH,
      polynomial(g, -0.5f) * (-16 * FIFTEENTH),
      g[4]
    };
  }

  private static float polynomial(float[] g, float at) {
    float value = g[4];
    for (int i = 3; i >= 0; i--) {
      value = Math.fma(at, value, g[i]);
    }
    return value;
  }

  /// `Aᵀ m`.
  static float[] results(float[] m) {
    if (m.length == 4) {
      return new float[] {m[0] + m[1] + m[2], m[1] - m[2] - m[3]};
    }
    return new float[] {
      m[0] + (m[1] + m[2]) + (m[3] + m[4]),
      Math.fma(2, m[3], Math.fma(-0.5f, m[4], m[5])) + (m[1] - m[2])
    };
  }

  /// `A e`; of a 3 × 3 window the last has the other sign, as it has in [#windowGradient].
  ///
  /// @param length of the result
  static float[] resultGradients(float[] e, int length) {
    if (length == 4) {
      return new float[] {e[0], e[0] + e[1], e[0] - e[1], e[1]};
    }
    return new float[] {
      e[0], e[0] + e[1], e[0] - e[1], Math.fma(2, e[1], e[0]), Math.fma(-0.5f, e[1], e[0]), e[1]
    };
  }

  /// `Gᵀ u`.
  static float[] windowGradient(float[] u) {
    if (u.length == 4) {
      float half = (u[1] + u[2]) * 0.5f;
      return new float[] {u[0] + half, (u[1] - u[2]) * 0.5f, half - u[3]};
    }
    float even = (u[2] - u[1]) * THIRD;
    float odd = (u[1] + u[2]) * -THIRD;
    float a = u[3] * FIFTEENTH;
    float b = u[4] * (-16 * FIFTEENTH);
    return new float[] {
      u[0] + even + (a + b),
      Math.fma(-0.5f, b, Math.fma(2, a, odd)),
      Math.fma(0.25f, b, Math.fma(4, a, even)),
      Math.fma(-0.125f, b, Math.fma(8, a, odd)),
      Math.fma(0.0625f, b, Math.fma(16, a, even)) + u[5]
    };
  }
}
