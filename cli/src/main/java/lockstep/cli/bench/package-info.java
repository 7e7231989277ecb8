/// What `lockstep bench` measures: a kernel and its rival in turn, in one run; whole steps by the
/// clock.
@NullMarked
package lockstep.cli.bench;

import org.jspecify.annotations.NullMarked;
