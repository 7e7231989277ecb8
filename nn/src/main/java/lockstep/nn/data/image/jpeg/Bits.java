package lockstep.nn.data.image.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import lockstep.nn.data.DataException;

/// The bits between two markers of a JPEG file.
///
/// The zeros that the format puts after each byte 255 are left out first: so eight bytes at a time
/// can be taken without a look at them. Zeros follow the last byte; a reader checks after each
/// block that it has not used them.
///
/// The fields are for {@link Sequential}, which keeps them in variables while it reads a block.
final class Bits {

  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// More than a damaged block can take: 64 codes with their numbers, of 31 bits each, and eight
  /// bytes read ahead.
  private static final int PADDING = 512;

  final byte[] data;

  /// The next bits, from the highest on.
  long held;

  /// How many bits of these count.
  int count;

  /// The first byte of the data of which no bit counts.
  int at;

  private final Input input;
  private int from;
  private int end;
  private int next;

  Bits(Input input) {
    this.input = input;
    data = new byte[input.length() + PADDING];
  }

  /// Goes to an offset in the file.
  void begin(int offset) {
    byte[] bytes = input.bytes();
    int to = 0;
    int read = offset;
    while (true) {
      int start = read;
      while (read < bytes.length && bytes[read] != -1) {
        read++;
      }
      System.arraycopy(bytes, start, data, to, read - start);
      to += read - start;
      next = read;
      while (read < bytes.length && bytes[read] == -1) {
        read++;
      }
      if (read >= bytes.length) {
        throw input.cutOff();
      }
      if (bytes[read] != 0) {
        break;
      }
      data[to++] = -1;
      read++;
    }
    Arrays.fill(data, to, to + PADDING, (byte) 0);
    from = offset;
    end = to;
    at = 0;
    count = 0;
    held = 0;
  }

  /// {@return the offset in the file of the marker after the bits}
  int next() {
    return next;
  }

  /// Sees to it that at least 32 bits are held.
  private void fill() {
    if (count < 32) {
      held |= (long) LONGS.get(data, at) >>> count;
      int bytes = (63 - count) >>> 3;
      at += bytes;
      count += bytes << 3;
    }
  }

  private void drop(int some) {
    held <<= some;
    count -= some;
  }

  int bit() {
    return bits(1);
  }

  /// {@return the next bits as a whole number, 0 for none}
  int bits(int some) {
    fill();
    int bits = (int) (held >>> 1 >>> (63 - some));
    drop(some);
    return bits;
  }

  /// {@return the next number, 0 for none of its bits}
  int number(int size) {
    return size == 0 ? 0 : Codes.number(bits(size), size);
  }

  /// {@return the next symbol}
  int symbol(Codes codes) {
    fill();
    int entry = codes.entries()[(int) (held >>> (64 - Codes.LOOK))];
    if (entry == 0) {
      return longSymbol(codes);
    }
    drop(Codes.codeLength(entry));
    return ((entry >>> 5 & 31) - 1) << 4 | (entry >>> 10 & 15);
  }

  /// {@return the next symbol, where its code is longer than the table reaches}
  int longSymbol(Codes codes) {
    fill();
    int bits = (int) (held >>> (64 - Codes.LONGEST));
    int length = codes.length(bits);
    if (length > Codes.LONGEST) {
      requireEnough();
      throw damaged("a Huffman code", "bits that are none");
    }
    drop(length);
    return codes.symbol(bits, length);
  }

  void requireEnough() {
    if (at - (count >> 3) > end) {
      throw input.damaged(next, "more compressed pixels", "the next marker");
    }
  }

  DataException damaged(String expected, String found) {
    return input.damaged(offset(), expected, found);
  }

  /// {@return where the next bit stands in the file}
  private int offset() {
    int offset = from;
    for (int bytes = at - (count >> 3); bytes > 0 && offset < next; bytes--) {
      if (input.at(offset) == 0xff) {
        // Any number of these and a zero are one of them.
        while (input.at(offset) == 0xff) {
          offset++;
        }
      }
      offset++;
    }
    return offset;
  }
}
