package lockstep.nn.data.image;

import java.nio.file.Path;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Image;
import lockstep.nn.data.image.format.Decoded;
import lockstep.nn.data.image.format.Faults;
import lockstep.nn.data.image.format.Orientation;
import lockstep.nn.data.image.jpeg.JpegDecoder;

/// Image files of the four kinds that people have, told apart by their first bytes.
///
/// | file | image |
/// |---|---|
/// | PNG, all colour types and depths, interlaced too | as many channels as it has; palettes become colours; of 16 bits the upper 8; fewer bits are spread over 0 to 255; transparency adds a channel |
/// | JPEG, sequential and progressive | 1 channel or 3; CMYK becomes colours |
/// | GIF | 3 channels or 4, the first picture only |
/// | BMP | 3 channels or 4 |
///
/// The orientation that cameras write (EXIF) is applied. Colour profiles and gamma are not: pixels
/// are the numbers in the file. An image that claims more pixels than its file could hold, or than
/// {@link #MOST_PIXELS}, is refused before memory is taken for them.
public final class ImageDecoder {

  /// The largest image that is read: 134 million pixels.
  public static final int MOST_PIXELS = Faults.MOST_PIXELS;

  private static final long PNG = 0x89504E470D0A1A0AL;

  private ImageDecoder() {}

  /// {@return the image in a file}
  ///
  /// @throws DataException if it is none, or damaged
  public static Image decode(Path file) {
    String name = FileBytes.name(file);
    return decode(FileBytes.read(file, name), name);
  }

  /// {@return the image in the bytes of a file}
  ///
  /// @param name what messages call it
  /// @throws DataException if it is none, or damaged
  public static Image decode(byte[] bytes, String name) {
    Decoded decoded = asStored(bytes, name);
    return Orientation.upright(decoded.image(), decoded.orientation());
  }

  static Decoded asStored(byte[] bytes, String name) {
    long first = 0;
    for (int i = 0; i < 8; i++) {
      first = first << 8 | (i < bytes.length ? bytes[i] & 0xff : 0);
    }
    if (first == PNG) {
      return PngDecoder.decode(bytes, name);
    }
    if (first >>> 40 == 0xFFD8FF) {
      return JpegDecoder.decode(bytes, name);
    }
    if (first >>> 32 == 0x47494638) {
      return new Decoded(PlatformReader.GIF.image(bytes, name), Orientation.UPRIGHT);
    }
    if (first >>> 48 == 0x424D) {
      BmpHeader.check(bytes, name);
      return new Decoded(PlatformReader.BMP.image(bytes, name), Orientation.UPRIGHT);
    }
    throw new DataException(
        name,
        bytes.length == 0
            ? "expected a PNG, JPEG, GIF or BMP image, found an empty file. Copy it again."
            : "expected a PNG, JPEG, GIF or BMP image, found a file that begins with "
                + String.format("%016x", first)
                + ". Convert it to one of these.");
  }
}
