package lockstep.nn.data.sound;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// WAV files put together chunk by chunk.
final class WavBytes {

  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

  static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  WavBytes chunk(String name, byte... content) {
    return chunk(name, content.length, content);
  }

  WavBytes chunk(String name, long declared, byte... content) {
    chunks.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    chunks.writeBytes(bytes(little(4).putInt((int) declared)));
    chunks.writeBytes(content);
    if (content.length % 2 == 1) {
      chunks.write(0);
    }
    return this;
  }

  WavBytes format(int format, int channels, int rate, int bits) {
    return chunk("fmt ", bytes(plain(16, format, channels, rate, bits)));
  }

  WavBytes extensible(int format, int channels, int rate, int bits) {
    ByteBuffer chunk = plain(40, 0xFFFE, channels, rate, bits);
    chunk.putShort((short) 22).putShort((short) bits).putInt(3).putShort((short) format);
    chunk.put(new byte[] {0, 0, 0, 0, 16, 0, (byte) 128, 0, 0, (byte) 170, 0, 56, (byte) 155, 113});
    return chunk("fmt ", bytes(chunk));
  }

  private static ByteBuffer plain(int size, int format, int channels, int rate, int bits) {
    int moment = channels * bits / 8;
    return little(size)
        .putShort((short) format)
        .putShort((short) channels)
        .putInt(rate)
        .putInt(rate * moment)
        .putShort((short) moment)
        .putShort((short) bits);
  }

  byte[] file() {
    return file(4 + chunks.size());
  }

  byte[] file(long declared) {
    ByteBuffer file = little(12 + chunks.size());
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt((int) declared);
    file.put("WAVE".getBytes(StandardCharsets.US_ASCII)).put(chunks.toByteArray());
    return bytes(file);
  }
}
