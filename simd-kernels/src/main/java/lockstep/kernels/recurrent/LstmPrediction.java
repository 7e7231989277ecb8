package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;

/// [LstmSequence] without what a gradient needs.
///
/// Operands are those of [LstmSequence]; its `y` is optional, and nothing is saved. One object
/// serves one caller at a time.
public sealed interface LstmPrediction permits LstmRows, LstmColumns {

  /// {@return the layer of that shape}
  ///
  /// @param eachStep whether y is wanted, and not only the last state
  static LstmPrediction of(SequenceShape shape, boolean eachStep) {
    return new LstmPanels(shape).areFull()
        ? new LstmColumns(shape, eachStep)
        : new LstmRows(shape, eachStep);
  }

  /// {@return the bytes of packed weights}
  long packedBytes();

  /// Packs weights for any number of runs.
  ///
  /// @param packed address of [#packedBytes()] bytes
  void pack(Parallel parallel, LstmWeights weights, long packed);

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  long scratchBytes(int threads);

  /// Runs the layer.
  ///
  /// @param parallel the threads
  /// @param x an address, as is `y`, which does not matter where it is not wanted
  /// @param lengths address of the lengths, 0 for none
  /// @param packed address of what [#pack] has made of these weights
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses meanwhile
  void run(
      Parallel parallel,
      long x,
      long lengths,
      State initial,
      LstmWeights weights,
      long packed,
      long y,
      State last,
      long scratch);
}
