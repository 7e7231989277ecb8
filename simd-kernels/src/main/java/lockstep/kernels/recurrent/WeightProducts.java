package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;

/// The products of a gradient over all steps at once: of the input, of both weights and of a bias.
final class WeightProducts {

  private final SequenceShape shape;
  private final int width;
  private final Gemm ofInput;
  private final Gemm ofW;
  private final Gemm ofU;
  private final Gemm ofInitialU;
  private final ColumnSums sums;

  /// @param width gates · hidden
  WeightProducts(SequenceShape shape, int width) {
    this.shape = shape;
    this.width = width;
    int rows = shape.rows();
    int later = Math.max(0, rows - shape.batch());
    ofInput = Gemm.of(GemmShape.dense(rows, shape.features(), width, false, true));
    ofW = Gemm.of(GemmShape.dense(shape.features(), width, rows, true, false));
    ofU = Gemm.of(GemmShape.dense(shape.hidden(), width, later, true, false));
    int first = rows - later;
    ofInitialU = Gemm.of(GemmShape.dense(shape.hidden(), width, first, true, false));
    sums = new ColumnSums(rows, width);
  }

  long scratchBytes(int threads) {
    long bytes = Math.max(ofInput.scratchBytes(threads), ofW.scratchBytes(threads));
    bytes = Math.max(bytes, ofU.scratchBytes(threads));
    bytes = Math.max(bytes, ofInitialU.scratchBytes(threads));
    return Math.max(bytes, sums.scratchBytes());
  }

  /// `dX = dGates·Wᵀ`.
  void input(Parallel parallel, long dGates, long w, long dx, long scratch) {
    ofInput.run(parallel, 1, dGates, w, 0, dx, scratch);
  }

  /// `dW = Xᵀ·dGates`.
  void weights(Parallel parallel, long x, long dGates, long dw, long scratch) {
    ofW.run(parallel, 1, x, dGates, 0, dw, scratch);
  }

  /// `dU = H₋₁ᵀ·dGates`, in order of place.
  void recurrent(Parallel parallel, long states, long initial, long dGates, long du, long scratch) {
    switch (shape.direction()) {
      case FORWARD -> {
        long later = shape.at(dGates, 1, width);
        ofInitialU.run(parallel, 1, initial, dGates, 0, du, scratch);
        ofU.run(parallel, 1, states, later, 1, du, scratch);
      }
      case REVERSE -> {
        long before = shape.at(states, 1, shape.hidden());
        long last = shape.at(dGates, shape.place(0), width);
        ofU.run(parallel, 1, before, dGates, 0, du, scratch);
        ofInitialU.run(parallel, 1, initial, last, 1, du, scratch);
      }
    }
  }

  /// The sums of dGates over all rows.
  void bias(Parallel parallel, long dGates, long dBias, long scratch) {
    sums.run(parallel, dGates, dBias, scratch);
  }
}
