package lockstep.nn.data.download;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import lockstep.nn.data.DataException;

/// Unpacks an archive beside itself: its folder gets its name only once all of it is there.
final class Unpacking {

  private static final int CHUNK = 1 << 16;

  /// How many times its size an archive of pictures may unpack to.
  private static final long MOST_GROWTH = 8;

  private Unpacking() {}

  /// Unpacks the one folder of an archive.
  ///
  /// @param bytes of the archive
  static void unpack(Path archive, Path folder, String inner, long bytes) throws IOException {
    Path unfinished = folder.resolve(inner + ".part");
    delete(unfinished);
    Files.createDirectories(unfinished);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), CHUNK);
        InputStream tar = new GZIPInputStream(in, CHUNK)) {
      Tar.read(
          tar, archive.toString(), inner, MOST_GROWTH * bytes, path -> create(unfinished, path));
      Files.move(unfinished, folder.resolve(inner), StandardCopyOption.ATOMIC_MOVE);
    } catch (ZipException | EOFException e) {
      throw new DataException(
          archive.toString(), "expected gzip, got " + e + ". Delete it and fetch it again.", e);
    } finally {
      delete(unfinished);
    }
  }

  private static OutputStream create(Path folder, List<String> path) throws IOException {
    Path file = folder;
    for (String part : path) {
      file = file.resolve(part);
    }
    Path parent = file.getParent();
    Files.createDirectories(parent == null ? folder : parent);
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> walk = Files.walk(folder)) {
      found = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
    for (Path each : found) {
      Files.delete(each);
    }
  }
}
