package lockstep.nn.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/// Values of every kind, nested, from a seed.
final class RandomJson {

  private static final List<String> PIECES =
      List.of("\"", "\\", "/", "\b", "\f", "\n", "\r", "\t", "\0", " ", "a", "é", "←", "\u2028");
  private static final long[] WHOLES = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53};
  private static final double[] REALS = {
    -0.0, 0.1, -1.5, Double.MAX_VALUE, Double.MIN_VALUE, Double.MIN_NORMAL, 1e7, 1e22
  };

  private final Random random;

  RandomJson(long seed) {
    random = new Random(seed);
  }

  /// {@return a value with at most `depth` levels below it}
  Json value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> new Json.Text(text());
      case 1 -> new Json.Whole(whole());
      case 2 -> new Json.Real(real());
      case 3 -> new Json.Truth(random.nextBoolean());
      case 4 -> new Json.Nothing();
      case 5 -> items(depth);
      default -> fields(depth);
    };
  }

  private Json items(int depth) {
    var items = new ArrayList<Json>();
    for (int i = random.nextInt(5); i > 0; i--) {
      items.add(value(depth - 1));
    }
    return new Json.Items(items);
  }

  private Json fields(int depth) {
    var members = new LinkedHashMap<String, Json>();
    for (int i = random.nextInt(5); i > 0; i--) {
      members.put(text(), value(depth - 1));
    }
    return new Json.Fields(members);
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append((char) random.nextInt(0xD800, 0xE000)); // a surrogate, often lone
        case 1 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
        case 2 -> text.append(PIECES.get(random.nextInt(PIECES.size())));
        default -> text.append((char) random.nextInt(0x80));
      }
    }
    return text.toString();
  }

  private long whole() {
    return switch (random.nextInt(3)) {
      case 0 -> WHOLES[random.nextInt(WHOLES.length)];
      case 1 -> random.nextInt(-100, 100);
      default -> random.nextLong();
    };
  }

  /// Never one that is written without fraction and exponent: that is read as a whole number.
  private double real() {
    return switch (random.nextInt(3)) {
      case 0 -> REALS[random.nextInt(REALS.length)];
      case 1 -> random.nextInt(-1_000, 1_000) + 0.25;
      default -> {
        double any = Double.longBitsToDouble(random.nextLong());
        yield Double.isFinite(any) && any != Math.rint(any) ? any : random.nextGaussian();
      }
    };
  }
}
