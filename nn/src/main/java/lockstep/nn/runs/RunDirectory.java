package lockstep.nn.runs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Reason;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;
import lockstep.nn.store.AtomicFile;

/// The directory of a run, locked for as long as this is open: two processes never write the same.
///
/// | name | what it holds |
/// |---|---|
/// | `config.json` | every setting |
/// | `environment.json` | where it ran |
/// | `metrics.csv`, `metrics.jsonl` | a line for each row of {@link Metrics} |
/// | `events.out.tfevents.lockstep` | the same for TensorBoard |
/// | `last/`, `best/` | {@link lockstep.nn.store.Checkpoints} |
/// | `model.lockstep` | {@link lockstep.nn.store.ModelFile} |
public final class RunDirectory implements AutoCloseable {

  private static final String CONFIG = "config.json";
  private static final String ENVIRONMENT = "environment.json";
  private static final String LOCK = "lock";
  private static final int MOST_RUNS = 1_000_000;

  /// Who looks whether a run is written has its lock for a moment.
  private static final int LOCK_TRIES = 5;

  private static final long BETWEEN_TRIES = 10_000_000L;

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private RunDirectory(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /// {@return a new directory of that name}
  ///
  /// @param runs the folder of all runs
  /// @throws DataException if there is one of that name, or it cannot be made
  public static RunDirectory create(Path runs, String name) {
    requireName(name);
    return make(runs, name)
        .orElseThrow(() ->
            new DataException(
                runs.resolve(name).toString(),
                "expected no run of that name, found one. Resume it, or choose another name."));
  }

  /// {@return a new directory named after what it trains: the first of `stem-1`, `stem-2`, … that
  /// is free}
  ///
  /// @param runs the folder of all runs
  /// @param stem a model and its data: `lenet-mnist`
  /// @throws DataException if it cannot be made
  public static RunDirectory createNumbered(Path runs, String stem) {
    requireName(stem);
    for (int number = 1 + largest(runs, stem); number < MOST_RUNS; number++) {
      Optional<RunDirectory> made = make(runs, stem + "-" + number);
      if (made.isPresent()) {
        return made.get();
      }
    }
    throw new DataException(
        runs.toString(), "expected fewer than " + MOST_RUNS + " runs. Remove some.");
  }

  /// {@return the directory of an earlier run, to go on with it}
  ///
  /// @throws DataException if there is none, or another process writes it
  public static RunDirectory open(Path folder) {
    if (!Files.isRegularFile(folder.resolve(LOCK))) {
      throw new DataException(
          folder.toString(), "expected the directory of a run, found none. Check the path.");
    }
    return lock(folder);
  }

  /// {@return whether a process writes the run of a directory: not for use by that process, as some
  /// systems let go of a lock when any channel to its file is closed}
  public static boolean isWritten(Path folder) {
    Path file = folder.resolve(LOCK);
    if (!Files.isWritable(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        return true;
      }
      lock.release();
      return false;
    } catch (IOException _) {
      // The run was removed in between, or the disk knows no locks.
      return false;
    }
  }

  /// The only moment at which a name is taken; who comes second finds it taken.
  private static Optional<RunDirectory> make(Path runs, String name) {
    Path folder = runs.resolve(name);
    try {
      Files.createDirectories(runs);
      Files.createDirectory(folder);
      return Optional.of(lock(folder));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(runs)) {
        throw cannot(runs, e);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw cannot(folder, e);
    }
  }

  private static RunDirectory lock(Path folder) {
    Path file = folder.resolve(LOCK);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      for (int i = 1; lock == null && i < LOCK_TRIES; i++) {
        LockSupport.parkNanos(BETWEEN_TRIES);
        lock = tryLock(channel);
      }
      if (lock == null) {
        channel.close();
        throw new DataException(
            folder.toString(),
            "expected a run that nobody writes, found one that a process is writing. Wait until it"
                + " ends, or choose another name.");
      }
      return new RunDirectory(folder, channel, lock);
    } catch (IOException e) {
      throw cannot(folder, e);
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static int largest(Path runs, String stem) {
    if (!Files.isDirectory(runs)) {
      return 0;
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith(stem + "-"))
          .map(name -> name.substring(stem.length() + 1))
          .filter(number -> number.matches("[1-9][0-9]{0,5}"))
          .mapToInt(Integer::parseInt)
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw cannot(runs, e);
    }
  }

  private static void requireName(String name) {
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._+-]{0,99}")) {
      throw new DataException(
          name.replaceAll("\\p{C}", "?"),
          "expected a name of 1 to 100 letters, digits, '.', '_', '+' and '-', which begins with a"
              + " letter or digit.");
    }
  }

  /// {@return whether it was removed since it was opened}
  public boolean isRemoved() {
    return !Files.exists(folder.resolve(LOCK));
  }

  /// {@return the directory}
  public Path folder() {
    return folder;
  }

  /// Writes every setting.
  public void writeConfig(Json config) {
    write(CONFIG, config);
  }

  /// {@return every setting, as it was written}
  ///
  /// @throws DataException if it is absent or damaged
  public Json config() {
    Path file = folder.resolve(CONFIG);
    try {
      return Json.parse(Files.readString(file));
    } catch (IOException | JsonException e) {
      throw new DataException(
          file.toString(),
          "expected the settings of a run, got: " + e.getMessage() + " Start a new run.",
          e);
    }
  }

  /// Writes where the run runs.
  ///
  /// @param more what else is worth knowing, such as threads
  public void writeEnvironment(Json.Fields more) {
    write(ENVIRONMENT, Environment.of(folder.toAbsolutePath(), more));
  }

  /// Writes a file at once.
  ///
  /// @param name its name in the directory
  public void write(String name, Json json) {
    AtomicFile.writeText(folder.resolve(name), json.pretty() + "\n");
  }

  /// {@return what a file of a run holds; nothing where there is none, or where it is damaged: for
  /// what a run can do without}
  public static Optional<Json> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Json.parse(Files.readString(file)))
          : Optional.empty();
    } catch (IOException | JsonException _) {
      return Optional.empty();
    }
  }

  /// {@return the metrics of this run, after those of earlier processes}
  ///
  /// @param columns the names of all values that rows may have
  /// @param step where the run goes on: rows of later steps, which will come again, are dropped
  /// @throws DataException if earlier ones cannot be read, or have other columns
  public Metrics metrics(List<String> columns, long step) {
    return Metrics.open(folder, columns, step);
  }

  /// Lets others write the run.
  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw cannot(folder, e);
    }
  }

  static DataException cannot(Path path, IOException e) {
    return new DataException(
        path.toString(),
        "expected to write it, got: "
            + Reason.of(e)
            + ". Free space, or choose a folder that may be written"
            + " to.",
        e);
  }
}
