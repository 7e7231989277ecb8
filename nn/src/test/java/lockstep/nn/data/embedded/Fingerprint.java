package lockstep.nn.data.embedded;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;

/// A number that changes with every bit of a data set.
final class Fingerprint {

  private final CRC32 sum = new CRC32();

  private Fingerprint() {}

  static String of(Dataset data) {
    var fingerprint = new Fingerprint();
    for (int i = 0; i < data.size(); i++) {
      fingerprint.add(data.get(i));
    }
    return Long.toHexString(fingerprint.sum.getValue());
  }

  static String of(Sample sample) {
    var fingerprint = new Fingerprint();
    fingerprint.add(sample);
    return Long.toHexString(fingerprint.sum.getValue());
  }

  private void add(Sample sample) {
    add(sample.input());
    add(sample.target());
  }

  private void add(Item item) {
    switch (item) {
      case Image image -> sum.update(image.pixels());
      case Numbers numbers -> {
        for (float value : numbers.values()) {
          add(Float.floatToRawIntBits(value));
        }
      }
      case Tokens tokens -> {
        for (int value : tokens.values()) {
          add(value);
        }
      }
      case Item other -> throw new AssertionError(other.describe());
    }
  }

  private void add(int word) {
    sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(word).array());
  }
}
