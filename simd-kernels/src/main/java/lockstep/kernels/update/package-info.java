/// What an optimizer does to its parameters: one pass over parameter, gradient and state, in place.
///
/// Whatever changes each step (the rate, the number of the step) is an argument of a run; what
/// stays is a [lockstep.kernels.update.Rule]. A gradient is multiplied by a factor that is read
/// from memory: so clipping, of which [lockstep.kernels.update.GlobalNorm] writes the factor, costs
/// no pass of its own.
@NullMarked
package lockstep.kernels.update;

import org.jspecify.annotations.NullMarked;
