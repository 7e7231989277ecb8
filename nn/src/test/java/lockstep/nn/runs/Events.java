package lockstep.nn.runs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads an event file by what the format says, and by nothing of the writer.
final class Events {

  /// A point.
  record Scalar(long step, String tag, float value) {}

  /// A text.
  record Note(long step, String tag, String plugin, String text) {}

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final List<Scalar> scalars = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final List<String> versions = new ArrayList<>();
  private final List<Long> steps = new ArrayList<>();

  private Events() {}

  List<Scalar> scalars() {
    return scalars;
  }

  List<Note> notes() {
    return notes;
  }

  List<String> versions() {
    return versions;
  }

  /// The step before that of the last event, all of whose events are there.
  long lastStep() {
    return steps.isEmpty() ? 0 : Math.max(0, steps.getLast() - 1);
  }

  /// Stops at a record that is not whole.
  static Events read(Path file) throws IOException {
    var events = new Events();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.remaining() >= 12) {
      byte[] header = new byte[8];
      bytes.get(bytes.position(), header);
      int length = (int) bytes.getLong();
      require(bytes.getInt(), header);
      if (bytes.remaining() < length + 4) {
        break;
      }
      byte[] event = new byte[length];
      bytes.get(event);
      require(bytes.getInt(), event);
      events.event(ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN));
    }
    return events;
  }

  private static void require(int written, byte[] bytes) {
    int crc = ~0;
    for (byte each : bytes) {
      crc ^= each & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ (0x82f63b78 & -(crc & 1));
      }
    }
    crc = ~crc;
    int masked = ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    if (masked != written) {
      throw new IllegalStateException("checksum: expected " + masked + ", got " + written + ".");
    }
  }

  /// What a field holds: a number, or bytes.
  private record Field(int number, long whole, ByteBuffer message) {
    String text() {
      return StandardCharsets.UTF_8.decode(message.duplicate()).toString();
    }
  }

  private static List<Field> fields(ByteBuffer bytes) {
    var fields = new ArrayList<Field>();
    while (bytes.hasRemaining()) {
      int tag = (int) varint(bytes);
      int number = tag >>> 3;
      fields.add(
          switch (tag & 7) {
            case 0 -> new Field(number, varint(bytes), NONE);
            case 1 -> new Field(number, bytes.getLong(), NONE);
            case 2 -> {
              byte[] inner = new byte[(int) varint(bytes)];
              bytes.get(inner);
              yield new Field(number, 0, ByteBuffer.wrap(inner).order(ByteOrder.LITTLE_ENDIAN));
            }
            case 5 -> new Field(number, bytes.getInt(), NONE);
            default -> throw new IllegalStateException("tag: got " + tag + ".");
          });
    }
    return fields;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    int shift = 0;
    byte part;
    do {
      part = bytes.get();
      value |= (part & 0x7fL) << shift;
      shift += 7;
    } while (part < 0);
    return value;
  }

  private void event(ByteBuffer event) {
    long step = 0;
    for (Field field : fields(event)) {
      switch (field.number()) {
        case 1 -> {
          if (Double.longBitsToDouble(field.whole()) < 1e9) {
            throw new IllegalStateException("time: too early");
          }
        }
        case 2 -> step = field.whole();
        case 3 -> versions.add(field.text());
        case 5 -> {
          for (Field value : fields(field.message())) {
            value(step, value.message());
          }
        }
        default -> throw new IllegalStateException("event: got field " + field.number() + ".");
      }
    }
    steps.add(step);
  }

  private void value(long step, ByteBuffer message) {
    String tag = "";
    String text = "";
    String plugin = "";
    float scalar = Float.NaN;
    for (Field field : fields(message)) {
      switch (field.number()) {
        case 1 -> tag = field.text();
        case 2 -> scalar = Float.intBitsToFloat((int) field.whole());
        case 8 -> text = fields(field.message()).getLast().text();
        case 9 -> plugin = fields(fields(field.message()).getFirst().message()).getFirst().text();
        default -> throw new IllegalStateException("value: got field " + field.number() + ".");
      }
    }
    if (plugin.isEmpty()) {
      scalars.add(new Scalar(step, tag, scalar));
    } else {
      notes.add(new Note(step, tag, plugin, text));
    }
  }
}
