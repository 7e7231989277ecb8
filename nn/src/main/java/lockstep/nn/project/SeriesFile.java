package lockstep.nn.project;

import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.DecimalMark;
import lockstep.nn.data.table.Series;
import lockstep.nn.data.table.SeriesWindows;
import lockstep.nn.data.table.StandardiseColumns;

/// Rows in the order of time: the last tenth is held out, the one before it chooses weights.
final class SeriesFile {

  private static final int LONG = 2_000;
  private static final int LEAST = 60;

  private SeriesFile() {}

  static Source open(Place place, Wanted wanted, Details known) {
    TaskKind task = Source.task(wanted, "a series", TaskKind.FORECASTING);
    Csv table = Csv.read(place.path());
    String column =
        known instanceof Details.Windows windows
            ? windows.column()
            : wanted.target().isEmpty() ? table.names().getLast() : wanted.target();
    DecimalMark mark =
        known instanceof Details.Windows windows
            ? windows.mark()
            : table.mark(table.column(column));
    Series series = Series.of(table, mark, column);
    int rows = series.rows();
    if (rows < LEAST) {
      throw new DataException(
          place.path().toString(),
          "expected a series of at least " + LEAST + " rows, found " + rows + ".");
    }
    int first = rows / 10 * 8;
    int second = rows / 10 * 9;
    var details =
        known instanceof Details.Windows windows ? windows : details(series, column, mark, first);
    int history = details.history();
    int horizon = details.horizon();
    if (rows / 10 < horizon || rows / 2 < history) {
      throw new DataException(
          place.path().toString(),
          "expected a series of at least "
              + Math.max(10 * horizon, 2 * history)
              + " rows for a model that says "
              + horizon
              + " steps from "
              + history
              + ", found "
              + rows
              + ".");
    }
    Wanted found = wanted.kind(DataKind.SERIES).task(task).target(column);
    return new Source(
        place.name(),
        new Purpose(found, details),
        place.name()
            + " is a series of "
            + BuiltIn.count(rows)
            + " rows; the task is forecasting: "
            + horizon
            + " steps of "
            + column
            + " from the "
            + history
            + " before.",
        new SeriesWindows(series, 0, 0, first, history, horizon),
        new SeriesWindows(series, 0, first, second, history, horizon),
        new SeriesWindows(series, 0, second, rows, history, horizon),
        List.of());
  }

  private static Details.Windows details(
      Series series, String column, DecimalMark mark, int first) {
    int rows = series.rows();
    int horizon = rows >= LONG ? 24 : Math.min(12, rows / 20);
    int history = rows >= LONG ? 168 : 2 * horizon;
    return new Details.Windows(
        column, StandardiseColumns.fit(series, 0, first), history, horizon, mark);
  }

  static Dataset toJudge(Place place, Details details) {
    if (!(details instanceof Details.Windows(var column, _, var history, var horizon, var mark))) {
      throw new DataException(place.name(), "expected a model of a series, found another.");
    }
    Series series = Series.of(Csv.read(place.path()), mark, column);
    try {
      return new SeriesWindows(series, 0, 0, series.rows(), history, horizon);
    } catch (IllegalArgumentException e) {
      throw new DataException(place.name(), String.valueOf(e.getMessage()), e);
    }
  }
}
