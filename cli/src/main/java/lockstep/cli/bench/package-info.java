/// What `lockstep bench` measures: a kernel and its rival in turn, in one run.
@NullMarked
package lockstep.cli.bench;

import org.jspecify.annotations.NullMarked;
