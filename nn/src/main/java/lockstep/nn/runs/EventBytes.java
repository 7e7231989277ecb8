package lockstep.nn.runs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Events in the wire format of protocol buffers: a tag of number and kind before each field.
///
/// | message | fields |
/// |---|---|
/// | Event | 1 wall_time, 2 step, 3 file_version, 5 summary |
/// | Summary | 1 value, repeated |
/// | Value | 1 tag, 2 simple_value, 8 tensor, 9 metadata |
/// | metadata | 1 plugin_data, with 1 plugin_name |
/// | tensor | 1 dtype, 2 shape, 8 string_val |
final class EventBytes {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private static final int STEP = 2;

  /// What a tensor calls texts.
  private static final int STRING = 7;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private EventBytes() {}

  static byte[] version(double seconds) {
    return new EventBytes().real(1, seconds).text(3, "brain.Event:2").bytes();
  }

  static byte[] scalars(double seconds, long step, Map<String, Double> values) {
    var summary = new EventBytes();
    values.forEach((tag, value) ->
        summary.message(1, new EventBytes().text(1, tag).single(2, value.floatValue())));
    return event(seconds, step).message(5, summary).bytes();
  }

  static byte[] text(double seconds, long step, String tag, String text) {
    var plugin = new EventBytes().message(1, new EventBytes().text(1, "text"));
    var shape = new EventBytes().message(2, new EventBytes().whole(1, 1));
    var tensor = new EventBytes().whole(1, STRING).message(2, shape).text(8, text);
    var value = new EventBytes().text(1, tag).message(8, tensor).message(9, plugin);
    return event(seconds, step).message(5, new EventBytes().message(1, value)).bytes();
  }

  private static EventBytes event(double seconds, long step) {
    return new EventBytes().real(1, seconds).whole(STEP, step);
  }

  /// {@return the step of an event that was written here, whose second field it is; 0 where it is
  /// left out}
  static long step(ByteBuffer event) {
    int at = 1 + Double.BYTES;
    if (event.remaining() <= at || event.get(at) != (STEP << 3 | VARINT)) {
      return 0;
    }
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && ++at < event.limit(); shift += 7) {
      byte part = event.get(at);
      value |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    return value;
  }

  private EventBytes tag(int number, int kind) {
    return varint((long) number << 3 | kind);
  }

  private EventBytes varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  private EventBytes whole(int number, long value) {
    return tag(number, VARINT).varint(value);
  }

  private EventBytes real(int number, double value) {
    return tag(number, FIXED64).raw(little(Double.BYTES).putDouble(value).array());
  }

  private EventBytes single(int number, float value) {
    return tag(number, FIXED32).raw(little(Float.BYTES).putFloat(value).array());
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private EventBytes text(int number, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return tag(number, LENGTH).varint(bytes.length).raw(bytes);
  }

  private EventBytes message(int number, EventBytes inner) {
    return tag(number, LENGTH).varint(inner.out.size()).raw(inner.bytes());
  }

  private EventBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private byte[] bytes() {
    return out.toByteArray();
  }
}
