package lockstep.nn.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import lockstep.nn.tensor.Shape;

/// What an item holds, in 128 bits: equal for equal items, and for no others that anybody will ever
/// see.
///
/// @param high the first 64 bits
/// @param low the others
public record Fingerprint(long high, long low) {

  private static final int CHUNK = 4096;

  /// {@return that of an item: of what it holds, not of where it came from}
  public static Fingerprint of(Item item) {
    var digest = new Digest();
    switch (item) {
      case Image image -> {
        digest.add('i').add(image.height()).add(image.width()).add(image.channels());
        digest.add(image.pixels());
      }
      case Numbers numbers -> {
        digest.add('n').add(numbers.shape()).add(numbers.values());
        if (numbers.counted() < numbers.values().length) {
          digest.add(numbers.length());
        }
      }
      case Row(var cells) -> {
        digest.add('r').add(cells.size());
        cells.forEach(digest::add);
      }
      case Sound sound ->
          digest.add('s').add(sound.rate()).add(sound.channels()).add(sound.samples());
      case Text(var text) -> digest.add('t').add(text);
      case Tokens tokens ->
          digest.add('k').add(tokens.length()).add(tokens.shape()).add(tokens.values());
    }
    return digest.result();
  }

  /// Puts numbers through SHA-256, a chunk at a time.
  private static final class Digest {

    private final MessageDigest sha = sha();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

    private static MessageDigest sha() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    Digest add(int value) {
      if (chunk.remaining() < Integer.BYTES) {
        flush();
      }
      chunk.putInt(value);
      return this;
    }

    Digest add(Shape shape) {
      return add(shape.rank()).add(shape.sizes());
    }

    Digest add(float[] values) {
      for (float value : values) {
        add(Float.floatToIntBits(value));
      }
      return this;
    }

    Digest add(int[] values) {
      for (int value : values) {
        add(value);
      }
      return this;
    }

    void add(String text) {
      byte[] bytes = text.getBytes(UTF_8);
      add(bytes.length).add(bytes);
    }

    void add(byte[] bytes) {
      flush();
      sha.update(bytes);
    }

    Fingerprint result() {
      flush();
      ByteBuffer hash = ByteBuffer.wrap(sha.digest());
      return new Fingerprint(hash.getLong(), hash.getLong());
    }

    private void flush() {
      sha.update(chunk.array(), 0, chunk.position());
      chunk.clear();
    }
  }
}
