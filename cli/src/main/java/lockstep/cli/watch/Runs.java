package lockstep.cli.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;

/// The runs that can be looked at.
///
/// @param folder the folder of all of them
/// @param chosen the name of the one that was asked for; empty for the newest
public record Runs(Path folder, String chosen) {

  private static final String CONFIG = "config.json";

  /// {@return the runs beside one, which is shown first}
  ///
  /// @throws DataException if it is no run
  public static Runs of(Path run) {
    Path whole = run.toAbsolutePath().normalize();
    Path parent = whole.getParent();
    Path name = whole.getFileName();
    if (parent == null || name == null || !Files.isRegularFile(whole.resolve(CONFIG))) {
      throw new DataException(
          run.toString(), "expected the directory of a run, found none. Check the path.");
    }
    return new Runs(parent, name.toString());
  }

  /// {@return the runs of a folder}
  ///
  /// @throws DataException if there is no such folder
  public static Runs in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          folder.toString(),
          "expected a folder of runs, found none. Train first, or name it with --runs.");
    }
    return new Runs(folder.toAbsolutePath().normalize(), "");
  }

  /// {@return the directories of all runs, the newest first}
  List<Path> all() {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(path -> Files.isRegularFile(path.resolve(CONFIG)))
          .sorted(Comparator.comparing(Runs::begun).reversed().thenComparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime begun(Path run) {
    // Settings are written again when a run is resumed with more epochs; the environment is not.
    Path file = run.resolve("environment.json");
    try {
      return Files.getLastModifiedTime(Files.exists(file) ? file : run.resolve(CONFIG));
    } catch (IOException _) {
      // It was removed in between.
      return FileTime.fromMillis(0);
    }
  }

  /// {@return the run of a name; that of no name is the chosen or the newest one}
  Optional<Path> find(String name) {
    String wanted = name.isEmpty() ? chosen : name;
    return all().stream().filter(run -> wanted.isEmpty() || nameOf(run).equals(wanted)).findFirst();
  }

  static String nameOf(Path run) {
    Path name = run.getFileName();
    return name == null ? "" : name.toString();
  }
}
