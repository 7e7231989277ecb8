package lockstep.nn.data.image.jpeg;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;

/// A small JPEG encoder for what the platform's writer does not make. It encodes no picture: the
/// numbers of its blocks are drawn.
///
/// @param samplings of the components, across in the upper four bits: 0x21 is twice across
/// @param interval of the restart markers, 0 for none
/// @param order of the blocks and their numbers
/// @param wide whether steps have 16 bits
record TestJpeg(
    int height, int width, List<Integer> samplings, int interval, Order order, boolean wide) {

  /// How blocks are spread over scans.
  enum Order {
    TOGETHER,
    APART,
    PROGRESSIVE
  }

  private static final int[] FIRST_LENGTHS = {4, 8, 5, 8};
  private static final int[] OTHER_LENGTHS = {2, 1, 3, 1, 4, 1, 7, 20, 11, 200, 16, 33};

  static TestJpeg of(int height, int width, Integer... samplings) {
    return new TestJpeg(height, width, List.of(samplings), 0, Order.TOGETHER, false);
  }

  TestJpeg in(Order other) {
    return new TestJpeg(height, width, samplings, interval, other, wide);
  }

  TestJpeg restarting(int units) {
    return new TestJpeg(height, width, samplings, units, order, wide);
  }

  TestJpeg widened() {
    return new TestJpeg(height, width, samplings, interval, order, true);
  }

  /// {@return a file whose components are colours or inks as they are}
  byte[] file(long seed) {
    return new Writer(this, seed).write();
  }

  /// Writes one file.
  private static final class Writer {

    private final TestJpeg settings;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int[][][] blocks;
    private final int across;
    private final int down;
    private long held;
    private int count;
    private int empty;

    Writer(TestJpeg settings, long seed) {
      this.settings = settings;
      across = settings.samplings.stream().mapToInt(one -> one >> 4).max().orElseThrow();
      down = settings.samplings.stream().mapToInt(one -> one & 15).max().orElseThrow();
      var random = new SplittableRandom(seed);
      blocks = new int[settings.samplings.size()][][];
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = new int[stride(i) * units(settings.height, down) * vertical(i)][64];
        for (int[] block : blocks[i]) {
          fill(block, random);
        }
      }
    }

    private static void fill(int[] block, SplittableRandom random) {
      block[0] = random.nextInt(-60, 60);
      int others = random.nextInt(3) * random.nextInt(12);
      for (int k = 0; k < others; k++) {
        int place = Math.min(63, 1 + random.nextInt(1 + random.nextInt(63)));
        block[place] = random.nextInt(-1 - 40 / place, 2 + 40 / place);
      }
    }

    private int horizontal(int component) {
      return settings.samplings.get(component) >> 4;
    }

    private int vertical(int component) {
      return settings.samplings.get(component) & 15;
    }

    private static int units(int size, int most) {
      return (size + 8 * most - 1) / (8 * most);
    }

    /// {@return the blocks of a row, those beyond the image counted}
    private int stride(int component) {
      return units(settings.width, across) * horizontal(component);
    }

    byte[] write() {
      boolean progressive = settings.order == Order.PROGRESSIVE;
      put(0xff, 0xd8, 0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0);
      put(0xff, 0xdb, 0, settings.wide ? 131 : 67, settings.wide ? 16 : 0);
      for (int k = 0; k < 64; k++) {
        if (settings.wide) {
          put(k == 63 ? 1 : 0);
        }
        put(3 + k / 4);
      }
      put(0xff, progressive ? 0xc2 : 0xc0, 0, 8 + 3 * blocks.length, 8);
      put(settings.height >> 8, settings.height, settings.width >> 8, settings.width);
      put(blocks.length);
      for (int i = 0; i < blocks.length; i++) {
        put(i + 1, settings.samplings.get(i), 0);
      }
      putCodes(0, FIRST_LENGTHS);
      putCodes(16, OTHER_LENGTHS);
      if (settings.interval > 0) {
        put(0xff, 0xdd, 0, 4, settings.interval >> 8, settings.interval);
      }
      if (settings.order == Order.APART) {
        for (int i = 0; i < blocks.length; i++) {
          putScan(i, i, 0, 63);
        }
      } else {
        putScan(0, blocks.length - 1, 0, progressive ? 0 : 63);
      }
      if (progressive) {
        for (int i = 0; i < blocks.length; i++) {
          putScan(i, i, 1, 5);
          putScan(i, i, 6, 63);
        }
      }
      put(0xff, 0xd9);
      return out.toByteArray();
    }

    private void put(int... bytes) {
      for (int one : bytes) {
        out.write(one);
      }
    }

    private void putCodes(int kind, int[] lengths) {
      int[] counts = new int[17];
      int total = 0;
      for (int i = 0; i < lengths.length; i += 2) {
        counts[lengths[i]] = lengths[i + 1];
        total += lengths[i + 1];
      }
      put(0xff, 0xc4, 0x01, 0);
      int length = 2 + 17 + total;
      byte[] segment = out.toByteArray();
      out.reset();
      segment[segment.length - 2] = (byte) (length >> 8);
      segment[segment.length - 1] = (byte) length;
      out.writeBytes(segment);
      put(kind);
      for (int i = 1; i <= 16; i++) {
        put(counts[i]);
      }
      for (int i = 0; i < total; i++) {
        put(i);
      }
    }

    private void putScan(int first, int last, int from, int to) {
      int scanned = last - first + 1;
      put(0xff, 0xda, 0, 6 + 2 * scanned, scanned);
      for (int i = first; i <= last; i++) {
        put(i + 1, 0);
      }
      put(from, to, 0);
      int rows = units(settings.height, down);
      int columns = units(settings.width, across);
      if (scanned == 1) {
        rows = own(settings.height * vertical(first), down);
        columns = own(settings.width * horizontal(first), across);
      }
      int[] before = new int[blocks.length];
      int units = 0;
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          if (settings.interval > 0 && units > 0 && units % settings.interval == 0) {
            flush();
            put(0xff, 0xd0 + (units / settings.interval - 1) % 8);
            before = new int[blocks.length];
          }
          units++;
          for (int i = first; i <= last; i++) {
            int wide = scanned == 1 ? 1 : horizontal(i);
            int high = scanned == 1 ? 1 : vertical(i);
            for (int k = 0; k < wide * high; k++) {
              int at = (row * high + k / wide) * stride(i) + column * wide + k % wide;
              putBlock(blocks[i][at], before[i], from, to);
              before[i] = blocks[i][at][0];
            }
          }
        }
      }
      flush();
    }

    private static int own(int size, int most) {
      return ((size + most - 1) / most + 7) / 8;
    }

    private void putBlock(int[] block, int before, int from, int to) {
      int zeros = 0;
      for (int k = from; k <= to; k++) {
        int number = k == 0 ? block[0] - before : block[k];
        int size = 32 - Integer.numberOfLeadingZeros(Math.abs(number));
        int bits = number < 0 ? number - 1 : number;
        if (k == 0) {
          putSymbol(size, FIRST_LENGTHS);
          putBits(bits, size);
        } else if (number == 0) {
          zeros++;
        } else {
          putEmpty();
          while (zeros > 15) {
            putSymbol(0xf0, OTHER_LENGTHS);
            zeros -= 16;
          }
          putSymbol(zeros << 4 | size, OTHER_LENGTHS);
          putBits(bits, size);
          zeros = 0;
        }
      }
      if (zeros > 0) {
        empty++;
        if (settings.order != Order.PROGRESSIVE) {
          putEmpty();
        }
      }
    }

    /// Writes that so many blocks end here.
    private void putEmpty() {
      if (empty > 0) {
        int size = 31 - Integer.numberOfLeadingZeros(empty);
        putSymbol(size << 4, OTHER_LENGTHS);
        putBits(empty, size);
        empty = 0;
      }
    }

    /// Symbols are numbered as their codes are.
    private void putSymbol(int symbol, int[] lengths) {
      int code = 0;
      int length = 0;
      int left = symbol;
      for (int i = 0; i < lengths.length; i += 2) {
        code <<= lengths[i] - length;
        length = lengths[i];
        if (left < lengths[i + 1]) {
          putBits(code + left, length);
          return;
        }
        left -= lengths[i + 1];
        code += lengths[i + 1];
      }
      throw new IllegalStateException("no code for " + symbol);
    }

    private void putBits(int bits, int size) {
      held = held << size | (bits & ((1L << size) - 1));
      count += size;
      while (count >= 8) {
        count -= 8;
        int one = (int) (held >> count) & 0xff;
        put(one);
        if (one == 0xff) {
          put(0);
        }
      }
    }

    private void flush() {
      putEmpty();
      if (count > 0) {
        putBits(-1, 8 - count);
      }
    }
  }
}
