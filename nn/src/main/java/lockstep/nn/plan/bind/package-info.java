/// From an operation to the kernel that computes it, bound to its sizes.
@NullMarked
package lockstep.nn.plan.bind;

import org.jspecify.annotations.NullMarked;
