package lockstep.nn.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/// Reads a value by recursive descent. Depth is bounded, so a hostile file cannot overflow the
/// stack.
final class JsonParser {

  private static final int MOST_DEPTH = 512;
  private static final char END = '\0';

  private final String text;
  private int at;
  private int depth;

  JsonParser(String text) {
    this.text = text;
  }

  Json parse() {
    Json value = value();
    skipSpace();
    if (at < text.length()) {
      throw unexpected("the end");
    }
    return value;
  }

  private Json value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> nested(this::fields);
      case '[' -> nested(this::items);
      case '"' -> new Json.Text(string());
      case 't' -> word("true", new Json.Truth(true));
      case 'f' -> word("false", new Json.Truth(false));
      case 'n' -> word("null", new Json.Nothing());
      default -> number();
    };
  }

  @FunctionalInterface
  private interface Rule {
    Json read();
  }

  private Json nested(Rule rule) {
    if (++depth > MOST_DEPTH) {
      throw unexpected("at most " + MOST_DEPTH + " nested values");
    }
    at++;
    Json value = rule.read();
    depth--;
    return value;
  }

  private Json fields() {
    var members = new LinkedHashMap<String, Json>();
    skipSpace();
    if (take('}')) {
      return new Json.Fields(members);
    }
    do {
      skipSpace();
      if (peek() != '"') {
        throw unexpected("a name in double quotes");
      }
      int start = at;
      String name = string();
      skipSpace();
      require(':', "':'");
      if (members.put(name, value()) != null) {
        at = start;
        throw unexpected("each name once", "'" + name + "' again");
      }
      skipSpace();
    } while (take(','));
    require('}', "',' or '}'");
    return new Json.Fields(members);
  }

  private Json items() {
    var items = new ArrayList<Json>();
    skipSpace();
    if (take(']')) {
      return new Json.Items(items);
    }
    do {
      items.add(value());
      skipSpace();
    } while (take(','));
    require(']', "',' or ']'");
    return new Json.Items(items);
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw unexpected(word);
    }
    at += word.length();
    return value;
  }

  private Json number() {
    int start = at;
    take('-');
    if (!take('0')) {
      digits(start);
    }
    boolean whole = true;
    if (take('.')) {
      digits(start);
      whole = false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      digits(start);
      whole = false;
    }
    String spelled = text.substring(start, at);
    if (whole && fitsLong(spelled)) {
      return new Json.Whole(Long.parseLong(spelled));
    }
    double value = Double.parseDouble(spelled);
    if (Double.isInfinite(value)) {
      at = start;
      throw unexpected("a number within ±" + Double.MAX_VALUE, "a larger one");
    }
    return new Json.Real(value);
  }

  /// A long has no negative zero, and ends at nineteen digits; doubles hold longer numbers well
  /// enough.
  private static boolean fitsLong(String spelled) {
    if (spelled.length() <= 18) {
      return !spelled.equals("-0");
    }
    return spelled.length() <= 20 && new BigInteger(spelled).bitLength() < Long.SIZE;
  }

  private void digits(int start) {
    int first = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == first) {
      boolean nothing = at == start;
      throw unexpected(nothing ? "a value" : "a digit");
    }
  }

  private String string() {
    require('"', "a double quote");
    var value = new StringBuilder();
    while (!take('"')) {
      if (at >= text.length() || peek() < ' ') {
        throw unexpected("a closing double quote");
      }
      value.append(take('\\') ? escaped() : text.charAt(at++));
    }
    return value.toString();
  }

  private char escaped() {
    char kind = peek();
    at++;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> {
        at--;
        throw unexpected("one of \" \\ / b f n r t u after a backslash");
      }
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw unexpected("four hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private boolean take(char c) {
    if (peek() != c || at >= text.length()) {
      return false;
    }
    at++;
    return true;
  }

  private void require(char c, String expected) {
    if (!take(c)) {
      throw unexpected(expected);
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private JsonException unexpected(String expected) {
    return unexpected(expected, at < text.length() ? visible(text.codePointAt(at)) : "the end");
  }

  private JsonException unexpected(String expected, String found) {
    int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    int column = at - text.lastIndexOf('\n', at - 1);
    return new JsonException(
        "line "
            + line
            + ", column "
            + column
            + ": expected "
            + expected
            + ", found "
            + found
            + ".");
  }

  /// A message is one line; what would break it or not be seen is named by its number.
  private static String visible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          String.format("U+%04X", character);
      default -> "'" + Character.toString(character) + "'";
    };
  }
}
