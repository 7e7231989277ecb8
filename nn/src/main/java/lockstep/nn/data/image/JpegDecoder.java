package lockstep.nn.data.image;

import lockstep.nn.data.Image;

/// JPEG as its standard has it (ITU T.81, 8 bits, Huffman codes), in whole numbers: the same pixels
/// on every machine.
///
/// The platform's reader is not used: it is slower, and has its own ideas about colours.
///
/// ```
/// JpegFile      segments, in their order        JpegTables  what they set
/// JpegScan      units and restart markers       JpegBits    the bits, JpegCodes what they mean
/// JpegSequential, JpegProgressive   blocks      JpegCosines blocks → samples
/// JpegRows      a sample for each pixel         JpegPixels  samples → colours
/// ```
final class JpegDecoder {

  private JpegDecoder() {}

  static Decoded decode(byte[] bytes, String name) {
    var file = new JpegFile(bytes, name);
    JpegFrame frame = file.frame();
    if (frame.progressive()) {
      JpegProgressive.finish(frame);
    }
    byte[] pixels = new JpegPixels(frame).make(file.colours());
    int channels = file.colours() == JpegColours.GREY ? 1 : 3;
    return new Decoded(
        new Image(frame.height(), frame.width(), channels, pixels), file.orientation());
  }
}
