package lockstep.nn.data.image;

import javax.imageio.stream.ImageInputStreamImpl;

/// Bytes as the platform's readers take them, without a copy or a file.
final class ByteStream extends ImageInputStreamImpl {

  private final byte[] bytes;

  ByteStream(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int from, int count) {
    bitOffset = 0;
    if (count == 0) {
      return 0;
    }
    int some = (int) Math.min(count, bytes.length - streamPos);
    if (some <= 0) {
      return -1;
    }
    System.arraycopy(bytes, (int) streamPos, to, from, some);
    streamPos += some;
    return some;
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
