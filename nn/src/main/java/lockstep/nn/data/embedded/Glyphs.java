package lockstep.nn.data.embedded;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Draw;
import lockstep.nn.data.Image;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;

/// Digits drawn by a pen of our own: 28×28 grey pictures, light on dark, of ten classes.
///
/// Each is one of several ways to write its digit, with knots that tremble, a plane that is bent,
/// leant and turned, a line that swells, skips and blurs, specks and noise. It follows from the
/// seed and its index alone. Any ten pictures that begin at a multiple of ten show all ten digits.
///
/// All pictures are drawn, by all processors, when the first is asked for: half a second.
///
/// | learnt by | right, of the test pictures (seeds 1 to 3) |
/// |---|---|
/// | a line, 15 epochs | 90.3 % to 91.2 % |
/// | two convolutions and two dense layers, 4 epochs | 98.9 % to 99.1 % |
public final class Glyphs implements Dataset {

  /// Pictures to learn from.
  public static final int TRAIN = 12_000;

  /// Pictures to test with.
  public static final int TEST = 2_000;

  private static final int DIGITS = 10;
  private static final long FORMS = 0x676C_7970_6873_0001L;
  private static final long ORDER = 0x676C_7970_6873_0002L;

  /// How often there are specks.
  private static final double SPECKLED = 0.2;

  private static final byte[] NONE = {};

  private final long seed;
  private final Part part;
  private final int size;
  private final Object drawing = new Object();
  private volatile byte[] pixels = NONE;

  private Glyphs(long seed, Part part, int size) {
    this.seed = seed;
    this.part = part;
    this.size = size;
  }

  /// {@return 12,000 pictures to learn from}
  public static Glyphs train(long seed) {
    return new Glyphs(seed, Part.TRAIN, TRAIN);
  }

  /// {@return 2,000 other pictures to test with}
  public static Glyphs test(long seed) {
    return new Glyphs(seed, Part.TEST, TEST);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<String> labels() {
    return List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Override
  public Sample get(int index) {
    int from = Part.inside(index, size) * Canvas.PIXELS;
    byte[] picture = Arrays.copyOfRange(pixels(), from, from + Canvas.PIXELS);
    return new Sample(
        new Image(Canvas.SIZE, Canvas.SIZE, 1, picture),
        Tokens.one(digit(index)),
        part.origin("glyphs", index));
  }

  /// {@return all pictures, one after the other, not a copy}
  byte[] pixels() {
    if (pixels.length == 0) {
      synchronized (drawing) {
        if (pixels.length == 0) {
          byte[] drawn = new byte[size * Canvas.PIXELS];
          IntStream.range(0, size).parallel().forEach(index -> draw(index, drawn));
          pixels = drawn;
        }
      }
    }
    return pixels;
  }

  private void draw(int index, byte[] drawn) {
    Draw draw = part.draw(seed, FORMS, index);
    List<Form> forms = Form.ALL.get(digit(index));
    Form form = forms.get(draw.below(forms.size()));
    Hand hand = Hand.of(draw);
    var canvas = new Canvas();
    Pen.draw(form, hand, draw, canvas);
    speckle(draw, canvas);
    canvas.develop(hand, draw, drawn, index * Canvas.PIXELS);
  }

  private static void speckle(Draw draw, Canvas canvas) {
    if (!draw.happens(SPECKLED)) {
      return;
    }
    for (int specks = 1 + draw.below(3); specks > 0; specks--) {
      double x = draw.uniform(0, Canvas.SIZE);
      double y = draw.uniform(0, Canvas.SIZE);
      double radius = draw.uniform(0.4, 0.9);
      double x1 = x + draw.uniform(-1.5, 1.5);
      double y1 = y + draw.uniform(-1.5, 1.5);
      canvas.line(x, y, radius, x1, y1, radius, 1, draw.uniform(0.3, 0.8));
    }
  }

  /// The digit of a picture: each ten in a row are shuffled, so that classes are balanced exactly.
  private int digit(int index) {
    Draw draw = part.draw(seed, ORDER, index / DIGITS);
    int[] digits = new int[DIGITS];
    for (int i = 0; i < DIGITS; i++) {
      int other = draw.below(i + 1);
      digits[i] = digits[other];
      digits[other] = i;
    }
    return digits[index % DIGITS];
  }
}
