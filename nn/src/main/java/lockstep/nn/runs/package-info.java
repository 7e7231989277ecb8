/// What a training leaves on disk: a directory of its own, with settings, metrics and curves.
@NullMarked
package lockstep.nn.runs;

import org.jspecify.annotations.NullMarked;
