package lockstep.blas;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Bundles of made-up files: a large one, so that writing it takes a while, and a small one.
final class Bundles {

  static final String LARGE = "libfirst.so.1";
  static final String SMALL = "libopenblas.so.0";

  private Bundles() {}

  static Map<String, byte[]> files() {
    var large = new byte[1 << 20];
    new Random(7).nextBytes(large);
    var files = new LinkedHashMap<String, byte[]>();
    files.put(LARGE, large);
    files.put(SMALL, "not really OpenBLAS".getBytes(StandardCharsets.UTF_8));
    return files;
  }

  static BundledLibrary bundle() {
    return bundle(files());
  }

  /// A bundle that pins what {@link #files()} holds and delivers `contents`.
  static BundledLibrary bundle(Map<String, byte[]> contents) {
    List<BundledLibrary.Entry> entries =
        files().entrySet().stream()
            .map(file ->
                new BundledLibrary.Entry(
                    sha256(file.getValue()), file.getValue().length, file.getKey()))
            .toList();
    return new BundledLibrary(
        "release-1",
        entries,
        name -> Optional.ofNullable(contents.get(name)).map(ByteArrayInputStream::new));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
