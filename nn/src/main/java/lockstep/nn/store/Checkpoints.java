package lockstep.nn.store;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.run.Variables;

/// The checkpoints of a run, in two folders: `last` and `best`.
///
/// Each is a file of its own, named by its step, so that an older one is there if the newest is
/// damaged. One process writes at a time.
public final class Checkpoints {

  private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.safetensors");

  /// A checkpoint file and the step in its name.
  private record Found(Path file, long step) {}

  private final Path last;
  private final Path best;
  private final Retention retention;
  private final Consumer<String> notes;

  /// Those of a run. Removes what a killed writer left.
  ///
  /// @param run its directory
  /// @param notes takes sentences on what was skipped or removed
  public Checkpoints(Path run, Retention retention, Consumer<String> notes) {
    last = run.resolve("last");
    best = run.resolve("best");
    this.retention = retention;
    this.notes = notes;
    for (Path folder : List.of(last, best)) {
      for (Path left : AtomicFile.removeLeftovers(folder)) {
        notes.accept(left + ": was not finished when its writer stopped; removed.");
      }
    }
  }

  /// Saves where the training stands, and removes what need not be kept. What lies ahead of it,
  /// because the training went back to an older checkpoint, is removed too.
  ///
  /// @return the file
  /// @throws DataException if that fails, such as on a full disk; the older ones are still there
  public Path saveLast(Variables variables, TrainingState state) {
    return saveLast(variables, state, UnaryOperator.identity());
  }

  Path saveLast(
      Variables variables, TrainingState state, UnaryOperator<WritableByteChannel> between) {
    Path file = file(last, state);
    AtomicFile.write(file, Checkpoint.content(variables, state), between);
    for (Path folder : List.of(last, best)) {
      found(folder).stream().filter(each -> each.step() > state.step()).forEach(this::remove);
    }
    keep(last, retention.last(), retention.every());
    return file;
  }

  /// Saves what is the best so far, and removes those that were before it.
  ///
  /// @return the file
  /// @throws DataException if that fails, such as on a full disk; the older ones are still there
  public Path saveBest(Variables variables, TrainingState state) {
    Path file = file(best, state);
    Checkpoint.write(file, variables, state);
    keep(best, retention.best(), 0);
    return file;
  }

  /// {@return the newest checkpoint that is whole; each damaged one is noted and skipped}
  public Optional<Checkpoint> last() {
    return newest(last);
  }

  /// {@return the best checkpoint that is whole; each damaged one is noted and skipped}
  public Optional<Checkpoint> best() {
    return newest(best);
  }

  private Optional<Checkpoint> newest(Path folder) {
    for (Found each : found(folder)) {
      try {
        return Optional.of(Checkpoint.read(each.file()));
      } catch (DataException e) {
        notes.accept(e.getMessage() + " It is skipped; the one before it is used.");
      }
    }
    return Optional.empty();
  }

  private static Path file(Path folder, TrainingState state) {
    return folder.resolve("step-%010d.safetensors".formatted(state.step()));
  }

  private void keep(Path folder, int count, long every) {
    List<Found> found = found(folder);
    for (Found each : found.subList(Math.min(count, found.size()), found.size())) {
      if (every == 0 || each.step() % every != 0) {
        remove(each);
      }
    }
  }

  private void remove(Found each) {
    try {
      Files.deleteIfExists(each.file());
    } catch (IOException e) {
      notes.accept(each.file() + ": could not be removed: " + e.getMessage() + ".");
    }
  }

  /// The newest first.
  private static List<Found> found(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> found(file, NAME.matcher(file.getFileName().toString())).stream())
          .sorted(Comparator.comparingLong(Found::step).reversed())
          .toList();
    } catch (IOException e) {
      throw new DataException(
          folder.toString(), "expected a folder that can be read, got: " + e.getMessage() + ".", e);
    }
  }

  private static Optional<Found> found(Path file, Matcher name) {
    return name.matches()
        ? Optional.of(new Found(file, Long.parseLong(name.group(1))))
        : Optional.empty();
  }
}
