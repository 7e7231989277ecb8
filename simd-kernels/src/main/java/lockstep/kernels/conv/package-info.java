/// Convolutions over images `[batch, height, width, channels]`. Read {@link
/// lockstep.kernels.conv.ConvShape}, then {@link lockstep.kernels.conv.ConvReference} (the
/// specification), then {@link lockstep.kernels.conv.ConvForward} and its two gradients; `Stretch`
/// says which taps meet which pixels, `Tiles` chooses the loops where the time goes.
@NullMarked
package lockstep.kernels.conv;

import org.jspecify.annotations.NullMarked;
