package lockstep.nn.data.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// Makes tar archives.
final class Archives {

  private static final int BLOCK = 512;

  private Archives() {}

  static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  /// {@return an archive of those entries, with its end}
  static byte[] tar(byte[]... entries) {
    var bytes = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      bytes.writeBytes(entry);
    }
    bytes.writeBytes(new byte[2 * BLOCK]);
    return bytes.toByteArray();
  }

  static byte[] file(String name, byte[] content) {
    return entry(name, '0', content.length, content);
  }

  static byte[] folder(String name) {
    return entry(name + "/", '5', 0, new byte[0]);
  }

  /// {@return an entry that may lie about its size}
  static byte[] entry(String name, char kind, long size, byte[] content) {
    int padded = (content.length + BLOCK - 1) / BLOCK * BLOCK;
    byte[] entry = new byte[BLOCK + padded];
    put(entry, 0, name);
    put(entry, 100, "0000644");
    put(entry, 124, String.format("%011o", size));
    entry[156] = (byte) kind;
    put(entry, 257, "ustar");
    Arrays.fill(entry, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += entry[i] & 0xff;
    }
    put(entry, 148, String.format("%06o", sum));
    entry[154] = 0;
    System.arraycopy(content, 0, entry, BLOCK, content.length);
    return entry;
  }

  private static void put(byte[] entry, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, entry, at, bytes.length);
  }
}
