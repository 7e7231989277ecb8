package lockstep.nn.notation;

/// A piece of a text, and where it stands.
record Token(Sort sort, String text, Position position) {

  /// What a piece is.
  enum Sort {
    /// A name or a number.
    WORD,
    /// What stood in double quotes.
    QUOTED,
    /// =.
    EQUALS,
    /// {.
    OPEN,
    /// }.
    CLOSE,
    /// The end of a line, or a semicolon.
    BREAK,
    /// What has no place in a text.
    STRANGE,
    /// The end of the text.
    END
  }

  boolean is(Sort other) {
    return sort == other;
  }

  /// As a message names it.
  String shown() {
    return switch (sort) {
      case BREAK -> text.equals(";") ? "`;`" : "the end of the line";
      case END -> "the end of the text";
      case QUOTED -> "\"" + cut() + "\"";
      case WORD, EQUALS, OPEN, CLOSE, STRANGE -> "`" + cut() + "`";
    };
  }

  private String cut() {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
