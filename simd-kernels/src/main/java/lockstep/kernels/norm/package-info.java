/// Normalisation: over the rows of a matrix, over a batch, and over groups of channels.
///
/// A variance is the mean square of the distances from the true mean, found in a second walk over
/// what lies in a cache: nothing cancels. Sums along a row take the order of sixteen virtual lanes;
/// sums down a column are chains in order over blocks of rows whose size depends on the shape
/// alone. So neither threads nor the width of vectors change a bit.
@NullMarked
package lockstep.kernels.norm;

import org.jspecify.annotations.NullMarked;
