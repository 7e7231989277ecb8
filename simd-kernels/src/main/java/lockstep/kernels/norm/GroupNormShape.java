package lockstep.kernels.norm;

/// The shape of a group norm over images `[images, pixels, channels]`.
///
/// @param images how many images, N
/// @param pixels how many pixels an image has, H·W
/// @param channels how many channels
/// @param groups into how many groups of neighbours the channels are split: 1 takes all together,
///   as many as channels makes it an instance norm
/// @param epsilon what is added to a variance
public record GroupNormShape(int images, int pixels, int channels, int groups, float epsilon) {

  /// Checks that sizes are not negative and groups divide the channels.
  public GroupNormShape {
    requireSize("images", images);
    requireSize("pixels", pixels);
    requireSize("channels", channels);
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "groups: expected a divisor of the "
              + channels
              + " channels, got "
              + groups
              + ". Choose one that divides them.");
    }
    Epsilon.require(epsilon);
  }

  int width() {
    return channels / groups;
  }

  /// The elements of one group of one image.
  float members() {
    return (float) pixels * width();
  }

  private static void requireSize(String name, int size) {
    if (size < 0) {
      throw new IllegalArgumentException(name + ": expected 0 or more, got " + size + ".");
    }
  }
}
