/// Softmax, its logarithm and cross-entropy, over the rows of `[rows, columns]`.
///
/// A row is walked in passes, while it lies in the nearest cache: its largest number, the
/// exponentials and their sum, the result. Nothing overflows, as the largest number is subtracted
/// first. Sums take the order of sixteen virtual lanes, and rows are split into shares by sizes
/// alone: so neither threads nor the width of vectors change a bit.
///
/// A row with NaN or +∞, and one that is −∞ throughout, has no softmax: it is NaN in every column.
@NullMarked
package lockstep.kernels.softmax;

import org.jspecify.annotations.NullMarked;
