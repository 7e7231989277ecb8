package lockstep.nn.data.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/// Files of numbers, made here.
final class TestIdx {

  private TestIdx() {}

  /// {@return an IDX file of images whose pixels count up}
  static byte[] images(int count, int height, int width) {
    byte[] pixels = new byte[count * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return file(8, pixels, count, height, width);
  }

  static byte[] labels(int... classes) {
    byte[] bytes = new byte[classes.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) classes[i];
    }
    return file(8, bytes, classes.length);
  }

  static byte[] file(int kind, byte[] numbers, int... shape) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * shape.length + numbers.length);
    file.put((byte) 0).put((byte) 0).put((byte) kind).put((byte) shape.length);
    for (int size : shape) {
      file.putInt(size);
    }
    return file.put(numbers).array();
  }

  static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /// {@return records of CIFAR: class bytes of 0, 1, 2, …, then planes of 10, 20 and 30 more than
  /// the record's number}
  static byte[] records(int classBytes, int count) {
    ByteBuffer file = ByteBuffer.allocate(count * (classBytes + 3072));
    for (int record = 0; record < count; record++) {
      for (int i = 0; i < classBytes; i++) {
        file.put((byte) (record + i));
      }
      for (int plane = 1; plane <= 3; plane++) {
        for (int i = 0; i < 1024; i++) {
          file.put((byte) (10 * plane + record));
        }
      }
    }
    return file.array();
  }
}
