package lockstep.nn.data.embedded;

import lockstep.nn.data.Draw;

/// Turns a form and a hand into a line of short straight pieces, in pixels.
final class Pen {

  private static final int MOST_POINTS = 1024;
  private static final double TURN = 2 * StrictMath.PI;

  /// Pixels from one point to the next, about.
  private static final double SPACING = 1.6;

  /// How often the pen skips.
  private static final double SKIPS = 0.1;

  private final Hand hand;
  private final Draw draw;
  private final double[] xs = new double[MOST_POINTS];
  private final double[] ys = new double[MOST_POINTS];
  private final double[] radii = new double[MOST_POINTS];
  private final boolean[] lifted = new boolean[MOST_POINTS];
  private int points;

  private final double sine;
  private final double cosine;
  private final double[] waves;

  private Pen(Hand hand, Draw draw) {
    this.hand = hand;
    this.draw = draw;
    sine = StrictMath.sin(hand.tilt());
    cosine = StrictMath.cos(hand.tilt());
    waves = new double[6];
    for (int i = 0; i < waves.length; i++) {
      waves[i] = i % 3 == 2 ? draw.uniform(0, TURN) : draw.uniform(-1.2, 1.2) * TURN;
    }
  }

  /// Draws a form on a canvas.
  static void draw(Form form, Hand hand, Draw draw, Canvas canvas) {
    var pen = new Pen(hand, draw);
    for (Stroke stroke : form.strokes()) {
      pen.follow(stroke);
    }
    pen.skip();
    pen.place();
    for (int i = 1; i < pen.points; i++) {
      if (!pen.lifted[i]) {
        canvas.line(
            pen.xs[i - 1],
            pen.ys[i - 1],
            pen.radii[i - 1],
            pen.xs[i],
            pen.ys[i],
            pen.radii[i],
            hand.softness(),
            1);
      }
    }
  }

  private void follow(Stroke stroke) {
    int knots = stroke.knots();
    double[] kx = new double[knots];
    double[] ky = new double[knots];
    double[] pressure = new double[knots];
    for (int k = 0; k < knots; k++) {
      kx[k] = stroke.x(k) + hand.jitter() * draw.normal();
      ky[k] = stroke.y(k) + hand.jitter() * draw.normal();
      pressure[k] = hand.radius() * draw.uniform(0.8, 1.2);
    }
    add(kx[0], ky[0], pressure[0], true);
    for (int k = 1; k < knots; k++) {
      double wide = kx[k] - kx[k - 1];
      double high = ky[k] - ky[k - 1];
      double x0 = slope(kx, k - 1, stroke, wide);
      double y0 = slope(ky, k - 1, stroke, high);
      double x1 = slope(kx, k, stroke, wide);
      double y1 = slope(ky, k, stroke, high);
      double length = StrictMath.sqrt(wide * wide + high * high) * hand.height();
      int pieces = StrictMath.max(2, (int) (length / SPACING));
      for (int i = 1; i <= pieces; i++) {
        double t = (double) i / pieces;
        add(
            hermite(t, kx[k - 1], x0, kx[k], x1),
            hermite(t, ky[k - 1], y0, ky[k], y1),
            pressure[k - 1] + t * (pressure[k] - pressure[k - 1]),
            false);
      }
    }
  }

  /// The slope of the curve at a knot: towards the knot after the next, or at a corner along the
  /// line that is drawn.
  private static double slope(double[] knots, int at, Stroke stroke, double along) {
    return stroke.isCorner(at) ? along : (knots[at + 1] - knots[at - 1]) / 2;
  }

  private static double hermite(
      double t, double from, double slopeFrom, double to, double slopeTo) {
    double u = 1 - t;
    return u * u * ((1 + 2 * t) * from + t * slopeFrom) + t * t * ((1 + 2 * u) * to - u * slopeTo);
  }

  /// Adds a point of the unit square, bent, leant and turned.
  private void add(double x, double y, double radius, boolean lift) {
    double bentX = x + hand.wobble() * StrictMath.sin(waves[0] * x + waves[1] * y + waves[2]) - 0.5;
    double bentY = y + hand.wobble() * StrictMath.sin(waves[3] * x + waves[4] * y + waves[5]) - 0.5;
    double leant = bentX * hand.breadth() - hand.slant() * bentY;
    xs[points] = cosine * leant - sine * bentY;
    ys[points] = sine * leant + cosine * bentY;
    radii[points] = radius;
    lifted[points] = lift;
    points++;
  }

  /// Leaves out a short piece of the line now and then, as a dry pen does.
  private void skip() {
    if (!draw.happens(SKIPS)) {
      return;
    }
    int length = 2 + draw.below(2);
    int first = 1 + draw.below(points - 1);
    for (int i = first; i < StrictMath.min(points, first + length); i++) {
      lifted[i] = true;
    }
  }

  /// Gives the digit its size and place in the picture.
  private void place() {
    double left = xs[0];
    double right = xs[0];
    double top = ys[0];
    double bottom = ys[0];
    for (int i = 1; i < points; i++) {
      left = StrictMath.min(left, xs[i]);
      right = StrictMath.max(right, xs[i]);
      top = StrictMath.min(top, ys[i]);
      bottom = StrictMath.max(bottom, ys[i]);
    }
    double scale = hand.height() / StrictMath.max(bottom - top, right - left);
    double middle = Canvas.SIZE / 2.0;
    for (int i = 0; i < points; i++) {
      xs[i] =
          inside(middle + hand.right(), (right - left) * scale)
              + (xs[i] - (left + right) / 2) * scale;
      ys[i] =
          inside(middle + hand.down(), (bottom - top) * scale)
              + (ys[i] - (top + bottom) / 2) * scale;
    }
  }

  /// {@return a middle so that what is that long stays in the picture}
  private double inside(double middle, double length) {
    double margin = StrictMath.min(Canvas.SIZE / 2.0, length / 2 + hand.radius() + 0.5);
    return StrictMath.clamp(middle, margin, Canvas.SIZE - margin);
  }
}
