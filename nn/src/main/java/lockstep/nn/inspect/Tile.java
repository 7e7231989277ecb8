package lockstep.nn.inspect;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import lockstep.nn.data.Image;
import lockstep.nn.data.Numbers;
import lockstep.nn.tensor.Shape;

/// A little picture.
///
/// @param pixels the colour at a row and a column
record Tile(int height, int width, IntBinaryOperator pixels) {

  /// Numbers `[height, width, channels]`, of one channel.
  ///
  /// @param scale to 0 to 1
  static Tile of(
      float[] values, Shape shape, int channel, Palette palette, DoubleUnaryOperator scale) {
    int width = shape.size(1);
    int channels = shape.size(2);
    return new Tile(
        shape.size(0),
        width,
        (y, x) -> palette.at(scale.applyAsDouble(values[(y * width + x) * channels + channel])));
  }

  /// Numbers `[height, width, 3]` as red, green and blue.
  static Tile colours(float[] values, Shape shape, DoubleUnaryOperator scale) {
    int width = shape.size(1);
    return new Tile(
        shape.size(0),
        width,
        (y, x) -> {
          int at = (y * width + x) * 3;
          return Palette.rgb(
              255 * scale.applyAsDouble(values[at]),
              255 * scale.applyAsDouble(values[at + 1]),
              255 * scale.applyAsDouble(values[at + 2]));
        });
  }

  /// Numbers `[height, width, channels]` between black and white, the least and the greatest.
  static Tile scaled(Numbers numbers) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (float value : numbers.values()) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double low = least;
    double range = Math.max(1e-30, most - least);
    DoubleUnaryOperator scale = value -> (value - low) / range;
    return numbers.shape().size(2) == 3
        ? colours(numbers.values(), numbers.shape(), scale)
        : of(numbers.values(), numbers.shape(), 0, Palette.GREY, scale);
  }

  static Tile of(Image image) {
    return new Tile(
        image.height(),
        image.width(),
        (y, x) ->
            image.channels() < 3
                ? Palette.GREY.at(image.at(y, x, 0) / 255.0)
                : Palette.rgb(image.at(y, x, 0), image.at(y, x, 1), image.at(y, x, 2)));
  }

  /// This picture with sides of at most so many pixels: of several next to each other the first.
  Tile within(int most) {
    int step = (Math.max(height, width) + most - 1) / most;
    return step == 1
        ? this
        : new Tile(
            Math.max(1, height / step),
            Math.max(1, width / step),
            (y, x) -> pixels.applyAsInt(y * step, x * step));
  }

  /// How often this picture can be enlarged to have sides of at most so many pixels.
  int times(int most) {
    return Math.max(1, most / Math.max(height, width));
  }

  /// This picture in grey and pale, with colours where there is much of something.
  ///
  /// @param much from 0 to 1
  Tile under(Tile colours, float[] much) {
    return new Tile(
        height,
        width,
        (y, x) -> {
          int below = pixels.applyAsInt(y, x);
          int above = colours.pixels().applyAsInt(y, x);
          double share = Math.clamp(much[y * width + x], 0, 1);
          double light =
              90
                  + 0.55
                      * (0.299 * ((below >> 16) & 255)
                          + 0.587 * ((below >> 8) & 255)
                          + 0.114 * (below & 255));
          return Palette.rgb(
              light + (((above >> 16) & 255) - light) * share,
              light + (((above >> 8) & 255) - light) * share,
              light + ((above & 255) - light) * share);
        });
  }
}
