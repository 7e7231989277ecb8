/// Scaled dot-product attention. Read {@link lockstep.kernels.attention.AttentionShape}, then
/// {@link lockstep.kernels.attention.AttentionReference} (the specification), then {@link
/// lockstep.kernels.attention.Attention} (blocks) and `Tile6x4` (the loop where the time goes).
@NullMarked
package lockstep.kernels.attention;

import org.jspecify.annotations.NullMarked;
