package lockstep.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lockstep.cli.progress.Words;
import lockstep.nn.check.ClassCount;
import lockstep.nn.check.ColumnFacts;
import lockstep.nn.check.Fact;
import lockstep.nn.check.Finding;
import lockstep.nn.check.Report;

/// What is in a data set, for a person.
///
/// @param terminal where to
record CheckText(Terminal terminal) {

  private static final int MOST_CLASSES = 20;
  private static final int MOST_COLUMNS = 40;
  private static final int MOST_EXAMPLES = 5;
  private static final int BAR = 30;
  private static final int LONGEST_NAME = 24;
  private static final int NARROW = 64;

  void print(Report report) {
    paragraph("", report.sentence());
    report.notes().forEach(note -> paragraph("  ", note));
    paragraph(
        "  ",
        String.format(
            Locale.ROOT,
            "%,d to learn from, %,d to choose by, %,d held out",
            report.parts().get(0),
            report.parts().get(1),
            report.parts().get(2)));
    classes(report.classes());
    facts(report.facts());
    columns(report.columns());
    findings(report);
  }

  private PrintWriter out() {
    return terminal.out();
  }

  private int width() {
    return Paragraph.width(terminal);
  }

  private void paragraph(String first, String text) {
    Paragraph.lines(first, text, width()).forEach(out()::println);
  }

  /// The parts of the largest, and of the smallest where there are many.
  private void classes(List<ClassCount> classes) {
    if (classes.isEmpty()) {
      return;
    }
    List<ClassCount> shown = classes;
    if (classes.size() > MOST_CLASSES) {
      var sorted = new ArrayList<>(classes);
      sorted.sort(Comparator.comparingInt(ClassCount::count).reversed());
      shown = new ArrayList<>(sorted.subList(0, MOST_CLASSES / 2));
      shown.addAll(sorted.subList(sorted.size() - MOST_CLASSES / 2, sorted.size()));
    }
    int most = classes.stream().mapToInt(ClassCount::count).max().orElse(1);
    int name = Math.max(5, widest(shown.stream().map(ClassCount::label).toList()));
    boolean parts = width() >= NARROW;
    int bar = Math.clamp(width() - name - (parts ? 42L : 12L), 4, BAR);
    out().println();
    String header =
        parts
            ? String.format(Locale.ROOT, "%9s %9s %9s", "learn", "choose", "held out")
            : String.format(Locale.ROOT, "%7s", "all");
    out().println(terminal.dim("  " + pad("class", name) + " " + header));
    for (int i = 0; i < shown.size(); i++) {
      ClassCount each = shown.get(i);
      String counts =
          parts
              ? String.format(
                  Locale.ROOT, "%,9d %,9d %,9d", each.train(), each.validation(), each.test())
              : String.format(Locale.ROOT, "%,7d", each.count());
      out()
          .println(
              "  " + pad(each.label(), name) + " " + counts + "  " + bar(each.count(), most, bar));
      if (shown.size() < classes.size() && i == MOST_CLASSES / 2 - 1) {
        out().println("  … " + (classes.size() - shown.size()) + " more …");
      }
    }
  }

  private String bar(int count, int most, int width) {
    int length = count == 0 ? 0 : (int) Math.max(1, Math.round((double) width * count / most));
    return (terminal.unicode() ? "█" : "#").repeat(length);
  }

  private void facts(List<Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    out().println();
    int name = widest(facts.stream().map(Fact::name).toList());
    facts.forEach(fact -> paragraph("  " + pad(fact.name(), name) + "  ", fact.text()));
  }

  private void columns(List<ColumnFacts> columns) {
    if (columns.isEmpty()) {
      return;
    }
    out().println();
    List<ColumnFacts> shown = columns.subList(0, Math.min(MOST_COLUMNS, columns.size()));
    int name = widest(shown.stream().map(ColumnFacts::name).toList());
    if (width() < NARROW) {
      for (ColumnFacts column : shown) {
        out()
            .println(
                "  "
                    + terminal.bold(cut(column.name(), LONGEST_NAME))
                    + "  "
                    + column.kind().text());
        paragraph("    ", counts(column) + "; " + values(column));
      }
    } else {
      out()
          .println(
              terminal.dim(
                  "  "
                      + pad("column", name)
                      + "  "
                      + String.format(
                          Locale.ROOT, "%-8s  %7s  %9s  ", "kind", "missing", "different")
                      + "values"));
      for (ColumnFacts column : shown) {
        String first =
            "  "
                + pad(column.name(), name)
                + "  "
                + String.format(
                    Locale.ROOT,
                    "%-8s  %7s  %,9d  ",
                    column.kind().text(),
                    column.missing() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%,d", column.missing()),
                    column.different());
        paragraph(first, values(column));
      }
    }
    if (shown.size() < columns.size()) {
      out().println("  … and " + (columns.size() - shown.size()) + " more columns: --json has all");
    }
  }

  private static String counts(ColumnFacts column) {
    return String.format(Locale.ROOT, "%,d different", column.different())
        + (column.missing() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d missing", column.missing()));
  }

  private static String values(ColumnFacts column) {
    ColumnFacts.Range range = column.numbers();
    boolean each = column.frequent().isEmpty() || column.frequent().getFirst().count() <= 1;
    if (range.isKnown() && column.kind() != ColumnFacts.Kind.CATEGORY) {
      String text =
          Words.number(range.least())
              + " to "
              + Words.number(range.most())
              + ", mean "
              + Words.number(range.mean());
      boolean classes = column.kind() == ColumnFacts.Kind.TARGET && column.different() <= 20;
      return classes ? frequent(column) : text;
    }
    return each ? "each once" : frequent(column);
  }

  private static String frequent(ColumnFacts column) {
    return column.frequent().stream()
            .map(each ->
                cut(each.value(), LONGEST_NAME)
                    + " "
                    + String.format(Locale.ROOT, "%,d×", each.count()))
            .collect(Collectors.joining(", "))
        + (column.different() > column.frequent().size() ? ", …" : "");
  }

  private void findings(Report report) {
    out().println();
    if (report.findings().isEmpty()) {
      out().println("Nothing doubtful was found.");
      return;
    }
    for (Finding finding : report.findings()) {
      String sign =
          switch (finding.weight()) {
            case STOP -> "stop   ";
            case DOUBT -> "doubt  ";
            case NOTE -> "note   ";
          };
      List<String> lines = Paragraph.lines(sign, finding.what(), width());
      out().println(terminal.bold(sign) + lines.getFirst().substring(sign.length()));
      lines.stream().skip(1).forEach(out()::println);
      List<String> examples = finding.examples();
      int few = Math.min(MOST_EXAMPLES, examples.size());
      examples.subList(0, few).forEach(example -> paragraph("         ", oneLine(example)));
      if (few < examples.size()) {
        paragraph("         ", "… and " + (examples.size() - few) + " more: --json has all");
      }
      Paragraph.lines(" ".repeat(sign.length()), finding.remedy(), width())
          .forEach(line -> out().println(terminal.dim(line)));
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private static int widest(List<String> names) {
    return Math.min(
        LONGEST_NAME, names.stream().mapToInt(each -> oneLine(each).length()).max().orElse(0));
  }

  private static String pad(String name, int width) {
    String cut = cut(name, Math.max(width, 1));
    return cut + " ".repeat(Math.max(0, width - cut.length()));
  }

  private static String cut(String text, int width) {
    String line = oneLine(text);
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }
}
