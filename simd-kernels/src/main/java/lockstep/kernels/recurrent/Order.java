package lockstep.kernels.recurrent;

/// Which axis of the input and output of a sequence comes first.
public enum Order {
  /// `[time, batch, …]`: as the kernels compute.
  TIME_FIRST,
  /// `[batch, time, …]`: costs a copy each way.
  BATCH_FIRST
}
