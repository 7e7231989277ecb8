package lockstep.nn.data.image.format;

import lockstep.nn.data.Image;

/// Pixels as a file has them.
///
/// @param orientation what {@link Orientation} makes of them
public record Decoded(Image image, int orientation) {}
