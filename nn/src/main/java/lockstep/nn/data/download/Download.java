package lockstep.nn.data.download;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Reason;
import org.jspecify.annotations.Nullable;

/// Fetches public data sets into a folder where they are kept.
///
/// A file that is there with its checksum is not fetched again. A download that broke off goes on
/// where it ended, at another mirror if need be; a file gets its name only once it is whole. Where
/// several programs ask at once, one fetches and the others wait.
public final class Download {

  /// How long a server may say nothing.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String LOCK = ".lock";

  /// A process holds a lock on a file as a whole, so its threads take turns by this one.
  private static final ReentrantLock TURN = new ReentrantLock();

  private Download() {}

  /// {@return where data sets are kept unless told otherwise: `~/.cache/lockstep/data`}
  public static Path cache() {
    return cache(System.getProperty("user.home"), System.getProperty("java.io.tmpdir"));
  }

  /// Who has no home, or may not write to it, as in some containers, keeps them where temporary
  /// files lie.
  static Path cache(@Nullable String home, String temporary) {
    boolean known = home != null && Path.of(home).isAbsolute() && Files.isDirectory(Path.of(home));
    return known && isUsable(Path.of(home, ".cache", "lockstep", "data"))
        ? Path.of(home, ".cache", "lockstep", "data")
        : Path.of(temporary, "lockstep", "data");
  }

  /// What lies there can be read; to put something there, it must be writable.
  private static boolean isUsable(Path folder) {
    Path there = folder;
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there.equals(folder) || Files.isWritable(there);
  }

  /// {@return what there is in the folder of a data set once a file of it was fetched: the file, or
  /// what was in it}
  public static String result(RemoteFile file) {
    return switch (file.packing()) {
      case Packing.Plain() -> file.name();
      case Packing.TarGz(String inner) -> inner;
    };
  }

  /// {@return the folder that holds the files of a data set, in the usual cache}
  ///
  /// @throws DataException if it cannot be had, saying where to put the files by hand
  public static Path fetch(Published data) {
    return fetch(data, cache(), Progress.SILENT);
  }

  /// {@return the folder that holds the files of a data set: that of its name in the cache}
  ///
  /// @param cache the folder that holds all data sets; it is made where it is absent
  /// @throws DataException if it cannot be had, saying where to put the files by hand
  public static Path fetch(Published data, Path cache, Progress progress) {
    return fetch(data, cache, progress, PATIENCE);
  }

  static Path fetch(Published data, Path cache, Progress progress, Duration patience) {
    Path folder = cache.resolve(data.name()).toAbsolutePath();
    TURN.lock();
    try {
      Files.createDirectories(folder);
      try (FileChannel lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        var _ = lock.lock();
        fetchInto(folder, data, progress, patience);
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    } finally {
      TURN.unlock();
    }
    return folder;
  }

  private static void fetchInto(Path folder, Published data, Progress progress, Duration patience)
      throws IOException {
    var missing = new ArrayList<RemoteFile>();
    for (RemoteFile file : data.files()) {
      if (!isThere(folder, file)) {
        missing.add(file);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build();
    try {
      for (RemoteFile file : missing) {
        if (!Sha256.matches(folder.resolve(file.name()), file)) {
          String byHand = byHand(missing, folder);
          new Transfer(client, patience, folder, file, progress, byHand).run();
        }
        if (file.packing() instanceof Packing.TarGz(String inner)) {
          Unpacking.unpack(folder.resolve(file.name()), folder, inner, file.bytes());
        }
      }
    } finally {
      client.shutdownNow();
    }
  }

  private static boolean isThere(Path folder, RemoteFile file) throws IOException {
    return switch (file.packing()) {
      case Packing.Plain() -> Sha256.matches(folder.resolve(file.name()), file);
      // It is renamed to this only when all of it is there.
      case Packing.TarGz(String inner) -> Files.isDirectory(folder.resolve(inner));
    };
  }

  private static String byHand(List<RemoteFile> missing, Path folder) {
    return missing.stream().map(RemoteFile::name).collect(Collectors.joining(", "))
        + " by hand into "
        + folder;
  }

  /// {@return what to say of a folder or file that cannot be read or written}
  static DataException unusable(Path path, IOException e) {
    return new DataException(
        path.toString(),
        "expected to read and write here, got: "
            + Reason.of(e)
            + ". Free space, or choose another folder with `data get --cache`.",
        e);
  }
}
