/// Benchmarks, named after the rooms whose kernels they time. Each checks its own answer.
@NullMarked
package lockstep.jmh;

import org.jspecify.annotations.NullMarked;
