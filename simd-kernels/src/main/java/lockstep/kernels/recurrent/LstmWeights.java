package lockstep.kernels.recurrent;

/// Where the weights of an LSTM are, or their gradients. The gates are i, f, g, o.
///
/// @param input address of W, `[features, 4 · hidden]`
/// @param recurrent address of U, `[hidden, 4 · hidden]`
/// @param bias address of the bias, `[4 · hidden]`: the sum of the two that PyTorch has
public record LstmWeights(long input, long recurrent, long bias) {}
