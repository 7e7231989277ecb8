/// Moving data: every kernel that copies bits, or adds what was copied back.
///
/// Copies keep all bits, those of a NaN too. Sizes and axes are arrays of ints, in row-major order,
/// that a kernel reads when it is made and does not keep.
@NullMarked
package lockstep.kernels.move;

import org.jspecify.annotations.NullMarked;
