/// What all kernels share. **The kernel contract**: float32, row-major, addresses bound and checked
/// once by the caller, output last, no checks inside, no overlap of output and input unless said.
/// The same input gives the same bits for any number of threads and any SIMD width.
@NullMarked
package lockstep.kernels;

import org.jspecify.annotations.NullMarked;
