package lockstep.nn.data.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import lockstep.nn.data.DataException;

/// Turns the samples of a WAV file into floats.
final class WavDecoder {

  private final WavFormat format;
  private final String place;

  WavDecoder(WavFormat format, String place) {
    this.format = format;
    this.place = place;
  }

  /// @param offset where the first of them lies in the file
  void decode(byte[] bytes, int count, float[] out, int from, long offset) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (format.floats()) {
      floats(in, count, out, from, offset);
    } else {
      switch (format.bytes()) {
        case 1 -> {
          for (int i = 0; i < count; i++) {
            out[from + i] = ((in.get(i) & 0xFF) - 128) * 0x1p-7f;
          }
        }
        case 2 -> {
          for (int i = 0; i < count; i++) {
            out[from + i] = in.getShort(2 * i) * 0x1p-15f;
          }
        }
        case 3 -> {
          for (int i = 0; i < count; i++) {
            int value = (in.getShort(3 * i) & 0xFFFF) | (in.get(3 * i + 2) << 16);
            out[from + i] = value * 0x1p-23f;
          }
        }
        default -> {
          for (int i = 0; i < count; i++) {
            out[from + i] = in.getInt(4 * i) * 0x1p-31f;
          }
        }
      }
    }
  }

  private void floats(ByteBuffer in, int count, float[] out, int from, long offset) {
    for (int i = 0; i < count; i++) {
      int at = i * format.bytes();
      float value = format.bytes() == 4 ? in.getFloat(at) : (float) in.getDouble(at);
      if (!Float.isFinite(value)) {
        throw new DataException(
            place + ": byte " + (offset + at),
            "expected a finite sample, found " + value + ". The file is damaged.");
      }
      out[from + i] = value;
    }
  }
}
