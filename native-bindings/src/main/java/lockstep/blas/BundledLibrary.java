package lockstep.blas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// OpenBLAS as it travels in this module's jar: a list of files with their checksums, extracted
/// into a {@link CacheFolder}.
///
/// A file in the cache is loaded only if its SHA-256 is the one that this source tree pins. A
/// missing or damaged file is written beside its place and renamed over it, so ten processes that
/// start at once all see either nothing or the whole file.
///
/// @param release names the folder inside the cache, so that two releases never share files
/// @param files in the order in which they must be loaded: each after what it needs
/// @param contents the bytes of a file
record BundledLibrary(String release, List<Entry> files, Contents contents) {

  /// A file of the bundle.
  record Entry(String sha256, long bytes, String name) {}

  /// Where the bytes of a bundled file come from.
  interface Contents {
    /// The bytes of the file of that name; empty where the bundle lacks it.
    Optional<InputStream> open(String name) throws IOException;
  }

  private static final String LISTING = "bundled/libraries.txt";

  /// Where the build unpacks the files, under their own names.
  private static final String FOLDER = "bundled/org/bytedeco/openblas/";

  private static final Duration ABANDONED = Duration.ofHours(1);

  BundledLibrary {
    files = List.copyOf(files);
  }

  /// The bundle for a platform, as listed in `bundled/libraries.txt`. The listing names all
  /// platforms; whether the files themselves are in this jar is another question, see {@link
  /// #isHere()}.
  static BundledLibrary of(Platform platform) {
    var files = new ArrayList<Entry>();
    String release = "";
    for (String line : listing()) {
      if (line.startsWith("release ")) {
        release = line.substring("release ".length()).strip();
      } else if (line.startsWith(platform.classifier() + " ")) {
        String[] words = line.strip().split(" +", -1);
        files.add(new Entry(words[1], Long.parseLong(words[2]), words[3]));
      }
    }
    return new BundledLibrary(
        release + "-" + platform.classifier(),
        files,
        name -> {
          String resource = FOLDER + platform.classifier() + "/" + name;
          return Optional.ofNullable(BundledLibrary.class.getResourceAsStream(resource));
        });
  }

  /// What a platform gets for which no library is published.
  static BundledLibrary none() {
    return new BundledLibrary("none", List.of(), _ -> Optional.empty());
  }

  private static List<String> listing() {
    try (InputStream in = BundledLibrary.class.getResourceAsStream(LISTING)) {
      if (in == null) {
        return List.of();
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the files are in this jar: a build carries those of its own platform only.
  boolean isHere() {
    if (files.isEmpty()) {
      return false;
    }
    try {
      Optional<InputStream> first = contents.open(files.getFirst().name());
      if (first.isPresent()) {
        first.get().close();
      }
      return first.isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  /// Extracts what is missing or damaged into `cache` and returns all files in load order, each of
  /// them just checked.
  List<Path> extract(Path cache) throws IOException {
    CacheFolder.prepare(cache);
    Path folder = cache.resolve(release);
    CacheFolder.prepare(folder);
    var paths = new ArrayList<Path>();
    for (Entry file : files) {
      Path target = folder.resolve(file.name());
      if (!matches(target, file)) {
        removeAbandoned(folder);
        replace(target, file);
        if (!matches(target, file)) {
          throw new FileSystemException(target.toString(), null, "changed while it was extracted");
        }
      }
      paths.add(target);
    }
    return paths;
  }

  private static boolean matches(Path path, Entry file) throws IOException {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && Files.size(path) == file.bytes()
        && sha256(path).equals(file.sha256());
  }

  private void replace(Path target, Entry file) throws IOException {
    InputStream bytes =
        contents
            .open(file.name())
            .orElseThrow(() -> new FileSystemException(file.name(), null, "not in this jar"));
    Path temporary = Files.createTempFile(target.getParent(), file.name() + ".", ".tmp");
    try (bytes) {
      try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        bytes.transferTo(Channels.newOutputStream(channel));
        channel.force(true);
      }
      if (!matches(temporary, file)) {
        throw new FileSystemException(file.name(), null, "damaged in this jar");
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AccessDeniedException e) {
      // Windows does not replace a library that another process has loaded; that one must then be
      // right already.
      if (!matches(target, file)) {
        throw e;
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Deletes what processes that were killed while extracting have left behind. Another process may
  /// tidy or extract at the same time, so files can vanish under it; and tidying never stops an
  /// extraction.
  private static void removeAbandoned(Path folder) {
    Instant limit = Instant.now().minus(ABANDONED);
    try (var files = Files.newDirectoryStream(folder, "*.tmp")) {
      for (Path file : files) {
        removeOlder(file, limit);
      }
    } catch (IOException | DirectoryIteratorException _) {
      // The next extraction tries again.
    }
  }

  private static void removeOlder(Path file, Instant limit) throws IOException {
    try {
      var modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
      if (modified.toInstant().isBefore(limit)) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException _) {
      // Renamed to its final name since it was listed.
    }
  }

  static String sha256(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
      while (channel.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
