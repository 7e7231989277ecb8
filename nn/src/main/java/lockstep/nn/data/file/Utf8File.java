package lockstep.nn.data.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import lockstep.nn.data.DataException;

/// The bytes of a text file, known to be UTF-8, without a byte order mark.
///
/// Lines end with `\n`, `\r\n` or `\r`.
public final class Utf8File {

  /// The line of every so many bytes is remembered, so that the line of any byte is found by
  /// looking at few.
  private static final int STRIDE = 1024;

  /// What Java can hold in one array, less what virtual machines take for themselves.
  private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

  private static final int CHUNK = 4096;
  private static final int MARK_LENGTH = 3;

  private final String name;
  private final byte[] bytes;
  private final int start;
  private final int[] lines;

  private Utf8File(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
    this.lines = lines(bytes);
    this.start = startsWithMark(bytes) ? MARK_LENGTH : 0;
    requireUtf8();
  }

  /// {@return the file's text}
  ///
  /// @throws DataException if it cannot be read, is too long or is not UTF-8
  public static Utf8File read(Path file) {
    return read(file, String.valueOf(file.getFileName()));
  }

  /// {@return the file's text}
  ///
  /// @param name what messages and origins call it
  public static Utf8File read(Path file, String name) {
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new DataException(
            file.toString(),
            "expected less than 2 GiB, found " + size + " bytes. Split it into several files.");
      }
      return new Utf8File(name, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new DataException(
          file.toString(), "expected a file, found nothing of that name. Check the path.", e);
    } catch (IOException e) {
      throw new DataException(
          file.toString(),
          "expected a file that can be read, found " + e + ". Check path and permissions.",
          e);
    }
  }

  /// {@return bytes that came from elsewhere, as they are}
  ///
  /// @throws DataException if they are not UTF-8
  public static Utf8File of(String name, byte[] bytes) {
    return new Utf8File(name, bytes);
  }

  /// {@return what messages call it}
  public String name() {
    return name;
  }

  /// {@return the offset of the first byte after the byte order mark, if there is one}
  public int start() {
    return start;
  }

  /// {@return the offset after the last byte}
  public int end() {
    return bytes.length;
  }

  /// {@return a byte}
  public byte at(int offset) {
    return bytes[offset];
  }

  /// {@return the characters of the bytes from `from` up to, not including, `to`}
  public String text(int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }

  /// {@return all characters}
  public String text() {
    return text(start, bytes.length);
  }

  /// {@return whether a line ends at an offset: `\n`, `\r\n` or `\r` stands there}
  public boolean endsLine(int offset) {
    return bytes[offset] == '\n' || bytes[offset] == '\r';
  }

  /// {@return the offset after a line's end that stands at `offset`}
  public int afterLineEnd(int offset) {
    boolean two = bytes[offset] == '\r' && offset + 1 < bytes.length && bytes[offset + 1] == '\n';
    return offset + (two ? 2 : 1);
  }

  /// {@return the line of a byte, from 1}
  public int line(int offset) {
    int from = offset / STRIDE * STRIDE;
    int line = lines[offset / STRIDE];
    for (int i = from; i < offset; i++) {
      line += lastOfLine(bytes, i) ? 1 : 0;
    }
    return line;
  }

  /// {@return the place of a byte, as `train.csv:12`}
  public String place(int offset) {
    return name + ":" + line(offset);
  }

  private static int[] lines(byte[] bytes) {
    int[] lines = new int[bytes.length / STRIDE + 1];
    int line = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (i % STRIDE == 0) {
        lines[i / STRIDE] = line;
      }
      line += lastOfLine(bytes, i) ? 1 : 0;
    }
    if (bytes.length % STRIDE == 0) {
      lines[bytes.length / STRIDE] = line;
    }
    return lines;
  }

  private static boolean lastOfLine(byte[] bytes, int i) {
    return bytes[i] == '\n'
        || (bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n'));
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= MARK_LENGTH
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  private void requireUtf8() {
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(CHUNK);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    if (result.isError()) {
      int offset = in.position();
      throw new DataException(
          place(offset),
          "expected UTF-8, found the byte 0x"
              + HexFormat.of().withUpperCase().toHexDigits(bytes[offset])
              + " at offset "
              + offset
              + ". Save the file as UTF-8.");
    }
  }
}
