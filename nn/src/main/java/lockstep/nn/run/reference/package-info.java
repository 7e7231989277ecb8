/// What every operation means: scalar, in double, obvious.
@NullMarked
package lockstep.nn.run.reference;

import org.jspecify.annotations.NullMarked;
