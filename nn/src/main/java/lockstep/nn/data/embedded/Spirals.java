package lockstep.nn.data.embedded;

import java.util.List;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Draw;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import lockstep.nn.tensor.Shape;

/// Points on three arms that wind around each other, with some noise: what no line can part.
///
/// | item | is |
/// |---|---|
/// | input | numbers `[2]`, right and up, mostly within −1 and 1 |
/// | target | the arm |
public final class Spirals implements Dataset {

  /// Points to learn from.
  public static final int TRAIN = 1_500;

  /// Points to test with.
  public static final int TEST = 600;

  private static final int ARMS = 3;
  private static final double TURNS = 0.75;
  private static final double NOISE = 0.02;
  private static final long POINTS = 0x7370_6972_616C_0001L;

  private final long seed;
  private final Part part;
  private final int size;

  private Spirals(long seed, Part part, int size) {
    this.seed = seed;
    this.part = part;
    this.size = size;
  }

  /// {@return 1,500 points to learn from}
  public static Spirals train(long seed) {
    return new Spirals(seed, Part.TRAIN, TRAIN);
  }

  /// {@return 600 other points to test with}
  public static Spirals test(long seed) {
    return new Spirals(seed, Part.TEST, TEST);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<String> labels() {
    return List.of("first arm", "second arm", "third arm");
  }

  @Override
  public Sample get(int index) {
    Draw draw = part.draw(seed, POINTS, Part.inside(index, size));
    int arm = index % ARMS;
    double radius = draw.uniform(0.08, 1);
    double turns = TURNS * radius + (double) arm / ARMS;
    double angle = 2 * StrictMath.PI * turns;
    double x = radius * StrictMath.cos(angle) + NOISE * draw.normal();
    double y = radius * StrictMath.sin(angle) + NOISE * draw.normal();
    return new Sample(
        new Numbers(Shape.of(2), (float) x, (float) y),
        Tokens.one(arm),
        part.origin("spirals", index));
  }
}
