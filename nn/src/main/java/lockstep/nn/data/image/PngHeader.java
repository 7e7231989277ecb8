package lockstep.nn.data.image;

import java.nio.ByteBuffer;
import lockstep.nn.data.DataException;
import lockstep.nn.data.image.format.Faults;

/// The header of a PNG file.
///
/// @param depth bits of a sample
record PngHeader(int width, int height, int depth, PngColour colour, boolean interlaced) {

  static PngHeader of(ByteBuffer bytes, String name) {
    int width = bytes.getInt();
    int height = bytes.getInt();
    Faults.requirePossible(name, Math.max(0, height), Math.max(0, width), ImageDecoder.MOST_PIXELS);
    int depth = bytes.get();
    int code = bytes.get();
    int compression = bytes.get();
    int filter = bytes.get();
    int interlacing = bytes.get();
    for (PngColour colour : PngColour.values()) {
      if (colour.code() == code
          && colour.allows(depth)
          && compression == 0
          && filter == 0
          && (interlacing & ~1) == 0) {
        return new PngHeader(width, height, depth, colour, interlacing == 1);
      }
    }
    throw new DataException(
        name,
        "expected a header that PNG allows, found colour type "
            + code
            + ", "
            + depth
            + " bits, compression "
            + compression
            + ", filter "
            + filter
            + ", interlacing "
            + interlacing
            + ". The file is damaged; make it again or leave it out.");
  }

  /// {@return bytes of a row of that many pixels, without its filter}
  int rowBytes(int pixels) {
    return Math.toIntExact(((long) pixels * depth * colour.samples() + 7) / 8);
  }

  /// {@return bytes from a pixel to its neighbour, as filters count them}
  int pixelBytes() {
    return Math.max(1, depth * colour.samples() / 8);
  }

  /// {@return the least that the pixels have before they are compressed}
  long rawBytes() {
    return (long) height * rowBytes(width);
  }
}
