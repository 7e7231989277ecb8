package lockstep.kernels.move;

import lockstep.kernels.access.Floats;

/// What [EmbeddingBag] computes, element by element.
public final class EmbeddingBagReference {

  private EmbeddingBagReference() {}

  /// As [EmbeddingBag#run].
  public static void run(
      int bags, int inner, boolean mean, long table, long indices, long offsets, long out) {
    for (int bag = 0; bag < bags; bag++) {
      int first = Indices.at(offsets, bag);
      int end = Indices.at(offsets, bag + 1);
      for (int c = 0; c < inner; c++) {
        float sum = 0;
        for (int j = first; j < end; j++) {
          sum += Floats.get(table + Sizes.bytes((long) Indices.at(indices, j) * inner + c));
        }
        Floats.set(
            out + Sizes.bytes((long) bag * inner + c),
            mean && end > first ? sum / (end - first) : sum);
      }
    }
  }
}
