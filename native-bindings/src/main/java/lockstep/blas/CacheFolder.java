package lockstep.blas;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A private folder for extracted libraries: ours, mode 0700, writable. Code that is loaded into
/// the process comes out of it, so a folder that somebody else owns is refused.
final class CacheFolder {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private CacheFolder() {}

  /// The folders to try, the best first: the one that is set, the user's cache, the temporary
  /// folder.
  static List<Path> candidates(Surroundings surroundings) {
    var folders = new ArrayList<Path>();
    surroundings
        .property("lockstep.cache")
        .or(() -> surroundings.variable("LOCKSTEP_CACHE"))
        .flatMap(CacheFolder::path)
        // A folder of our own in it: the one that is set may be shared, and stays as it is.
        .map(folder -> folder.toAbsolutePath().resolve("lockstep"))
        .ifPresent(folders::add);
    userCache(surroundings).ifPresent(cache -> folders.add(cache.resolve("lockstep")));
    // The name keeps users of one machine apart; the check of the owner keeps them honest.
    String user =
        surroundings.property("user.name").orElse("user").replaceAll("[^A-Za-z0-9._-]", "_");
    surroundings
        .property("java.io.tmpdir")
        .flatMap(CacheFolder::path)
        .ifPresent(temporary -> folders.add(temporary.resolve("lockstep-" + user)));
    return List.copyOf(folders);
  }

  private static Optional<Path> userCache(Surroundings surroundings) {
    String os = surroundings.property("os.name").orElse("").toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      return surroundings.variable("LOCALAPPDATA").flatMap(CacheFolder::path);
    }
    // A JVM without a home directory reports "?".
    Optional<Path> home =
        surroundings.property("user.home").filter(h -> !h.equals("?")).flatMap(CacheFolder::path);
    if (os.startsWith("mac")) {
      return home.map(folder -> folder.resolve("Library/Caches"));
    }
    return surroundings
        .variable("XDG_CACHE_HOME")
        .flatMap(CacheFolder::path)
        .filter(Path::isAbsolute)
        .or(() -> home.map(folder -> folder.resolve(".cache")));
  }

  /// A setting may hold anything; what is no path names no folder.
  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// Makes `folder` if it is missing, and checks that it is private and writable.
  ///
  /// @throws IOException with the reason in words, when the folder must not or cannot be used
  static void prepare(Path folder) throws IOException {
    create(folder);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(folder.toString(), null, "not a directory");
    }
    // One probe answers two questions: can we write here, and are we who owns it? (Names and ids of
    // the current user cannot be
    // had reliably from Java; the owner of a file just made can.)
    Path probe = createProbe(folder);
    try {
      if (!Files.getOwner(probe).equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS))) {
        throw new FileSystemException(
            folder.toString(),
            null,
            "belongs to " + Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName());
      }
    } finally {
      Files.deleteIfExists(probe);
    }
    var posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (posix != null && !posix.readAttributes().permissions().equals(OWNER_ONLY)) {
      posix.setPermissions(OWNER_ONLY);
    }
  }

  private static void create(Path folder) throws IOException {
    try {
      Path parent = folder.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, ownerOnly(folder));
    } catch (FileAlreadyExistsException _) {
      // Another process was first, or an earlier one: what it is gets checked next.
    } catch (FileSystemException e) {
      throw new FileSystemException(folder.toString(), null, "cannot be made (" + reason(e) + ")");
    }
  }

  private static Path createProbe(Path folder) throws IOException {
    try {
      return Files.createTempFile(folder, ".probe-", ".tmp");
    } catch (IOException e) {
      throw new FileSystemException(folder.toString(), null, "not writable (" + reason(e) + ")");
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  /// Why a file operation failed, without the path that the sentence around it names already.
  static String reason(IOException e) {
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    String kind = e.getClass().getSimpleName().replace("Exception", "");
    return e instanceof FileSystemException || e.getMessage() == null ? kind : e.getMessage();
  }
}
