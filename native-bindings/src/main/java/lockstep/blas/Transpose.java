package lockstep.blas;

/// Whether an operand of a product is read as it is stored or transposed.
public enum Transpose {
  /// As stored.
  NO,
  /// Rows and columns exchanged.
  YES
}
