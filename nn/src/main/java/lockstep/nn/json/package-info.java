/// JSON as values: what reports, run directories and file headers are written in.
@NullMarked
package lockstep.nn.json;

import org.jspecify.annotations.NullMarked;
