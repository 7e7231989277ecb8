/// All memory as one segment, for kernels that check nothing. Exported to `lockstep.kernels` alone.
@NullMarked
package lockstep.blas.memory;

import org.jspecify.annotations.NullMarked;
