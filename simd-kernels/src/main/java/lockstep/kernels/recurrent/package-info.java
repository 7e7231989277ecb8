/// Recurrent layers: the point-wise part of a step of LSTM, GRU and plain RNN, and whole sequences
/// of all three, which call [lockstep.kernels.gemm.Gemm] for their products. Where a batch fills
/// `LstmPanels`, `LstmColumns` and `LstmGradientSteps` take an LSTM's steps, and run gemm's tiles.
///
/// Formulas and the order of gates are PyTorch's (LSTM: i, f, g, o; GRU: r, z, n, with the
/// recurrent bias inside the product with r); weights are stored as `[features, gates · hidden]`
/// and `[hidden, gates · hidden]`, the transposes of PyTorch's.
///
/// Batches of unequal sequences carry the length of each row: from there on the row's state is
/// carried through unchanged, and so is its gradient. Read in reverse, such a row begins at its own
/// last step, with its initial state.
@NullMarked
package lockstep.kernels.recurrent;

import org.jspecify.annotations.NullMarked;
