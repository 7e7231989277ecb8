package lockstep.nn.data.download;

import java.net.URI;
import java.util.List;

/// A file that lies in several places in public, the same bytes in each.
///
/// @param name what it is called here
/// @param bytes how many it has
/// @param sha256 their checksum, in hexadecimal digits
/// @param mirrors where it lies, in the order in which they are tried
/// @param packing what is in it
public record RemoteFile(
    String name, long bytes, String sha256, List<URI> mirrors, Packing packing) {

  private static final int DIGITS = 64;

  /// Checks the settings.
  public RemoteFile {
    mirrors = List.copyOf(mirrors);
    Published.requirePlainName("RemoteFile.name", name);
    if (packing instanceof Packing.TarGz(String folder)) {
      Published.requirePlainName("Packing.TarGz.folder", folder);
    }
    if (bytes < 1 || mirrors.isEmpty()) {
      throw new IllegalArgumentException(
          name
              + ": expected a size of 1 or more and a mirror, got "
              + bytes
              + ", "
              + mirrors
              + ".");
    }
    if (sha256.length() != DIGITS || !sha256.chars().allMatch(RemoteFile::isDigit)) {
      throw new IllegalArgumentException(
          name + ": expected " + DIGITS + " lower-case hexadecimal digits, got " + sha256 + ".");
    }
  }

  private static boolean isDigit(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }
}
