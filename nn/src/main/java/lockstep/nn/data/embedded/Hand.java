package lockstep.nn.data.embedded;

import lockstep.nn.data.Draw;

/// How a digit is written once: what is drawn by lot before the pen moves.
///
/// @param tilt turn, in radians
/// @param slant how far its top leans to the right, in heights
/// @param breadth what its breadth is multiplied by
/// @param height its height, in pixels
/// @param right from the middle of the picture, in pixels
/// @param down likewise
/// @param jitter the deviation of its knots, in heights
/// @param wobble how far its plane is bent, in heights
/// @param radius half the breadth of the line, in pixels
/// @param softness over how many pixels an edge fades
/// @param darkness of the ink, 0 to 1
/// @param noise the deviation of pixels, 0 to 255
record Hand(
    double tilt,
    double slant,
    double breadth,
    double height,
    double right,
    double down,
    double jitter,
    double wobble,
    double radius,
    double softness,
    double darkness,
    double noise) {

  private static final double FARTHEST = 2.5;

  /// {@return a hand by lot}
  static Hand of(Draw draw) {
    return new Hand(
        0.12 * draw.normal(),
        0.10 + 0.18 * draw.normal(),
        draw.uniform(0.68, 1.08),
        draw.uniform(16, 22),
        draw.uniform(-FARTHEST, FARTHEST),
        draw.uniform(-FARTHEST, FARTHEST),
        draw.uniform(0.005, 0.03),
        draw.uniform(0, 0.04),
        draw.uniform(0.7, 1.7),
        draw.uniform(0.8, 1.9),
        draw.uniform(0.6, 1),
        draw.uniform(0, 18));
  }
}
