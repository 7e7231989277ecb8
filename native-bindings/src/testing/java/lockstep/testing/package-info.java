/// What tests of several rooms share.
@NullMarked
package lockstep.testing;

import org.jspecify.annotations.NullMarked;
