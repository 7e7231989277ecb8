package lockstep.nn.data.embedded;

import java.util.List;
import java.util.regex.Pattern;

/// A line that a pen draws without being lifted: a smooth curve through knots.
///
/// Between two knots runs the cubic of Catmull and Rom; a knot may be a corner, where the pen turns
/// at once.
final class Stroke {

  /// Knots are written in hundredths of the height of a digit.
  private static final double UNIT = 0.01;

  private static final Pattern BLANK = Pattern.compile(" ");
  private static final Pattern COMMA = Pattern.compile(",");

  private final double[] xs;
  private final double[] ys;
  private final boolean[] corners;

  private Stroke(int knots) {
    xs = new double[knots];
    ys = new double[knots];
    corners = new boolean[knots];
  }

  /// {@return the stroke through knots such as `12,8 85,8! 40,96`: right, down, `!` after a corner}
  static Stroke of(String text) {
    List<String> knots = BLANK.splitAsStream(text).toList();
    var stroke = new Stroke(knots.size());
    for (int i = 0; i < knots.size(); i++) {
      String knot = knots.get(i);
      stroke.corners[i] = knot.endsWith("!") || i == 0 || i == knots.size() - 1;
      List<String> pair = COMMA.splitAsStream(knot.replace("!", "")).toList();
      stroke.xs[i] = Integer.parseInt(pair.get(0)) * UNIT;
      stroke.ys[i] = Integer.parseInt(pair.get(1)) * UNIT;
    }
    return stroke;
  }

  int knots() {
    return xs.length;
  }

  double x(int knot) {
    return xs[knot];
  }

  double y(int knot) {
    return ys[knot];
  }

  /// {@return whether the curve ends or turns there}
  boolean isCorner(int knot) {
    return corners[knot];
  }
}
