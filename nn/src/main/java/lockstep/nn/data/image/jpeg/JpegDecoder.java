package lockstep.nn.data.image.jpeg;

import lockstep.nn.data.DataException;
import lockstep.nn.data.Image;
import lockstep.nn.data.image.format.Decoded;

/// JPEG as its standard has it (ITU T.81, 8 bits, Huffman codes), in whole numbers: the same pixels
/// on every machine.
///
/// The platform's reader is not used: it is slower, and has its own ideas about colours.
public final class JpegDecoder {

  private JpegDecoder() {}

  /// {@return the image in the bytes of a file, and how to turn it}
  ///
  /// @param name what messages call it
  /// @throws DataException if it is damaged, or of a kind that is not read
  public static Decoded decode(byte[] bytes, String name) {
    var segments = new Segments(bytes, name);
    Frame frame = segments.frame();
    if (frame.progressive()) {
      Progressive.finish(frame);
    }
    byte[] pixels = new Pixels(frame).make(segments.colours());
    int channels = segments.colours() == Colours.GREY ? 1 : 3;
    return new Decoded(
        new Image(frame.height(), frame.width(), channels, pixels), segments.orientation());
  }
}
