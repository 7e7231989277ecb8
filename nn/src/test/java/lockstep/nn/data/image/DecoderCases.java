package lockstep.nn.data.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import lockstep.nn.data.SharedData;

/// Image files of all kinds with the pixels that are expected of them.
record DecoderCases(Map<String, byte[]> files, List<Case> cases) {

  private static final int BLOCK = 512;

  /// A file.
  ///
  /// @param layout of the expected pixels, RGB or RGBA; `-` where none are given
  /// @param sha256 of the expected pixels
  record Case(
      String file, String format, int orientation, String layout, String sha256, String note) {

    boolean isRefused() {
      return note.startsWith("must be refused");
    }

    boolean hasPixels() {
      return !layout.equals("-");
    }
  }

  static DecoderCases read() {
    try (var in =
        new GZIPInputStream(Files.newInputStream(SharedData.of("images/decoder-cases.tar.gz")))) {
      return new DecoderCases(untar(in), readCases());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] expected(Case one) {
    String name = one.file.replace('/', '_') + "." + one.layout.toLowerCase(Locale.ROOT);
    byte[] found = files.get("expected/" + name);
    if (found == null) {
      throw new IllegalStateException("no expected pixels for " + one.file);
    }
    return found;
  }

  byte[] file(String name) {
    byte[] found = files.get(name);
    if (found == null) {
      throw new IllegalStateException("no case " + name);
    }
    return found;
  }

  private static List<Case> readCases() throws IOException {
    return Files.readAllLines(SharedData.of("images/decoder-cases.tsv")).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(cells ->
            new Case(
                cells[0],
                cells[1],
                cells[5].equals("-") ? 1 : Integer.parseInt(cells[5]),
                cells[6],
                cells[7],
                cells[8]))
        .toList();
  }

  private static Map<String, byte[]> untar(InputStream in) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    byte[] header = in.readNBytes(BLOCK);
    while (header.length == BLOCK && header[0] != 0) {
      int size = Integer.parseInt(text(header, 124, 12), 8);
      byte[] content = in.readNBytes(size);
      in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      if (header[156] != '5') {
        files.put(text(header, 0, 100).replaceFirst("^\\./", ""), content);
      }
      header = in.readNBytes(BLOCK);
    }
    return files;
  }

  private static String text(byte[] header, int at, int length) {
    return new String(header, at, length, StandardCharsets.US_ASCII).replaceAll("[\0 ].*$", "");
  }
}
