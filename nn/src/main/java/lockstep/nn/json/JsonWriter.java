package lockstep.nn.json;

import java.util.Iterator;
import java.util.function.Consumer;

/// Spells a value, on one line or indented.
final class JsonWriter {

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;
  private int depth;

  JsonWriter(boolean indented) {
    this.indented = indented;
  }

  String write(Json json) {
    value(json);
    return out.toString();
  }

  private void value(Json json) {
    switch (json) {
      case Json.Fields(var members) ->
          group(
              '{',
              members.entrySet().iterator(),
              member -> {
                text(member.getKey());
                out.append(indented ? ": " : ":");
                value(member.getValue());
              },
              '}');
      case Json.Items(var items) -> group('[', items.iterator(), this::value, ']');
      case Json.Text(var value) -> text(value);
      case Json.Whole(var value) -> out.append(value);
      case Json.Real(var value) -> out.append(Double.isFinite(value) ? shortest(value) : "null");
      case Json.Truth(var value) -> out.append(value);
      case Json.Nothing() -> out.append("null");
    }
  }

  private <T> void group(char open, Iterator<T> items, Consumer<T> each, char close) {
    out.append(open);
    if (items.hasNext()) {
      depth++;
      while (items.hasNext()) {
        newLine();
        each.accept(items.next());
        if (items.hasNext()) {
          out.append(',');
        }
      }
      depth--;
      newLine();
    }
    out.append(close);
  }

  private void newLine() {
    if (indented) {
      out.append('\n').repeat("  ", depth);
    }
  }

  /// Java's shortest decimal that reads back as the same double, without a `.0` that says nothing.
  private static String shortest(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private void text(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // Control characters must be escaped; a lone surrogate cannot be written as UTF-8.
          if (c < ' ' || (Character.isSurrogate(c) && !paired(value, i))) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean paired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
