/// Shapes, and numbers with a shape.
@NullMarked
package lockstep.nn.tensor;

import org.jspecify.annotations.NullMarked;
