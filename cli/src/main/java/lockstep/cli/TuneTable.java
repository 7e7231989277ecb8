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
    terminal.out().println();
    var table = new TextTable(rows.getFirst(), rows.subList(1, rows.size()));
    for (TextTable.Line line : table.lines(Paragraph.width(terminal))) {
      terminal.out().println(line.header() ? terminal.dim(line.text()) : line.text());
    }
    if (ranked.stream().anyMatch(tuning::isCutShort)) {
      Paragraph.lines("* ", "the time was over before it was done", Paragraph.width(terminal))
          .forEach(line -> terminal.out().println(terminal.dim(line)));
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
        .forEach(setting -> row.add(TuneProgress.shown(tuning, result.trial(), setting.name())));
    if (halves()) {
      row.add(result.budget() + (result.budget() == 1 ? " epoch" : " epochs"));
    }
    row.add(result.trial().number() + 1 + (tuning.isCutShort(result) ? "*" : ""));
    return row;
  }

  private boolean halves() {
    return tuning.search().halving().budgets().size() > 1;
  }
}
