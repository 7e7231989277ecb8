package lockstep.kernels.update;

import lockstep.kernels.access.Floats;
import lockstep.kernels.access.Sixteen;

/// What [GlobalNorm] computes, one element at a time.
public final class GlobalNormReference {

  private GlobalNormReference() {}

  /// As [GlobalNorm#run], of tensors of so many elements each.
  public static void run(
      int[] counts, long[] gradients, double factor, double largest, long norm, long scale) {
    double sum = 0;
    for (int tensor = 0; tensor < counts.length; tensor++) {
      for (int start = 0; start < counts[tensor]; start += Chunks.CHUNK) {
        float[] lanes = new float[Sixteen.LANES];
        for (int i = start; i < Math.min(counts[tensor], start + Chunks.CHUNK); i++) {
          float x = Floats.get(gradients[tensor] + (long) i * Float.BYTES);
          lanes[i % Sixteen.LANES] = Math.fma(x, x, lanes[i % Sixteen.LANES]);
        }
        sum += Sixteen.sum(lanes);
      }
    }
    GlobalNorm.write(sum, factor, largest, norm, scale);
  }
}
