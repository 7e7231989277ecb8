package lockstep.nn.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/// Writes elements and text, as both HTML and XML read them. Whatever text holds, it stays text.
///
/// {@snippet :
/// new Markup().open("p", "class", "note").text("a < b").close().toString();
///                                        // <p class="note">a &lt; b</p>
/// }
public final class Markup {

  /// These begin a line, so that a person can read the source.
  private static final Set<String> ON_A_LINE =
      Set.of(
          "body", "circle", "dd", "details", "div", "dl", "dt", "figure", "footer", "g", "h1", "h2",
          "h3", "head", "header", "li", "link", "main", "meta", "nav", "ol", "p", "path", "pre",
          "rect", "script", "section", "style", "svg", "table", "tbody", "thead", "title", "tr",
          "ul");

  /// HTML reads `<p/>` as `<p>`: only these may be written so.
  private static final Set<String> EMPTY =
      Set.of("circle", "img", "link", "meta", "path", "rect", "wbr");

  private static final String BETWEEN_PARTS = "_/.-:";

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /// Without anything yet.
  public Markup() {}

  /// Begins an element.
  ///
  /// @param attributes names and values in turn
  public Markup open(String tag, String... attributes) {
    begin(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /// Writes an element without content.
  ///
  /// @param tag of an element that never has any: an image, or a shape of a drawing
  /// @param attributes names and values in turn
  public Markup empty(String tag, String... attributes) {
    if (!EMPTY.contains(tag)) {
      throw new IllegalArgumentException("<" + tag + ">: expected one of " + EMPTY + ".");
    }
    begin(tag, attributes);
    out.append("/>");
    return this;
  }

  /// Writes an element that holds a text.
  ///
  /// @param attributes names and values in turn
  public Markup leaf(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  private void begin(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("<" + tag + ">: expected names and values in turn.");
    }
    if (ON_A_LINE.contains(tag) && !out.isEmpty() && !open.contains("pre")) {
      out.append('\n');
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
  }

  /// Ends the element that was begun last.
  public Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /// Writes text.
  public Markup text(String text) {
    escape(text);
    return this;
  }

  /// Writes a name that may go on in the next line after each of its parts.
  public Markup name(String text) {
    int from = 0;
    for (int i = 0; i < text.length() - 1; i++) {
      if (BETWEEN_PARTS.indexOf(text.charAt(i)) >= 0) {
        escape(text.substring(from, i + 1));
        out.append("<wbr/>");
        from = i + 1;
      }
    }
    escape(text.substring(from));
    return this;
  }

  /// Writes what another has, as it is.
  public Markup add(Markup other) {
    if (!other.open.isEmpty()) {
      throw new IllegalStateException("expected closed elements, found open " + other.open + ".");
    }
    out.append(other.out);
    return this;
  }

  /// Writes rules of style: text of this package, not of data.
  Markup style(String rules) {
    if (rules.contains("<") || rules.contains("&")) {
      throw new IllegalArgumentException("style: expected no < and no &.");
    }
    open("style");
    out.append('\n').append(rules);
    return close();
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(isLegal(point) ? point : '\uFFFD');
          }
        });
  }

  /// Neither control characters nor halves of pairs may stand in a document.
  private static boolean isLegal(int point) {
    return point == '\t'
        || point == '\n'
        || (point >= 0x20 && point < 0x7f)
        || (point >= 0xa0 && point < 0xd800)
        || (point >= 0xe000 && point < 0xfffe)
        || point >= 0x10000;
  }

  /// {@return what was written}
  ///
  /// @throws IllegalStateException if an element is still open
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("expected closed elements, found open " + open + ".");
    }
    return out.toString();
  }
}
