/// Networks to begin with, each readable on a page.
@NullMarked
package lockstep.nn.zoo;

import org.jspecify.annotations.NullMarked;
