/// What this machine can do at most: the rates that kernels are measured against.
@NullMarked
package lockstep.kernels.peak;

import org.jspecify.annotations.NullMarked;
