package lockstep.cli;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.project.Tuning;
import lockstep.nn.search.Result;
import lockstep.nn.search.Results;

/// What came of a search, the best first.
///
/// @param terminal where to
/// @param tuning the search
record TuneTable(Terminal terminal, Tuning tuning) {

  private static final int MOST_ROWS = 20;

  void print(Results results) {
    List<Result> ranked = results.ranked();
    List<List<String>> rows = new ArrayList<>();
    rows.add(header());
    ranked.stream().limit(MOST_ROWS).map(this::row).forEach(rows::add);
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    terminal.out().println();
    for (int i = 0; i < rows.size(); i++) {
      String line = line(rows.get(i), widths);
      terminal.out().println(i == 0 ? terminal.dim(line) : i == 1 ? terminal.bold(line) : line);
    }
    if (ranked.size() > MOST_ROWS) {
      terminal.out().println("and " + (ranked.size() - MOST_ROWS) + " more");
    }
  }

  private List<String> header() {
    var header = new ArrayList<>(List.of(TuneProgress.named(tuning)));
    tuning.search().settings().forEach(setting -> header.add(setting.name()));
    if (halves()) {
      header.add("trained");
    }
    header.add("trial");
    return header;
  }

  private List<String> row(Result result) {
    var row = new ArrayList<>(List.of(TuneProgress.figure(tuning, result.figure())));
    tuning
        .search()
        .settings()
        .forEach(setting ->
            row.add(TuneProgress.shown(tuning, result.trial(), setting.name())));
    if (halves()) {
      row.add(result.budget() + (result.budget() == 1 ? " epoch" : " epochs"));
    }
    row.add(String.valueOf(result.trial().number() + 1));
    return row;
  }

  private boolean halves() {
    return tuning.search().halving().budgets().size() > 1;
  }

  /// Figures to the right, names to the left.
  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String room = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : "  ").append(room).append(cells.get(i));
    }
    return line.toString();
  }
}
