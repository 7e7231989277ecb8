/// How parameters follow from gradients.
@NullMarked
package lockstep.nn.optimizer;

import org.jspecify.annotations.NullMarked;
