package lockstep.nn.data.image;

import lockstep.nn.data.Image;

/// Pixels as a file has them.
///
/// @param orientation what {@link Orientation} makes of them
record Decoded(Image image, int orientation) {}
