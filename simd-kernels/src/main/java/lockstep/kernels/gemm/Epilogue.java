package lockstep.kernels.gemm;

import lockstep.kernels.map.Activation;

/// What becomes of a product before it leaves the cache: `C ← f(α·A·B + bias + residual)`.
///
/// The sums of a product begin with bias and residual (their sum, where there are both), so that
/// adding them costs nothing.
///
/// @param bias what is added along rows or columns
/// @param residual what is added element by element
/// @param activation f
public record Epilogue(Bias bias, Residual residual, Activation activation) {

  /// A vector that is added to every row or every column.
  public enum Bias {
    /// None.
    NONE,
    /// One number for each column of C: of a layer's outputs.
    PER_COLUMN,
    /// One number for each row of C.
    PER_ROW
  }

  /// A matrix that is added.
  public enum Residual {
    /// None.
    NONE,
    /// A matrix with the layout of C.
    ADD
  }

  /// Nothing but the product.
  public static final Epilogue NONE = new Epilogue(Bias.NONE, Residual.NONE, Activation.NONE);

  /// {@return a layer's bias and activation}
  public static Epilogue of(Bias bias, Activation activation) {
    return new Epilogue(bias, Residual.NONE, activation);
  }
}
