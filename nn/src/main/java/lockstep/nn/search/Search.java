package lockstep.nn.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lockstep.nn.data.Draw;
import lockstep.nn.json.Json;

/// A search for settings that train well.
///
/// {@snippet :
/// var search = new Search(
///     List.of(new Setting.Logarithmic("rate", 1e-4, 1e-1, 4)), Search.Way.RANDOM, 16, 1,
///     new Halving(1, 9, 3), Search.Better.HIGHER);
/// Results results = search.run(Path.of("runs/search/trials.jsonl"), objective, result -> {});
/// results.best();
/// }
///
/// @param settings what can be chosen
/// @param way how trials are made
/// @param trials at most so many; a grid may have fewer
/// @param seed what chance depends on
/// @param halving which trials get more
/// @param better which figures are better
public record Search(
    List<Setting> settings, Way way, int trials, long seed, Halving halving, Better better) {

  /// How trials are made.
  public enum Way {
    /// All combinations, the last setting changing fastest.
    GRID,
    /// Each by chance.
    RANDOM
  }

  /// Which figures are better.
  public enum Better {
    /// Larger ones.
    HIGHER,
    /// Smaller ones.
    LOWER
  }

  /// Copies the settings.
  public Search {
    settings = List.copyOf(settings);
    Set<String> names = settings.stream().map(Setting::name).collect(Collectors.toSet());
    if (settings.isEmpty() || names.size() < settings.size() || trials < 1) {
      throw new IllegalArgumentException(
          "Search: expected settings of different names and 1 trial or more, got "
              + settings.stream().map(Setting::name).toList()
              + " and "
              + trials
              + ".");
    }
  }

  /// {@return the trials, in order}
  public List<Trial> all() {
    return switch (way) {
      case RANDOM -> {
        var drawn = new ArrayList<Trial>();
        for (int i = 0; i < trials; i++) {
          var draw = new Draw(seed, 0, i);
          Json.Fields values = Json.object();
          for (Setting setting : settings) {
            values = values.with(setting.name(), setting.draw(draw));
          }
          drawn.add(new Trial(i, values));
        }
        yield drawn;
      }
      case GRID -> {
        List<Json.Fields> combined = List.of(Json.object());
        for (Setting setting : settings) {
          combined =
              combined.stream()
                  .flatMap(values ->
                      setting.grid().stream().map(value -> values.with(setting.name(), value)))
                  .toList();
        }
        var numbered = new ArrayList<Trial>();
        for (Json.Fields values : combined.subList(0, Math.min(trials, combined.size()))) {
          numbered.add(new Trial(numbered.size(), values));
        }
        yield numbered;
      }
    };
  }

  /// Searches. What a file already has is not done again.
  ///
  /// @param file where results are kept, a line each
  /// @param objective trains; a figure that is NaN is worse than any other. It ends the search by
  ///   throwing {@link SearchStopped}
  /// @param said takes each new result
  /// @throws lockstep.nn.data.DataException if the file is of another search
  public Results run(Path file, Objective objective, Consumer<Result> said) {
    List<Trial> all = all();
    var log = ResultLog.open(file, all);
    var results = new ArrayList<>(log.results());
    for (Optional<Ask> next = next(all, results); next.isPresent(); next = next(all, results)) {
      Ask ask = next.get();
      double figure;
      try {
        figure = objective.train(ask.trial(), ask.budget());
      } catch (SearchStopped stopped) {
        stopped
            .reached()
            .ifPresent(reached -> {
              var result = new Result(ask.trial(), ask.budget(), reached);
              results.add(result);
              said.accept(result);
            });
        break;
      }
      var result = new Result(ask.trial(), ask.budget(), figure);
      log.append(result);
      results.add(result);
      said.accept(result);
    }
    return new Results(results, order());
  }

  /// What is to be trained next.
  private record Ask(Trial trial, int budget) {}

  /// A trial that may go on, of the largest budget; else a new one; nothing when all is done.
  private Optional<Ask> next(List<Trial> all, List<Result> results) {
    List<Integer> budgets = halving.budgets();
    for (int rung = budgets.size() - 2; rung >= 0; rung--) {
      int budget = budgets.get(rung);
      int more = budgets.get(rung + 1);
      List<Result> here =
          results.stream().filter(r -> r.budget() == budget).sorted(order()).toList();
      Set<Integer> gone =
          results.stream()
              .filter(r -> r.budget() == more)
              .map(r -> r.trial().number())
              .collect(Collectors.toSet());
      Optional<Result> promoted =
          here.subList(0, here.size() / halving.factor()).stream()
              .filter(r -> !gone.contains(r.trial().number()) && !Double.isNaN(r.figure()))
              .findFirst();
      if (promoted.isPresent()) {
        return Optional.of(new Ask(promoted.get().trial(), more));
      }
    }
    Set<Integer> begun = results.stream().map(r -> r.trial().number()).collect(Collectors.toSet());
    return all.stream()
        .filter(trial -> !begun.contains(trial.number()))
        .findFirst()
        .map(trial -> new Ask(trial, budgets.getFirst()));
  }

  /// The best first; what is no number last.
  private Comparator<Result> order() {
    Comparator<Result> smaller =
        Comparator.comparingDouble(r -> better == Better.LOWER ? r.figure() : -r.figure());
    return Comparator.<Result, Boolean>comparing(r -> Double.isNaN(r.figure()))
        .thenComparing(smaller)
        .thenComparingInt(r -> r.trial().number());
  }
}
