package lockstep.nn.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import lockstep.nn.data.DataException;

/// Reads a tar archive (POSIX.1-1988, ustar) of plain files that all lie in one folder.
///
/// | bytes of a header | hold |
/// |---|---|
/// | 0–99 | the name |
/// | 124–135 | the size of what follows, octal |
/// | 148–155 | the sum of the header's bytes, these as blanks, octal |
/// | 156 | the kind: a file or a folder |
/// | 345–499 | in ustar what comes before the name |
///
/// Contents are filled up to blocks of 512 bytes; a block of zeros ends the archive.
final class Tar {

  /// Takes files out of the archive.
  @FunctionalInterface
  interface Sink {
    /// {@return where the content of a file goes}
    ///
    /// @param path the parts of its name below the folder; safe
    OutputStream open(List<String> path) throws IOException;
  }

  private static final int BLOCK = 512;
  private static final int MOST_ENTRIES = 10_000;
  private static final int CHUNK = 1 << 16;

  /// Parts of a name that no system takes for anything but a name.
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private static final Pattern SLASH = Pattern.compile("/");

  private final InputStream in;
  private final String place;
  private final String folder;
  private final Sink sink;
  private final byte[] header = new byte[BLOCK];
  private final byte[] chunk = new byte[CHUNK];
  private long left;
  private long at;

  private Tar(InputStream in, String place, String folder, long most, Sink sink) {
    this.in = in;
    this.place = place;
    this.folder = folder;
    this.sink = sink;
    left = most;
  }

  /// Hands all files to a sink.
  ///
  /// @param place the archive, for messages
  /// @param folder that all entries must lie in
  /// @param most bytes that all contents together may have
  /// @throws DataException if it is damaged, too large, or has entries of other kinds or elsewhere
  /// @throws IOException if it cannot be read or a sink not written
  static void read(InputStream in, String place, String folder, long most, Sink sink)
      throws IOException {
    new Tar(in, place, folder, most, sink).readAll();
  }

  private void readAll() throws IOException {
    for (int entry = 0; nextHeader(); entry++) {
      if (entry == MOST_ENTRIES) {
        throw refused("at most " + MOST_ENTRIES + " entries", "more");
      }
      readEntry();
    }
  }

  /// {@return whether there is one, not the end}
  private boolean nextHeader() throws IOException {
    int read = in.readNBytes(header, 0, BLOCK);
    if (read < BLOCK) {
      throw refused("a block of " + BLOCK + " bytes", "the end after " + read);
    }
    int sum = 0;
    int blanks = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean isSum = i >= 148 && i < 156;
      sum += isSum ? 0 : header[i] & 0xff;
      blanks += isSum ? ' ' : 0;
    }
    if (sum == 0) {
      return false;
    }
    long declared = octal(148, 8);
    if (declared != sum + blanks) {
      throw refused("a header that sums to " + declared, String.valueOf(sum + blanks));
    }
    return true;
  }

  private void readEntry() throws IOException {
    String name = name();
    long size = octal(124, 12);
    if (size > left) {
      throw refused("at most " + left + " more bytes", size + " for " + name);
    }
    List<String> parts = SLASH.splitAsStream(name).toList();
    for (String part : parts) {
      if (!SAFE.matcher(part).matches()) {
        throw refused("names of letters, digits, dots and dashes", name);
      }
    }
    if (!parts.getFirst().equals(folder)) {
      throw refused("entries in " + folder, name);
    }
    char kind = (char) (header[156] & 0xff);
    switch (kind) {
      case '0', '\0' -> readFile(parts, size);
      case '5' -> at += BLOCK;
      default -> throw refused("files and folders", "kind " + (int) kind + " for " + name);
    }
  }

  private void readFile(List<String> parts, long size) throws IOException {
    if (parts.size() < 2) {
      throw refused("files in " + folder, "a file of that name");
    }
    long rest = size;
    try (OutputStream out = sink.open(parts.subList(1, parts.size()))) {
      while (rest > 0) {
        int read = in.read(chunk, 0, (int) Math.min(CHUNK, rest));
        if (read < 0) {
          throw refused(size + " bytes", "the end after " + (size - rest));
        }
        out.write(chunk, 0, read);
        rest -= read;
      }
    }
    left -= size;
    int padding = (int) (-size & (BLOCK - 1));
    if (in.readNBytes(header, 0, padding) < padding) {
      throw refused("blocks of " + BLOCK + " bytes", "the end");
    }
    at += BLOCK + size + padding;
  }

  private String name() {
    String name = text(0, 100);
    boolean isPosix = text(257, 6).equals("ustar");
    String before = isPosix ? text(345, 155) : "";
    return before.isEmpty() ? name : before + "/" + name;
  }

  private String text(int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private long octal(int from, int length) {
    String digits = text(from, length).strip();
    if (!digits.matches("[0-7]{1,12}")) {
      throw refused("an octal number at byte " + from + " of a header", "'" + digits + "'");
    }
    return Long.parseLong(digits, 8);
  }

  private DataException refused(String expected, String found) {
    return new DataException(
        place,
        "expected "
            + expected
            + ", got "
            + found
            + " (entry at byte "
            + at
            + " of the unpacked archive). Delete it and fetch it again.");
  }
}
