package lockstep.nn.data.sound;

import java.nio.ByteBuffer;
import lockstep.nn.data.DataException;

/// What the `fmt ` chunk of a WAV file says.
///
/// @param floats whether samples are IEEE numbers
/// @param channels numbers a moment has
/// @param rate moments a second
/// @param bytes bytes of a sample
record WavFormat(boolean floats, int channels, int rate, int bytes) {

  /// Bytes of the plain and of the extensible form.
  static final int PLAIN = 16;

  static final int EXTENSIBLE = 40;

  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENDED = 0xFFFE;

  /// What follows the format's number in the identifier of a subformat: 0000-0010-8000-00aa00389b71
  /// as it lies in the file.
  private static final long SUBFORMAT_1 = 0x0000_0000_1000_8000L;

  private static final long SUBFORMAT_2 = 0x00AA_0038_9B71L;

  private static final String CONVERT =
      " Convert it first, for example to 16-bit PCM: ffmpeg -i in.wav -c:a pcm_s16le out.wav";

  /// {@return the bytes of a moment}
  int moment() {
    return channels * bytes;
  }

  /// @param chunk the first bytes of the chunk, little endian
  /// @param where file and offset, for messages
  static WavFormat of(ByteBuffer chunk, String where) {
    if (chunk.limit() < PLAIN) {
      throw new DataException(
          where, "expected 16 bytes or more that tell the format, found " + chunk.limit() + ".");
    }
    int format = chunk.getShort(0) & 0xFFFF;
    int channels = chunk.getShort(2) & 0xFFFF;
    int rate = chunk.getInt(4);
    int align = chunk.getShort(12) & 0xFFFF;
    int bits = chunk.getShort(14) & 0xFFFF;
    if (format == EXTENDED) {
      format = subformat(chunk, where);
    }
    if (format != PCM && format != FLOAT) {
      throw new DataException(
          where, "expected PCM or float samples, found " + name(format) + "." + CONVERT);
    }
    boolean floats = format == FLOAT;
    boolean known = floats ? bits == 32 || bits == 64 : bits % 8 == 0 && bits >= 8 && bits <= 32;
    if (!known) {
      throw new DataException(
          where,
          "expected "
              + (floats ? "32 or 64" : "8, 16, 24 or 32")
              + " bits a sample, found "
              + bits
              + "."
              + CONVERT);
    }
    if (channels == 0 || rate <= 0) {
      throw new DataException(
          where,
          "expected a channel and a rate of 1 Hz or more, found "
              + channels
              + " channels at "
              + Integer.toUnsignedString(rate)
              + " Hz. The file is damaged.");
    }
    var read = new WavFormat(floats, channels, rate, bits / 8);
    if (align != read.moment()) {
      throw new DataException(
          where,
          "expected "
              + read.moment()
              + " bytes for a moment of "
              + channels
              + " channels of "
              + bits
              + " bits, found "
              + align
              + ". The file is damaged.");
    }
    return read;
  }

  private static int subformat(ByteBuffer chunk, String where) {
    if (chunk.limit() < EXTENSIBLE) {
      throw new DataException(
          where,
          "expected 40 bytes for an extensible format, found "
              + chunk.limit()
              + ". The file is damaged.");
    }
    long first = 0;
    for (int i = 26; i < 34; i++) {
      first = first << 8 | (chunk.get(i) & 0xFF);
    }
    long second = 0;
    for (int i = 34; i < EXTENSIBLE; i++) {
      second = second << 8 | (chunk.get(i) & 0xFF);
    }
    if (first != SUBFORMAT_1 || second != SUBFORMAT_2) {
      throw new DataException(
          where, "expected a subformat of PCM or float, found another." + CONVERT);
    }
    return chunk.getShort(24) & 0xFFFF;
  }

  private static String name(int format) {
    String name =
        switch (format) {
          case 2, 0x11 -> "ADPCM";
          case 6 -> "A-law";
          case 7 -> "µ-law";
          case 0x31 -> "GSM";
          case 0x50, 0x55 -> "MPEG audio";
          default -> "another one";
        };
    return name + " (format " + format + ")";
  }
}
