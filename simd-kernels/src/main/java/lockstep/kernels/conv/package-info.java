/// Convolutions over images `[batch, height, width, channels]`. Read {@link
/// lockstep.kernels.conv.ConvShape}, then {@link lockstep.kernels.conv.ConvReference} (the
/// specification), then {@link lockstep.kernels.conv.ConvForward} and its two gradients. A
/// `WindowWay` is either tap by tap, where `Stretch` says which taps meet which pixels and
/// `Windows` how much of them goes at once, or `Winograd`, for 3 × 3 and 5 × 5 windows of many
/// channels; `Tiles` chooses the loops where the time goes.
@NullMarked
package lockstep.kernels.conv;

import org.jspecify.annotations.NullMarked;
