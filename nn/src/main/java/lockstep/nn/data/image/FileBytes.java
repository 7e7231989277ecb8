package lockstep.nn.data.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.nn.data.DataException;

/// Whole files in memory.
final class FileBytes {

  /// The longest array that every Java makes.
  static final int MOST = Integer.MAX_VALUE - 8;

  private FileBytes() {}

  static byte[] read(Path file, String name) {
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      if (size > MOST) {
        throw new DataException(
            name, "expected a file of at most 2 GiB, found " + size + " bytes. Split it.");
      }
      byte[] bytes = in.readNBytes((int) size);
      if (bytes.length < size) {
        throw new DataException(
            name,
            "expected " + size + " bytes, found " + bytes.length + ". Is it still being written?");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  static DataException unreadable(String name, Exception e) {
    return new DataException(
        name, "expected a file that can be read, found: " + e + ". Check its name and rights.", e);
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
