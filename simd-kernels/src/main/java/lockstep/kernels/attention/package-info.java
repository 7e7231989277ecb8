/// Scaled dot-product attention. Read {@link lockstep.kernels.attention.AttentionShape}, then
/// {@link lockstep.kernels.attention.AttentionReference} (the specification), then {@link
/// lockstep.kernels.attention.Attention} (blocks) and `Product` (the tiles where the time goes).
@NullMarked
package lockstep.kernels.attention;

import org.jspecify.annotations.NullMarked;
