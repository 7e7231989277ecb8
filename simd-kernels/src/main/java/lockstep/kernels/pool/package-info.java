/// Pooling of images in rows of channels (NHWC): windows that slide, adapt to a size, or take all.
///
/// All kinds of pooling are the same kernels over other windows: see [Pooling]. Gradients gather:
/// each element of an image adds what the windows that hold it give, in their order, so that rows
/// can be shared among threads, and windows may overlap.
@NullMarked
package lockstep.kernels.pool;

import org.jspecify.annotations.NullMarked;
