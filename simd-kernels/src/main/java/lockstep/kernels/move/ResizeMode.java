package lockstep.kernels.move;

/// Where an element of a resized image lies in the image, and what it is.
///
/// Places are computed in float32. With `scale = size / outSize`, output o lies at
///
/// | mode | place | value |
/// |---|---|---|
/// | NEAREST | o · scale | of the element at or before it |
/// | LINEAR | (o + ½) · scale − ½, at least 0 | between the two elements around it |
/// | LINEAR_ALIGNED | o · (size − 1) / (outSize − 1), 0 if outSize is 1 | likewise |
public enum ResizeMode {
  /// The element at or before the place.
  NEAREST,
  /// Between elements, whose centres lie half an element from the edge.
  LINEAR,
  /// Between elements, where the corners of both images are the same.
  LINEAR_ALIGNED
}
