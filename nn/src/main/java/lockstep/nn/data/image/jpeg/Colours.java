package lockstep.nn.data.image.jpeg;

/// What the components of a JPEG file are.
enum Colours {
  GREY,
  /// Luma and two differences.
  YCC,
  RGB,
  /// Inks, inverted as Adobe writes them.
  CMYK,
  /// Inks whose colours are luma and two differences.
  YCCK
}
