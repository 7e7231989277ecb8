package lockstep.nn.data.image;

/// What a pixel of a PNG file is made of.
enum PngColour {
  GREY(0, 1, 0b1_0000_0001_0001_0110),
  COLOURS(2, 3, 0b1_0000_0001_0000_0000),
  PALETTE(3, 1, 0b0_0000_0001_0001_0110),
  GREY_ALPHA(4, 2, 0b1_0000_0001_0000_0000),
  COLOURS_ALPHA(6, 4, 0b1_0000_0001_0000_0000);

  private final int code;
  private final int samples;
  private final int depths;

  PngColour(int code, int samples, int depths) {
    this.code = code;
    this.samples = samples;
    this.depths = depths;
  }

  int code() {
    return code;
  }

  /// {@return the numbers of a pixel in the file}
  int samples() {
    return samples;
  }

  boolean allows(int depth) {
    return depth >= 0 && depth <= 16 && (depths >> depth & 1) == 1;
  }
}
