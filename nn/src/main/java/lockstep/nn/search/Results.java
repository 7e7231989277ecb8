package lockstep.nn.search;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import lockstep.nn.json.Json;

/// What came of a search.
public final class Results {

  private final List<Result> all;
  private final Comparator<Result> order;

  Results(List<Result> all, Comparator<Result> order) {
    this.all = List.copyOf(all);
    this.order = order;
  }

  /// {@return every training, in the order in which they were done}
  public List<Result> all() {
    return all;
  }

  /// {@return each trial with its largest budget: those of larger budgets first, then the best}
  public List<Result> ranked() {
    var last = new LinkedHashMap<Integer, Result>();
    for (Result result : all) {
      last.merge(result.trial().number(), result, (a, b) -> a.budget() >= b.budget() ? a : b);
    }
    return last.values().stream()
        .sorted(Comparator.<Result>comparingInt(r -> -r.budget()).thenComparing(order))
        .toList();
  }

  /// {@return the best of those with the largest budget}
  public Result best() {
    return ranked().getFirst();
  }

  /// {@return a table, the best first}
  public String text() {
    var text = new StringBuilder();
    for (Result result : ranked()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%4d  %6d  %12.6g  ",
              result.trial().number(),
              result.budget(),
              result.figure()));
      result
          .trial()
          .values()
          .members()
          .forEach((name, value) -> text.append(name).append('=').append(shown(value)).append(' '));
      text.setLength(text.length() - 1);
      text.append('\n');
    }
    return "trial  budget        figure  settings\n" + text;
  }

  private static String shown(Json value) {
    return switch (value) {
      case Json.Real(var number) -> String.format(Locale.ROOT, "%.4g", number);
      case Json.Text(var text) -> text;
      case Json other -> other.text();
    };
  }
}
