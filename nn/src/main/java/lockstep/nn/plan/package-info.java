/// From a graph to memory and kernels: which value lies where, and what computes it.
@NullMarked
package lockstep.nn.plan;

import org.jspecify.annotations.NullMarked;
