package lockstep.nn.data.embedded;

import java.util.Arrays;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Draw;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.tensor.Shape;

/// A series to be continued: three waves, a trend and noise, cut into windows.
///
/// | item | is |
/// |---|---|
/// | input | numbers `[window, 1]`: what was |
/// | target | numbers `[ahead]`: what follows |
///
/// The series has {@value #LENGTH} moments. Windows to learn from and what follows them lie in the
/// first {@value #LEARNT}; what follows the windows to test with lies after those.
public final class Waves implements Dataset {

  /// Moments of the series.
  public static final int LENGTH = 4_000;

  /// Moments that are learnt from.
  public static final int LEARNT = 3_200;

  private static final int WINDOW = 48;
  private static final int AHEAD = 12;
  private static final int WAVES = 3;
  private static final double NOISE = 0.05;
  private static final long SHAPES = 0x7761_7665_7300_0001L;
  private static final long NOISES = 0x7761_7665_7300_0002L;

  private final Part part;
  private final int window;
  private final int ahead;
  private final int first;
  private final int size;
  private final float[] series;

  private Waves(long seed, Part part, int window, int ahead) {
    if (window < 1 || ahead < 1 || (long) window + ahead > LENGTH - LEARNT) {
      throw new IllegalArgumentException(
          "waves: expected a window and moments ahead of 1 or more, together at most "
              + (LENGTH - LEARNT)
              + ", got "
              + window
              + " and "
              + ahead
              + ".");
    }
    this.part = part;
    this.window = window;
    this.ahead = ahead;
    first = part == Part.TRAIN ? 0 : LEARNT - window;
    int end = part == Part.TRAIN ? LEARNT : LENGTH;
    size = end - first - window - ahead + 1;
    series = series(seed);
  }

  /// {@return windows of 48 moments to learn from, and the 12 that follow}
  public static Waves train(long seed) {
    return train(seed, WINDOW, AHEAD);
  }

  /// {@return later windows of 48 moments to test with, and the 12 that follow}
  public static Waves test(long seed) {
    return test(seed, WINDOW, AHEAD);
  }

  /// {@return windows to learn from}
  ///
  /// @param window moments in a window
  /// @param ahead moments that follow
  public static Waves train(long seed, int window, int ahead) {
    return new Waves(seed, Part.TRAIN, window, ahead);
  }

  /// {@return later windows to test with}
  ///
  /// @param window moments in a window
  /// @param ahead moments that follow
  public static Waves test(long seed, int window, int ahead) {
    return new Waves(seed, Part.TEST, window, ahead);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Sample get(int index) {
    int from = first + Part.inside(index, size);
    int now = from + window;
    return new Sample(
        new Numbers(Shape.of(window, 1), Arrays.copyOfRange(series, from, now)),
        new Numbers(Shape.of(ahead), Arrays.copyOfRange(series, now, now + ahead)),
        part.origin("waves", index));
  }

  private static float[] series(long seed) {
    Draw shapes = new Draw(seed ^ SHAPES, 0, 0);
    Draw noises = new Draw(seed ^ NOISES, 0, 0);
    double trend = shapes.uniform(-0.5, 0.5);
    double[] series = new double[LENGTH];
    for (int t = 0; t < LENGTH; t++) {
      series[t] = trend * t / LENGTH + NOISE * noises.normal();
    }
    // Periods of about 8, 20 and 50 moments: a window sees each of them.
    double period = shapes.uniform(7, 9);
    for (int wave = 0; wave < WAVES; wave++) {
      double height = shapes.uniform(0.3, 0.7);
      double phase = shapes.uniform();
      for (int t = 0; t < LENGTH; t++) {
        series[t] += height * StrictMath.sin(2 * StrictMath.PI * (t / period + phase));
      }
      period *= shapes.uniform(2.3, 2.7);
    }
    float[] rounded = new float[LENGTH];
    for (int t = 0; t < LENGTH; t++) {
      rounded[t] = (float) series[t];
    }
    return rounded;
  }
}
