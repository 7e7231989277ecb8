package lockstep.nn.runs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SequencedMap;
import java.util.function.DoubleSupplier;
import java.util.zip.CRC32C;
import lockstep.nn.store.AtomicFile;

/// A file of points that TensorBoard shows: records, each with its length, a checksum of the
/// length, an event, and a checksum of the event.
final class EventFile implements AutoCloseable {

  /// TensorBoard looks for `tfevents` in names.
  static final String NAME = "events.out.tfevents.lockstep";

  private static final int HEADER = Long.BYTES + Integer.BYTES;

  private final FileChannel channel;
  private final DoubleSupplier seconds;

  private EventFile(FileChannel channel, DoubleSupplier seconds) {
    this.channel = channel;
    this.seconds = seconds;
  }

  /// Keeps whole records up to a step, and appends from there.
  static EventFile open(Path folder, long step) throws IOException {
    return open(folder, step, () -> System.currentTimeMillis() / 1000.0);
  }

  static EventFile open(Path folder, long step, DoubleSupplier seconds) throws IOException {
    Path file = folder.resolve(NAME);
    byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    ByteBuffer kept = ByteBuffer.allocate(before.length);
    keep(ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN), kept, step);
    kept.flip();
    if (kept.remaining() < before.length) {
      AtomicFile.write(file, target -> all(target, kept));
    }
    boolean empty = kept.limit() == 0;
    var events =
        new EventFile(
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), seconds);
    if (empty) {
      events.add(EventBytes.version(seconds.getAsDouble()));
    }
    return events;
  }

  /// What follows a damaged record cannot be found, and is dropped.
  private static void keep(ByteBuffer from, ByteBuffer to, long step) {
    while (from.remaining() >= HEADER + Integer.BYTES) {
      int start = from.position();
      long length = from.getLong();
      if (length < 0
          || length > from.remaining() - 2L * Integer.BYTES
          || from.getInt() != masked(from.slice(start, Long.BYTES))) {
        return;
      }
      ByteBuffer event = from.slice(start + HEADER, (int) length);
      from.position(start + HEADER + (int) length);
      if (from.getInt() != masked(event.duplicate())) {
        return;
      }
      if (EventBytes.step(event) <= step) {
        to.put(from.slice(start, from.position() - start));
      }
    }
  }

  void scalars(long step, SequencedMap<String, Double> values) throws IOException {
    if (!values.isEmpty()) {
      add(EventBytes.scalars(seconds.getAsDouble(), step, values));
    }
  }

  void text(long step, String tag, String text) throws IOException {
    add(EventBytes.text(seconds.getAsDouble(), step, tag, text));
  }

  private void add(byte[] event) throws IOException {
    ByteBuffer record =
        ByteBuffer.allocate(HEADER + event.length + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(event.length);
    record.putInt(masked(record.slice(0, Long.BYTES)));
    record.put(event).putInt(masked(ByteBuffer.wrap(event)));
    all(channel, record.flip());
  }

  private static void all(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// The format turns checksums, so that a checksum of bytes that hold one stays a good one.
  static int masked(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + 0xa282ead8;
  }

  @Override
  public void close() throws IOException {
    channel.force(true);
    channel.close();
  }
}
