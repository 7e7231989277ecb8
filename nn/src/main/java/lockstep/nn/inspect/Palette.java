package lockstep.nn.inspect;

import java.util.List;

/// Numbers as colours that people tell apart who see no red or no green too: how light they are
/// says the same as their hue.
enum Palette {
  /// 0 to 1: from near black over purple and orange to a light yellow.
  HEAT,
  /// 0 to 1, the middle being none: from blue over white to red.
  SIGNED,
  /// 0 to 1: from black to white.
  GREY;

  private static final List<Colour> HEATS =
      List.of(
          new Colour(12, 10, 34),
          new Colour(74, 22, 104),
          new Colour(160, 44, 96),
          new Colour(226, 92, 58),
          new Colour(250, 168, 52),
          new Colour(252, 252, 200));

  private static final List<Colour> SIGNS =
      List.of(
          new Colour(14, 52, 124),
          new Colour(72, 136, 204),
          new Colour(174, 210, 236),
          new Colour(250, 250, 250),
          new Colour(250, 196, 148),
          new Colour(222, 104, 54),
          new Colour(128, 24, 14));

  private static final List<Colour> GREYS = List.of(new Colour(0, 0, 0), new Colour(255, 255, 255));

  private record Colour(int red, int green, int blue) {

    private int towards(Colour other, double share) {
      return rgb(
          red + (other.red - red) * share,
          green + (other.green - green) * share,
          blue + (other.blue - blue) * share);
    }
  }

  private List<Colour> stops() {
    return switch (this) {
      case HEAT -> HEATS;
      case SIGNED -> SIGNS;
      case GREY -> GREYS;
    };
  }

  /// The colour of a number from 0 to 1.
  int at(double value) {
    List<Colour> stops = stops();
    double place = Math.clamp(value, 0, 1) * (stops.size() - 1);
    int below = Math.min((int) place, stops.size() - 2);
    return stops.get(below).towards(stops.get(below + 1), place - below);
  }

  /// A colour of parts from 0 to 255.
  static int rgb(double red, double green, double blue) {
    return part(red) << 16 | part(green) << 8 | part(blue);
  }

  private static int part(double value) {
    return (int) Math.clamp(Math.rint(value), 0, 255);
  }
}
