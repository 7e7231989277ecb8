package lockstep.kernels.access;

/// What [RowSums] computes, element by element.
public final class RowSumsReference {

  private RowSumsReference() {}

  /// As {@link RowSums#sum}.
  public static float sum(long row, int count) {
    float[] lanes = new float[Sixteen.LANES];
    for (int i = 0; i < count; i++) {
      lanes[i % Sixteen.LANES] += get(row, i);
    }
    return Sixteen.sum(lanes);
  }

  /// As {@link RowSums#dot}.
  public static float dot(long a, long b, int count) {
    float[] lanes = new float[Sixteen.LANES];
    for (int i = 0; i < count; i++) {
      int lane = i % Sixteen.LANES;
      lanes[lane] = Math.fma(get(a, i), get(b, i), lanes[lane]);
    }
    return Sixteen.sum(lanes);
  }

  /// As {@link RowSums#squares}.
  public static float squares(long a, float center, int count) {
    float[] lanes = new float[Sixteen.LANES];
    for (int i = 0; i < count; i++) {
      int lane = i % Sixteen.LANES;
      float d = get(a, i) - center;
      lanes[lane] = Math.fma(d, d, lanes[lane]);
    }
    return Sixteen.sum(lanes);
  }

  /// As {@link RowSums#largest}.
  public static float largest(long row, int count) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = get(row, i) > largest ? get(row, i) : largest;
    }
    return largest + 0f;
  }

  private static float get(long row, int index) {
    return Floats.get(row + (long) index * Float.BYTES);
  }
}
