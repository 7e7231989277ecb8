package lockstep.nn.store;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lockstep.nn.data.DataException;
import lockstep.nn.store.SafeTensors.Entry;

/// The SHA-256 of a file's header, but for the seal itself, and of its numbers.
final class Seal {

  private static final String NAME = "sha256";
  private static final long CHUNK = 1 << 20;

  private Seal() {}

  /// {@return the texts with the seal}
  static SequencedMap<String, String> add(
      Map<String, String> metadata, Map<String, Entry> entries, List<MemorySegment> data) {
    var texts = new LinkedHashMap<>(metadata);
    texts.remove(NAME);
    texts.put(NAME, of(texts, entries, data));
    return texts;
  }

  static void require(
      String place, Map<String, String> metadata, Map<String, Entry> entries, MemorySegment data) {
    var texts = new LinkedHashMap<>(metadata);
    String written = texts.remove(NAME);
    if (written == null) {
      throw new DataException(
          place,
          "expected a checksum among its texts, found none. Use a file that Lockstep wrote.");
    }
    String found = of(texts, entries, List.of(data));
    if (!found.equals(written)) {
      throw new DataException(
          place,
          "expected the checksum "
              + start(written)
              + "…, found "
              + start(found)
              + "…. It is damaged: use an older one.");
    }
  }

  private static String start(String checksum) {
    return checksum.replaceAll("[^0-9a-f]", "?").substring(0, Math.min(12, checksum.length()));
  }

  private static String of(
      Map<String, String> metadata, Map<String, Entry> entries, List<MemorySegment> data) {
    MessageDigest digest = digest();
    String header = SafeTensorsContent.header(metadata, entries).text();
    digest.update(header.getBytes(StandardCharsets.UTF_8));
    for (MemorySegment each : data) {
      for (long at = 0; at < each.byteSize(); at += CHUNK) {
        digest.update(each.asSlice(at, Math.min(CHUNK, each.byteSize() - at)).asByteBuffer());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
