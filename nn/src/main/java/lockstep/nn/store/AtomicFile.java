package lockstep.nn.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;

/// Writes files so that whoever reads one, at any moment and after any accident, sees the old one
/// or the new one, whole.
///
/// The bytes go to a temporary file beside it and from there to the disk; then the temporary file
/// takes its name, and the folder goes to the disk. A program that is killed leaves at most a
/// temporary file, which {@link #removeLeftovers} finds.
public final class AtomicFile {

  /// What the name of a temporary file ends with.
  static final String PARTIAL = ".partial";

  private static final String REMEDY = "Free space, or choose a folder that may be written to";
  private static final AtomicLong COUNTER = new AtomicLong();

  /// What is to be in a file.
  @FunctionalInterface
  public interface Content {

    /// Writes it all.
    ///
    /// @throws IOException if the channel does
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  private AtomicFile() {}

  /// Writes a file, with the folders that it lies in.
  ///
  /// @throws DataException if that fails, such as on a full disk; what was there is unchanged
  public static void write(Path file, Content content) {
    write(file, content, UnaryOperator.identity());
  }

  /// Writes a text as UTF-8.
  ///
  /// @throws DataException if that fails; what was there is unchanged
  public static void writeText(Path file, String text) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    write(file, channel -> writeFully(channel, bytes));
  }

  /// Lets a test stand between the content and the file.
  static void write(Path file, Content content, UnaryOperator<WritableByteChannel> between) {
    Path target = file.toAbsolutePath();
    Path folder = folder(target);
    Path temporary = folder.resolve(temporaryName(target));
    try {
      Files.createDirectories(folder);
      try {
        fill(temporary, content, between);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
      force(folder);
    } catch (IOException e) {
      throw cannot(file, e);
    }
  }

  private static Path folder(Path target) {
    Path folder = target.getParent();
    if (folder == null) {
      throw new DataException(
          target.toString(), "expected a file, got the root. Name a file in it.");
    }
    return folder;
  }

  private static void fill(
      Path temporary, Content content, UnaryOperator<WritableByteChannel> between)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(between.apply(channel));
      channel.force(true);
    }
  }

  /// Two writers of one file, in one process or in two, never share a temporary file.
  private static String temporaryName(Path target) {
    return target.getFileName()
        + "."
        + ProcessHandle.current().pid()
        + "-"
        + COUNTER.getAndIncrement()
        + PARTIAL;
  }

  /// Makes a new name durable. Where a folder cannot be opened, as on Windows, the file system sees
  /// to that itself.
  static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // The file is whole already, and there is no other way to ask.
    }
  }

  /// Removes what killed writers left in a folder. No one may be writing there.
  ///
  /// @return what was removed
  /// @throws DataException if the folder cannot be read
  public static List<Path> removeLeftovers(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> leftovers =
          files.filter(file -> file.toString().endsWith(PARTIAL)).sorted().toList();
      for (Path each : leftovers) {
        Files.deleteIfExists(each);
      }
      return leftovers;
    } catch (IOException e) {
      throw cannot(folder, e);
    }
  }

  /// Writes all of a buffer.
  static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  static DataException cannot(Path file, IOException e) {
    String reason =
        switch (e) {
          case AtomicMoveNotSupportedException _ ->
              "its file system cannot replace a file at once. Choose a folder on a local disk";
          case FileSystemException named -> kind(named) + ". " + REMEDY;
          default -> e.getMessage() + ". " + REMEDY;
        };
    return new DataException(
        file.toString(),
        "expected to write it, got: " + reason + "; what was there is unchanged.",
        e);
  }

  /// The reason alone, without the name of a temporary file, which says nothing.
  private static String kind(FileSystemException e) {
    String reason = e.getReason();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
