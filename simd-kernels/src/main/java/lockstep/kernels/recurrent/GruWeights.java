package lockstep.kernels.recurrent;

/// Where the weights of a GRU are, or their gradients. The gates are r, z, n.
///
/// @param input address of W, `[features, 3 · hidden]`
/// @param recurrent address of U, `[hidden, 3 · hidden]`
/// @param bias address of the bias of x·W, `[3 · hidden]`
/// @param recurrentBias address of the bias of h·U, `[3 · hidden]`
public record GruWeights(long input, long recurrent, long bias, long recurrentBias) {}
