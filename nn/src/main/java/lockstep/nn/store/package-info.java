/// What outlives a program: records, weights and the state of a training as files that are whole or
/// not there.
@NullMarked
package lockstep.nn.store;

import org.jspecify.annotations.NullMarked;
