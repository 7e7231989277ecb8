/// What training makes small.
@NullMarked
package lockstep.nn.loss;

import org.jspecify.annotations.NullMarked;
