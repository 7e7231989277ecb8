package lockstep.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A few lines on a term.
///
/// @param group what it belongs to
/// @param names the name that it has in lists, then all others
/// @param lines as they stand in their file: a paragraph on a line, a formula behind two spaces
public record Lesson(String group, List<String> names, List<String> lines) {

  private static final String INDENT = "  ";

  private static final char NO_BREAK = '\u00A0';

  /// In quotes, with the point or comma behind it.
  private static final Pattern CODE = Pattern.compile("`[^`]+`\\S*");

  /// Copies the lists.
  public Lesson {
    names = List.copyOf(names);
    lines = List.copyOf(lines);
  }

  /// {@return its name in lists}
  public String name() {
    return names.getFirst();
  }

  /// {@return the lines of a terminal of that width}
  ///
  /// @param unicode whether it shows more than ASCII
  public List<String> text(int columns, boolean unicode) {
    var text = new ArrayList<String>();
    boolean formula = false;
    for (String line : lines) {
      String shown = unicode ? line : Ascii.of(line);
      if (formula != line.startsWith(INDENT)) {
        formula = !formula;
        text.add("");
      }
      if (formula) {
        text.addAll(wrapped(shown.strip(), columns, INDENT + INDENT, INDENT + INDENT + INDENT));
      } else {
        text.addAll(wrapped(shown, columns, "", isLabelled(line) ? INDENT : ""));
      }
    }
    return text;
  }

  /// `When: …`.
  private static boolean isLabelled(String line) {
    return line.matches("[A-Z][A-Za-z ]{2,14}: .*");
  }

  /// What a person copies stays on a line, where a line can hold it.
  private static String whole(String text, int columns) {
    return CODE.matcher(text.replace(" × ", "\u00A0×\u00A0"))
        .replaceAll(match ->
            Matcher.quoteReplacement(
                match.group().length() <= columns - INDENT.length()
                    ? match.group().replace(' ', NO_BREAK)
                    : match.group()));
  }

  /// Words as long as lines allow, further lines indented as said.
  private static List<String> wrapped(String text, int columns, String first, String further) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(first);
    String separator = "";
    for (String word : whole(text, columns).split(" ", -1)) {
      if (!separator.isEmpty() && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line = new StringBuilder(further);
        separator = "";
      }
      line.append(separator).append(word.replace(NO_BREAK, ' '));
      separator = " ";
    }
    lines.add(line.toString());
    return lines;
  }
}
