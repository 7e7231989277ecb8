package lockstep.cli;

import java.util.ArrayList;
import java.util.List;

/// Text in lines of a width, so that no word is cut where there is room for it.
final class Paragraph {

  /// Narrower than that, a terminal may break lines where it likes.
  private static final int LEAST = 16;

  private static final int USUAL = 80;

  private Paragraph() {}

  /// {@return how wide lines may be}
  static int width(Terminal terminal) {
    return terminal.columns() == 0 ? USUAL : Math.max(LEAST, terminal.columns());
  }

  /// {@return the lines of a text, the first after `first`, the others below its end}
  static List<String> lines(String first, String text, int width) {
    String indent = " ".repeat(first.length());
    var lines = new ArrayList<String>();
    var line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.split(" +", -1)) {
      if (!empty && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
