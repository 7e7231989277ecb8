package lockstep.kernels.recurrent;

/// Where the state of an LSTM is, or its gradient.
///
/// @param hidden address of h, `[batch, hidden]`
/// @param cell address of c, the same shape
public record State(long hidden, long cell) {}
