package lockstep.nn.notation;

import java.util.ArrayList;
import java.util.List;

/// Cuts a text into pieces. It refuses nothing: the parser does, at the first thing that is wrong.
final class Lexer {

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    return new Lexer(text).all();
  }

  /// {@return whether a name needs no quotes}
  static boolean isWord(String name) {
    return !name.isEmpty() && name.chars().allMatch(each -> isPart((char) each));
  }

  private List<Token> all() {
    // What some editors write first.
    at = text.startsWith("\uFEFF") ? 1 : 0;
    lineStart = at;
    while (at < text.length()) {
      char next = text.charAt(at);
      switch (next) {
        case '\n' -> {
          single(Token.Sort.BREAK, "\n");
          line++;
          lineStart = at;
        }
        case ' ', '\t', '\r', '\f' -> at++;
        case ';' -> single(Token.Sort.BREAK, ";");
        case '=' -> single(Token.Sort.EQUALS, "=");
        case '{' -> single(Token.Sort.OPEN, "{");
        case '}' -> single(Token.Sort.CLOSE, "}");
        case '#' -> skipComment();
        case '"' -> quoted();
        default -> word();
      }
    }
    tokens.add(new Token(Token.Sort.END, "", here(at)));
    return tokens;
  }

  private void single(Token.Sort sort, String shown) {
    tokens.add(new Token(sort, shown, here(at)));
    at++;
  }

  private void skipComment() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void quoted() {
    int start = at;
    int end = start + 1;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
      end++;
    }
    boolean closed = end < text.length() && text.charAt(end) == '"';
    if (closed) {
      tokens.add(new Token(Token.Sort.QUOTED, text.substring(start + 1, end), here(start)));
      at = end + 1;
    } else {
      single(Token.Sort.STRANGE, "\"");
    }
  }

  private void word() {
    int start = at;
    while (at < text.length() && isPart(text.charAt(at))) {
      at++;
    }
    if (at > start) {
      tokens.add(new Token(Token.Sort.WORD, text.substring(start, at), here(start)));
      return;
    }
    at += Character.charCount(text.codePointAt(at));
    tokens.add(new Token(Token.Sort.STRANGE, text.substring(start, at), here(start)));
  }

  private static boolean isPart(char each) {
    return Character.isLetterOrDigit(each) || "-_.+*/".indexOf(each) >= 0;
  }

  private Position here(int index) {
    return new Position(line, index - lineStart + 1);
  }
}
