/// The front door: a {@link lockstep.nn.Model} is a network with what it has learnt.
@NullMarked
package lockstep.nn;

import org.jspecify.annotations.NullMarked;
