package lockstep.nn.data.text;

import java.util.function.Consumer;

/// Cuts a text where no merge should reach across: into letters, digits, white space and other
/// characters, a single space before others belonging to them. Together the pieces are the text.
final class Pieces {

  /// Longer runs are cut, so that no text makes encoding slow.
  private static final int MOST_CHARACTERS = 64;

  private enum Kind {
    LETTER,
    DIGIT,
    SPACE,
    OTHER
  }

  private Pieces() {}

  static void of(String text, Consumer<String> pieces) {
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      pieces.accept(text.substring(at, end));
      at = end;
    }
  }

  private static int end(String text, int start) {
    boolean leads =
        text.charAt(start) == ' '
            && start + 1 < text.length()
            && kind(text, start + 1) != Kind.SPACE;
    int first = leads ? start + 1 : start;
    Kind kind = kind(text, first);
    int at = first;
    for (int i = 0; i < MOST_CHARACTERS && at < text.length() && kind(text, at) == kind; i++) {
      at += Character.charCount(text.codePointAt(at));
    }
    boolean spaceForNext =
        kind == Kind.SPACE
            && at - start > 1
            && at < text.length()
            && text.charAt(at - 1) == ' '
            && kind(text, at) != Kind.SPACE;
    return spaceForNext ? at - 1 : at;
  }

  private static Kind kind(String text, int at) {
    int c = text.codePointAt(at);
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK ->
          Kind.LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          Kind.DIGIT;
      default -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? Kind.SPACE : Kind.OTHER;
    };
  }
}
