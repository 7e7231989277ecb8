package lockstep.nn.graph;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a text, and what is read from there on. Spaces between words do not matter; ends of
/// lines do.
final class TextCursor {

  private static final Pattern FOUND = Pattern.compile("[A-Za-z0-9_.+-]+|.");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]+");

  private final String text;
  private int at;

  TextCursor(String text) {
    this.text = text;
  }

  /// Where the next word begins.
  int place() {
    skipSpaces();
    return at;
  }

  boolean atEnd() {
    skipSpaces();
    return at == text.length();
  }

  /// Whether the next character is this one; then it is passed.
  boolean passes(char expected) {
    skipSpaces();
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  /// Whether those characters come next.
  boolean startsWith(String expected) {
    skipSpaces();
    return text.startsWith(expected, at);
  }

  void expect(char expected) {
    if (!passes(expected)) {
      throw error("`" + expected + "`");
    }
  }

  /// Passes the end of a line, or the text's.
  void expectEndOfLine() {
    if (!atEnd() && !passes('\n')) {
      throw error("the end of the line");
    }
  }

  /// What the pattern matches here.
  String token(Pattern pattern, String what) {
    skipSpaces();
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw error(what);
    }
    at = matcher.end();
    return matcher.group();
  }

  /// A name, in quotes or not.
  String name(String what) {
    skipSpaces();
    boolean inQuotes = at < text.length() && text.charAt(at) == '"';
    return inQuotes ? quoted() : token(NAME, what);
  }

  /// A text in quotes.
  String quoted() {
    expect('"');
    var plain = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
      char each = text.charAt(at++);
      if (each != '\\') {
        plain.append(each);
        continue;
      }
      char escaped = at < text.length() ? text.charAt(at) : '\n';
      plain.append(
          switch (escaped) {
            case '"', '\\' -> escaped;
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> throw error("one of `\"`, `\\`, `n` and `r` after a `\\`");
          });
      at++;
    }
    expect('"');
    return plain.toString();
  }

  private void skipSpaces() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\r')) {
      at++;
    }
  }

  /// An error at this place.
  IllegalArgumentException error(String expected) {
    Matcher matcher = FOUND.matcher(text).region(at, text.length());
    String found =
        at == text.length()
            ? "the end of the text"
            : matcher.lookingAt() ? "`" + matcher.group() + "`" : "the end of the line";
    return error(at, "expected " + expected + ", found " + found + ".");
  }

  /// An error at an earlier place.
  IllegalArgumentException error(int place, String message) {
    String before = text.substring(0, place);
    long line = before.chars().filter(each -> each == '\n').count() + 1;
    int column = place - before.lastIndexOf('\n');
    return new IllegalArgumentException("line " + line + ", column " + column + ": " + message);
  }
}
