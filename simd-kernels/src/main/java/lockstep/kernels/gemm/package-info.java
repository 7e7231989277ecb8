/// Matrix products. Read {@link lockstep.kernels.gemm.GemmShape}, then `GemmReference` (the
/// specification), then {@link lockstep.kernels.gemm.Gemm} (the door; {@link
/// lockstep.kernels.gemm.GemmBlas} is the same computed by OpenBLAS) and `Tile13x2` and `Tile5x2`
/// (the loops where the time goes, for 32 registers and for sixteen).
@NullMarked
package lockstep.kernels.gemm;

import org.jspecify.annotations.NullMarked;
