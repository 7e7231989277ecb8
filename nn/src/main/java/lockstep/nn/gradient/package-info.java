/// Gradients as ordinary nodes: one rule for each operation.
@NullMarked
package lockstep.nn.gradient;

import org.jspecify.annotations.NullMarked;
