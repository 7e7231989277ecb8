package lockstep.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lockstep.nn.graph.ShapeException;
import lockstep.nn.inspect.Anatomy;
import lockstep.nn.inspect.Captions;
import lockstep.nn.inspect.Costs;
import lockstep.nn.inspect.PlanView;
import lockstep.nn.project.Predictor;

/// What `inspect` says.
///
/// @param terminal where to
/// @param depth how deep parts are shown
record InspectText(Terminal terminal, int depth) {

  private static final int USUAL_WIDTH = 100;
  private static final int SHOWN_LABELS = 10;
  private static final int NAME = 9;

  void overview(Inspected seen) {
    Anatomy anatomy = seen.anatomy();
    say(terminal.bold(seen.name()) + seen.trained().map(InspectText::task).orElse(""));
    say("");
    layers(anatomy);
    fact(
        "input",
        Captions.of(anatomy.input()) + " " + anatomy.dtype().name().toLowerCase(Locale.ROOT));
    if (!seen.words().isEmpty()) {
      fact(
          "words",
          new TreeMap<>(seen.words())
              .entrySet().stream()
                  .map(each -> each.getKey() + " " + each.getValue())
                  .collect(Collectors.joining(", ")));
    }
    seen.trained().ifPresent(this::remembered);
    Costs one = seen.predicting();
    fact(
        "predict",
        quantity(one.operations())
            + "FLOP an input; "
            + bytes(one.variables())
            + " of weights, "
            + bytes(one.slab())
            + " while it runs");
    learning(seen);
  }

  private void learning(Inspected seen) {
    Costs step;
    try {
      step = seen.learning();
    } catch (ShapeException _) {
      // A network whose answers fit no usual loss can still be looked at.
      return;
    }
    fact(
        "learn",
        quantity(step.operations())
            + "FLOP a step of "
            + step.batch()
            + "; "
            + bytes(step.variables())
            + " of weights and what the optimizer remembers, "
            + bytes(step.slab())
            + " while it runs");
  }

  private static String task(Predictor trained) {
    return ": "
        + trained.purpose().data().task().text()
        + " of "
        + trained.purpose().data().kind().text();
  }

  private void remembered(Predictor trained) {
    String steps =
        trained.preparation().input().stream().map(Captions::of).collect(Collectors.joining(" → "));
    fact("prepared", steps.isEmpty() ? "not at all" : steps);
    List<String> labels = trained.labels();
    if (!labels.isEmpty()) {
      fact(
          "labels",
          labels.size()
              + ": "
              + String.join(", ", labels.subList(0, Math.min(SHOWN_LABELS, labels.size())))
              + (labels.size() > SHOWN_LABELS ? ", …" : ""));
    }
    fact("data", Summary.near(trained.purpose().data().data()));
  }

  private void layers(Anatomy anatomy) {
    var table = new Columns(0, width(), false, true, true, true);
    table.row("layer", "output", "parameters", "FLOP");
    List<Anatomy.Part> parts = anatomy.parts();
    int names =
        parts.stream()
            .filter(part -> part.depth() < depth)
            .mapToInt(part -> 2 * part.depth() + part.name().length())
            .max()
            .orElse(0);
    for (Anatomy.Part part : parts) {
      if (part.depth() < depth) {
        String name = "  ".repeat(part.depth()) + part.name();
        boolean open = part.hasParts() && part.depth() + 1 < depth;
        table.row(
            padded(name, names) + "  " + part.what(),
            Captions.of(part.output()),
            part.learnt() == 0 || open ? "" : whole(part.learnt()),
            part.operations() == 0 || open ? "" : quantity(part.operations()));
      }
    }
    Anatomy.Part whole = anatomy.whole();
    table.row(
        "total", Captions.of(whole.output()), whole(whole.learnt()), quantity(whole.operations()));
    List<String> lines = table.lines();
    say(terminal.dim(lines.getFirst()));
    lines.subList(1, lines.size() - 1).forEach(this::say);
    say(terminal.bold(lines.getLast()));
    say("");
    if (whole.kept() > 0) {
      fact(
          "kept",
          whole(whole.kept()) + " more numbers that are not learnt: means and variances of norms");
    }
  }

  void plan(PlanView plan) {
    Map<String, Integer> before = new LinkedHashMap<>();
    var now = new ArrayList<PlanView.Line>();
    for (PlanView.Line line : plan.lines()) {
      switch (line.when()) {
        case WEIGHTS_CHANGED -> before.merge(line.origin(), 1, Integer::sum);
        case EACH_RUN -> now.add(line);
      }
    }
    say("");
    fact(
        "plan",
        "for "
            + (plan.batch() == 1 ? "one input" : "a step of " + plan.batch() + " inputs")
            + ": "
            + now.size()
            + " nodes in place of the "
            + plan.made()
            + " that were asked for, in "
            + bytes(plan.slab()));
    if (!before.isEmpty()) {
      int nodes = before.values().stream().mapToInt(Integer::intValue).sum();
      fact(
          "first",
          "only when weights have changed: "
              + nodes
              + (nodes == 1 ? " node that prepares" : " nodes that prepare")
              + " weights, of "
              + String.join(", ", before.keySet()));
    }
    say("");
    var table = new Columns(5, width(), true, false, false, true, true, false);
    table.row("node", "what", "layer", "result", "FLOP", "took in");
    for (PlanView.Line line : now) {
      table.row(
          "%" + line.number(),
          line.what() + (line.inPlace() ? " (in place)" : ""),
          line.origin(),
          Captions.of(line.result()),
          line.operations() == 0 ? "" : quantity(line.operations()),
          String.join(", ", line.merged()));
    }
    List<String> lines = table.lines();
    say(terminal.dim(lines.getFirst()));
    lines.subList(1, lines.size()).forEach(this::say);
  }

  private int width() {
    return terminal.columns() > 0 ? terminal.columns() : USUAL_WIDTH;
  }

  /// A name and what is to be said of it, in as many lines as it needs.
  private void fact(String name, String text) {
    List<String> lines = Paragraph.lines(padded(name, NAME), text, width());
    say(terminal.dim(name) + lines.getFirst().substring(name.length()));
    lines.subList(1, lines.size()).forEach(this::say);
  }

  private void say(String line) {
    terminal
        .out()
        .println(
            terminal.unicode()
                ? line
                : line.replace('×', 'x').replace("→", ">").replace("…", "..."));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String whole(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// Three digits and the letter of a thousand, a million, …
  static String quantity(double value) {
    double left = value;
    int letter = 0;
    while (left >= 999.5 && letter < 5) {
      left /= 1000;
      letter++;
    }
    String digits = letter == 0 || left >= 99.5 ? "%.0f" : left >= 9.95 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, digits, left)
        + " "
        + " kMGTP".substring(letter, letter + 1).strip();
  }

  private static String bytes(long count) {
    return quantity((double) count) + "B";
  }
}
