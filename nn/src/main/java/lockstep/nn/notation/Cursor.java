package lockstep.nn.notation;

import java.util.List;

/// The pieces of a text, and which is next.
final class Cursor {

  private final Origin origin;
  private final List<Token> tokens;
  private int at;

  Cursor(Origin origin, List<Token> tokens) {
    this.origin = origin;
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  /// The one after the next.
  Token second() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  void skipBreaks() {
    while (peek().is(Token.Sort.BREAK)) {
      next();
    }
  }

  /// Skips the ends of lines if what follows them is of that sort.
  void skipBreaksBefore(Token.Sort sort) {
    int ahead = afterBreaks();
    if (tokens.get(ahead).is(sort)) {
      at = ahead;
    }
  }

  /// Whether the name of one of those blocks is next, on this line or a later one.
  boolean atKeyword(List<Setting> blocks) {
    int ahead = afterBreaks();
    Token token = tokens.get(ahead);
    boolean named =
        token.is(Token.Sort.WORD)
            && blocks.stream()
                .anyMatch(each -> !each.hasPlace() && each.name().equals(token.text()));
    if (named) {
      at = ahead;
    }
    return named;
  }

  private int afterBreaks() {
    int ahead = at;
    while (tokens.get(ahead).is(Token.Sort.BREAK)) {
      ahead++;
    }
    return ahead;
  }

  /// After a layer the line ends, or the block.
  void requireEnd() {
    Token next = peek();
    boolean ends =
        next.is(Token.Sort.BREAK) || next.is(Token.Sort.CLOSE) || next.is(Token.Sort.END);
    if (!ends) {
      throw expected("the end of the line", "Each layer has a line, or `;` after it.");
    }
  }

  NotationException expected(String what, String remedy) {
    Token found = peek();
    return origin.at(
        found.position(),
        "expected "
            + what
            + ", found "
            + found.shown()
            + "."
            + (found.is(Token.Sort.STRANGE)
                ? strange(found)
                : remedy.isEmpty() ? "" : " " + remedy));
  }

  private static String strange(Token found) {
    return switch (found.text()) {
      case "\"" -> " Close the quotes on the same line.";
      case ",", "(", ")", "[", "]" -> " Settings stand side by side, as in `conv2d 32 3 stride=2`.";
      default -> " Leave it out.";
    };
  }
}
