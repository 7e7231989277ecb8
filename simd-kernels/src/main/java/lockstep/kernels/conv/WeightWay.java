package lockstep.kernels.conv;

/// A way to sum the gradient of the weights over one chunk of images, in parts that can run side by
/// side.
sealed interface WeightWay permits WeightSums, WeightProducts, WinogradWeightSums {

  /// The parts of all chunks together, about.
  int SHARES = 32;

  /// The way for a shape; in one part if that is not worth another thread.
  static WeightWay of(ConvShape shape, boolean serial) {
    if (Winograd.suitsWeightGradient(shape)) {
      return new WinogradWeightSums(shape);
    }
    return WeightProducts.suit(shape)
        ? new WeightProducts(shape, serial)
        : new WeightSums(shape, serial ? 1 : SHARES / Chunks.count(shape));
  }

  /// Into how many parts a chunk's work is cut.
  int parts();

  /// The bytes of scratch memory of one part.
  long scratchBytes();

  /// Runs a part of a chunk; `dweights` is the chunk's own.
  void run(int chunk, int part, long x, long dy, long dweights, long scratch);

  /// Where a part of `count` things begins, or the one before ends.
  static int first(int part, int parts, int count) {
    return (int) ((long) count * part / parts);
  }
}
