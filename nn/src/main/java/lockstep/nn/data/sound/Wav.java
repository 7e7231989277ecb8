package lockstep.nn.data.sound;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Sound;

/// WAV files: PCM of 8, 16, 24 and 32 bits, floats of 32 and 64, any channels, plain or extensible
/// headers.
///
/// Whole numbers become numbers of at least −1 and below 1, by dividing by half their range. Files
/// that a program wrote to a pipe, whose sizes are 0 or the largest there is, are read to their
/// end; one that is shorter than it says otherwise is refused, for it was cut.
public final class Wav {

  private static final int HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final long UNSIGNED = 0xFFFF_FFFFL;

  /// Sizes from here on are what programs write that do not know it.
  private static final long UNKNOWN = 0x7FFF_F000L;

  /// So many have a size below the ones that mean it is not known.
  private static final int MOST_WRITTEN = 1_000_000_000;

  private static final int RIFF = 0x4646_4952;
  private static final int WAVE = 0x4556_4157;
  private static final int FORMAT = 0x2074_6D66;
  private static final int DATA = 0x6174_6164;

  private final InputStream in;

  /// The header of a chunk. One for all: a file of empty chunks must not cost memory for each.
  private final byte[] header = new byte[CHUNK_HEADER];

  private final ByteBuffer headerFields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);

  private final long size;
  private final String place;
  private long at;

  private Wav(InputStream in, long size, String place) {
    this.in = in;
    this.size = size;
    this.place = place;
  }

  /// {@return the recording in a file}
  ///
  /// @throws DataException if it cannot be read or is no WAV file of a kind above
  public static Sound read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new Wav(in, Files.size(file), file.toString()).read();
    } catch (IOException e) {
      throw new DataException(file.toString(), "cannot be read: " + e + ". Check the path.", e);
    }
  }

  /// {@return the recording in the bytes of a file}
  ///
  /// @param place what to call it in messages
  public static Sound read(byte[] bytes, String place) {
    try {
      return new Wav(new ByteArrayInputStream(bytes), bytes.length, place).read();
    } catch (IOException e) {
      throw new DataException(place, "cannot be read: " + e, e);
    }
  }

  private Sound read() throws IOException {
    ByteBuffer riff = next((int) Math.min(HEADER, size));
    boolean wave = size >= HEADER && riff.getInt(0) == RIFF && riff.getInt(8) == WAVE;
    if (!wave) {
      throw new DataException(
          place, "expected a WAV file, which begins with RIFF, a size and WAVE. It is none.");
    }
    boolean streamed = unknown(riff.getInt(4) & UNSIGNED);
    while (at + CHUNK_HEADER <= size) {
      ByteBuffer chunk = header();
      long length = chunk.getInt(4) & UNSIGNED;
      switch (chunk.getInt(0)) {
        case DATA ->
            throw new DataException(
                where(CHUNK_HEADER), "expected the format before the data. The file is damaged.");
        case FORMAT -> {
          requireWithin(length, "format");
          WavFormat format = format(length);
          return data(format, streamed);
        }
        default -> skip(length);
      }
    }
    throw new DataException(
        place, "expected a chunk 'fmt ' with the format, found none. The file is damaged.");
  }

  private WavFormat format(long length) throws IOException {
    String where = where(0);
    ByteBuffer chunk = next((int) Math.min(length, WavFormat.EXTENSIBLE));
    skip(length - chunk.limit() + (length & 1));
    return WavFormat.of(chunk, where);
  }

  private Sound data(WavFormat format, boolean streamed) throws IOException {
    while (at + CHUNK_HEADER <= size) {
      ByteBuffer chunk = header();
      long length = chunk.getInt(4) & UNSIGNED;
      if (chunk.getInt(0) == DATA) {
        return samples(format, length, streamed);
      }
      skip(length);
    }
    throw new DataException(
        place, "expected a chunk 'data' with the samples, found none. The file is damaged.");
  }

  private Sound samples(WavFormat format, long declared, boolean streamed) throws IOException {
    long length = declared;
    if (declared >= UNKNOWN || (declared == 0 && streamed)) {
      long left = size - at;
      length = Math.min(declared == 0 ? left : declared, left);
      length -= length % format.moment();
    }
    requireWithin(length, "data");
    if (length == 0 || length % format.moment() != 0) {
      throw new DataException(
          where(CHUNK_HEADER),
          "expected whole moments of "
              + format.moment()
              + " bytes, one or more, found "
              + length
              + " bytes of data. The file is damaged or empty.");
    }
    long count = length / format.bytes();
    if (count > Integer.MAX_VALUE - 8) {
      throw new DataException(
          where(CHUNK_HEADER),
          "expected less than 2³¹ samples, found " + count + ". Cut the file.");
    }
    float[] samples = new float[(int) count];
    var decoder = new WavDecoder(format, place);
    byte[] buffer = new byte[Math.min(samples.length, 4096) * format.bytes()];
    int done = 0;
    while (done < samples.length) {
      int some = Math.min(samples.length - done, 4096);
      fill(buffer, some * format.bytes());
      decoder.decode(buffer, some, samples, done, at - (long) some * format.bytes());
      done += some;
    }
    return new Sound(format.rate(), format.channels(), samples);
  }

  private void requireWithin(long length, String chunk) {
    if (length > size - at) {
      throw new DataException(
          where(CHUNK_HEADER),
          "expected "
              + length
              + " bytes of "
              + chunk
              + ", found "
              + (size - at)
              + " up to the end of the file. It was cut: get it again.");
    }
  }

  private static boolean unknown(long size) {
    return size == 0 || size >= UNKNOWN;
  }

  private String where(int back) {
    return place + ": byte " + (at - back);
  }

  private void skip(long length) throws IOException {
    // A chunk begins at an even byte.
    long even = length + (length & 1);
    long skipped = Math.min(even, size - at);
    in.skipNBytes(skipped);
    at += skipped;
  }

  private ByteBuffer header() throws IOException {
    fill(header, CHUNK_HEADER);
    return headerFields;
  }

  private ByteBuffer next(int count) throws IOException {
    byte[] bytes = new byte[count];
    fill(bytes, count);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void fill(byte[] bytes, int count) throws IOException {
    int read = in.readNBytes(bytes, 0, count);
    at += read;
    if (read < count) {
      throw new DataException(where(0), "the file ended while it was read. Read it again.");
    }
  }

  /// Writes a recording as PCM of 16 bits; what is beyond −1 and 1 is cut off there.
  ///
  /// @throws DataException if it cannot be written
  public static void write(Path file, Sound sound) {
    if (sound.samples().length > MOST_WRITTEN) {
      throw new DataException(
          file.toString(),
          "expected at most " + MOST_WRITTEN + " samples to write, got " + sound.describe() + ".");
    }
    int length = sound.samples().length * 2;
    ByteBuffer start = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
    start.putInt(RIFF).putInt(36 + length).putInt(WAVE);
    start.putInt(FORMAT).putInt(WavFormat.PLAIN).putShort((short) 1);
    start.putShort((short) sound.channels()).putInt(sound.rate());
    start.putInt(sound.rate() * sound.channels() * 2);
    start.putShort((short) (sound.channels() * 2)).putShort((short) 16);
    start.putInt(DATA).putInt(length);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(start.array());
      for (float sample : sound.samples()) {
        int value = Math.clamp(Math.round(sample * 32768.0), Short.MIN_VALUE, Short.MAX_VALUE);
        out.write(value);
        out.write(value >> 8);
      }
    } catch (IOException e) {
      throw new DataException(file.toString(), "cannot be written: " + e, e);
    }
  }
}
