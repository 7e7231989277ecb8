package lockstep.nn.notation;

import java.util.List;

/// A text and the file it is from: what an error points into.
///
/// @param place the file
/// @param text what it holds
record Origin(String place, String text) {

  /// As much of a line as is shown, so that a mark stays under its place on a narrow terminal.
  private static final int SHOWN = 60;

  private static final int BEFORE = 40;

  NotationException at(Position position, String sentence) {
    return new NotationException(
        place + ":" + position.line() + ":" + position.column() + ": " + sentence,
        excerpt(position));
  }

  private String excerpt(Position position) {
    List<String> lines = text.lines().toList();
    String line = position.line() <= lines.size() ? lines.get(position.line() - 1) : "";
    int column = Math.min(position.column() - 1, line.length());
    int from = column > BEFORE ? column - BEFORE : 0;
    int to = Math.min(line.length(), from + SHOWN);
    String before = line.substring(from, column);
    String number = Integer.toString(position.line());
    // A tab stays a tab, so that the mark moves as far as the line does.
    return number
        + " | "
        + line.substring(from, to)
        + "\n"
        + " ".repeat(number.length())
        + " | "
        + before.replaceAll("[^\\t]", " ")
        + "^";
  }
}
