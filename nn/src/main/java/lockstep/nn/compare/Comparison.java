package lockstep.nn.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Nearest;
import lockstep.nn.metric.Score;

/// Runs side by side.
///
/// {@snippet :
/// Comparison all = Comparison.of(Comparison.runs(Path.of("runs")));
/// all.runs().forEach(run -> log.println(run.name() + " " + all.standing(run)));
/// }
///
/// @param runs the best first; runs of the same data and task stand together
/// @param differing the paths of settings that are not the same in all runs, as far as one does not
///   follow from another
/// @param all the paths of all settings that are not the same in all runs
public record Comparison(List<RunSummary> runs, List<String> differing, List<String> all) {

  /// Figures of which a larger one is better; all others are errors.
  private static final Set<String> HIGHER =
      Set.of("accuracy", "macro f1", "ROC-AUC", "R²", "r2", "top-5");

  /// What was chosen by a person; the rest of a run's settings follows from it.
  private static final List<String> CHOSEN =
      List.of("purpose.data.", "learning.", "limits.", "commit", "java", "cpu", "threads");

  /// How a run stands to the best of its like.
  public enum Standing {
    /// It is the best.
    BEST,
    /// It is not the best, but that may be chance: the intervals overlap.
    WITHIN,
    /// It is worse.
    WORSE,
    /// There is no other run of the same data and task, or nothing was judged yet.
    ALONE
  }

  /// Copies the lists.
  public Comparison {
    runs = List.copyOf(runs);
    differing = List.copyOf(differing);
    all = List.copyOf(all);
  }

  static boolean isHigherBetter(String figure) {
    return HIGHER.contains(figure);
  }

  /// {@return the directories of all runs in a folder, by their names}
  ///
  /// @throws DataException if there is none
  public static List<Path> runs(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          folder.toString(),
          "expected a folder of runs, found "
              + (Files.exists(folder) ? "a file" : "none")
              + ". Train first, or name the folder with --runs.");
    }
    try (Stream<Path> inside = Files.list(folder)) {
      List<Path> runs = inside.filter(RunReader::isRun).sorted().toList();
      if (runs.isEmpty()) {
        throw new DataException(
            folder.toString(),
            "expected runs in it, found none. Train first, or name the folder with --runs.");
      }
      return runs;
    } catch (IOException e) {
      throw new DataException(
          folder.toString(), "expected to read it, got " + e + ". Check its permissions.", e);
    }
  }

  /// {@return the directory of a run}
  ///
  /// @param folder the folder of all runs
  /// @param run its directory, or its name in that folder
  /// @throws DataException if there is none, with the nearest that there is
  public static Path run(Path folder, String run) {
    for (Path path : List.of(Path.of(run), folder.resolve(run))) {
      if (RunReader.isRun(path)) {
        return path;
      }
    }
    List<String> known =
        Files.isDirectory(folder)
            ? runs(folder).stream().map(path -> String.valueOf(path.getFileName())).toList()
            : List.of();
    String name = String.valueOf(Path.of(run).getFileName());
    throw new DataException(
        run,
        "expected the directory of a run, found none."
            + (known.isEmpty() ? " Check the path." : Nearest.hint(name, known)));
  }

  /// {@return the runs of some directories}
  ///
  /// @throws DataException if one is no run, or what it wrote is damaged
  public static Comparison of(List<Path> folders) {
    List<RunSummary> runs = folders.stream().map(RunReader::read).sorted(order()).toList();
    return ofRead(runs);
  }

  private static Comparison ofRead(List<RunSummary> runs) {
    Set<String> paths = new LinkedHashSet<>();
    runs.forEach(run -> paths.addAll(run.settings().sequencedKeySet()));
    List<String> all = paths.stream().filter(path -> differs(runs, path)).toList();
    List<String> chosen = all.stream().filter(Comparison::isChosen).toList();
    // Where nothing was chosen otherwise, what differs is all there is to tell.
    return new Comparison(runs, chosen.isEmpty() ? all : chosen, all);
  }

  private static boolean isChosen(String path) {
    return CHOSEN.stream().anyMatch(path::startsWith);
  }

  private static boolean differs(List<RunSummary> runs, String path) {
    return runs.stream().map(run -> run.settings().getOrDefault(path, "")).distinct().count() > 1;
  }

  private static Comparator<RunSummary> order() {
    return Comparator.comparing(RunSummary::task)
        .thenComparing(RunSummary::data)
        .thenComparing(run -> !run.heldOut())
        .thenComparing(RunSummary::figureName)
        .thenComparingDouble(Comparison::badness)
        .thenComparing(RunSummary::name);
  }

  private static double badness(RunSummary run) {
    return run.figure()
        .filter(Score::isDefined)
        .map(score -> isHigherBetter(score.name()) ? -score.value() : score.value())
        .orElse(Double.POSITIVE_INFINITY);
  }

  /// {@return the runs that can be told apart by their figures, group by group}
  public List<Comparison> groups() {
    var groups = new ArrayList<List<RunSummary>>();
    for (RunSummary run : runs) {
      if (groups.isEmpty() || !groups.getLast().getFirst().isLike(run)) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(run);
    }
    return groups.stream().map(Comparison::ofRead).toList();
  }

  /// {@return how a run stands to the best of its like}
  public Standing standing(RunSummary run) {
    List<RunSummary> like = runs.stream().filter(run::isLike).toList();
    if (like.size() < 2 || run.figure().isEmpty()) {
      return Standing.ALONE;
    }
    RunSummary best = like.getFirst();
    if (badness(run) == badness(best)) {
      return Standing.BEST;
    }
    return run.isWithin(best) ? Standing.WITHIN : Standing.WORSE;
  }
}
