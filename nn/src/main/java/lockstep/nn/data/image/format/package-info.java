/// What the formats of pictures share: the pixels of a file with the way to turn them, and what is
/// said of damaged ones.
@NullMarked
package lockstep.nn.data.image.format;

import org.jspecify.annotations.NullMarked;
