package lockstep.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/// Writes what comes nearest to signs that a charset may lack, which would become question marks.
final class PlainWriter extends FilterWriter {

  PlainWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    out.write(plain((char) character));
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    write(new String(characters, offset, length), 0, length);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      out.write(plain(text.charAt(i)));
    }
  }

  private static String plain(char character) {
    return switch (character) {
      case '×' -> "x";
      case '…' -> "...";
      case '–', '—', '−' -> "-";
      case '²' -> "2";
      case '±' -> "+-";
      case '≈' -> "~";
      case '·' -> ".";
      case '→' -> "->";
      case '“', '”' -> "\"";
      case '‘', '’' -> "'";
      default -> String.valueOf(character);
    };
  }
}
