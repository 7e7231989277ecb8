/// Sums, means, extremes and the places of maxima, over any axes of a dense row-major tensor.
///
/// A shape is merged to sizes that are kept and reduced in turn. Each group of reduced axes is then
/// one pass, the innermost first: along rows by sixteen virtual lanes and a fixed tree, or down
/// columns, each a chain in the order of its elements. Long ones are cut into chunks of a fixed
/// size whose results are joined in order. So neither threads nor the width of vectors change a
/// bit.
@NullMarked
package lockstep.kernels.reduce;

import org.jspecify.annotations.NullMarked;
