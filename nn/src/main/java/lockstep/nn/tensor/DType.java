package lockstep.nn.tensor;

/// The kind of a tensor's elements, 4 bytes each.
public enum DType {
  /// 32-bit floating point: everything that is learnt.
  FLOAT32,
  /// 32-bit integers: labels, indices, lengths, counters.
  INT32;

  /// Bytes of an element of either kind.
  public static final int BYTES = 4;
}
