package lockstep.nn.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Files as accidents and enemies make them: the same damage for the same number.
public final class Damage {

  private static final byte[][] EXTREMES = {
    {0, 0, 0, 0},
    {-1, -1, -1, -1},
    {127, -1, -1, -1},
    {-1, -1, -1, 127},
    {-128, 0, 0, 0},
    {0, 0, 0, -128}
  };

  private Damage() {}

  /// {@return a damaged copy: cut, lengthened, bits turned, bytes or lengths replaced, parts moved}
  public static byte[] of(byte[] whole, long number) {
    var random = new SplittableRandom(number);
    byte[] damaged = whole.clone();
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times; i++) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int place = place(bytes.length, random);
    switch (random.nextInt(6)) {
      case 0 -> {
        return Arrays.copyOf(bytes, place);
      }
      case 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[place] = (byte) random.nextInt();
      case 3 -> {
        byte[] extreme = EXTREMES[random.nextInt(EXTREMES.length)];
        System.arraycopy(extreme, 0, bytes, place, Math.min(4, bytes.length - place));
      }
      case 4 -> {
        int from = random.nextInt(bytes.length);
        int count = Math.min(random.nextInt(64), bytes.length - Math.max(from, place));
        System.arraycopy(bytes, from, bytes, place, count);
      }
      default -> {
        byte[] more = new byte[random.nextInt(1, 32)];
        random.nextBytes(more);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(bytes, place, longer, place + more.length, bytes.length - place);
        System.arraycopy(more, 0, longer, place, more.length);
        return longer;
      }
    }
    return bytes;
  }

  /// Half of the damage goes to the first hundred bytes, where headers are.
  private static int place(int length, SplittableRandom random) {
    return random.nextInt(random.nextBoolean() ? Math.min(100, length) : length);
  }
}
