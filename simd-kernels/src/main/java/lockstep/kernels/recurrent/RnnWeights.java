package lockstep.kernels.recurrent;

/// Where the weights of a plain recurrent layer are, or their gradients.
///
/// @param input address of W, `[features, hidden]`
/// @param recurrent address of U, `[hidden, hidden]`
/// @param bias address of the bias, `[hidden]`: the sum of the two that PyTorch has
public record RnnWeights(long input, long recurrent, long bias) {}
