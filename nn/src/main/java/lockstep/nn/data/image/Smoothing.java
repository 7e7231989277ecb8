package lockstep.nn.data.image;

/// How an image of another size is made.
public enum Smoothing {
  /// Of the one nearest pixel.
  NEAREST,
  /// Of the pixels around, the nearer the more; when it shrinks, of all that one pixel then covers
  /// (antialias).
  BILINEAR
}
