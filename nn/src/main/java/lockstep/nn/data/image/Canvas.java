package lockstep.nn.data.image;

import java.util.Arrays;
import lockstep.nn.data.Image;

/// Images whose pixels are elsewhere, not others.
final class Canvas {

  private Canvas() {}

  /// {@return how many bytes an image has}
  ///
  /// @throws IllegalArgumentException if no array is that long
  static int bytes(int height, int width, int channels) {
    long bytes = (long) height * width * channels;
    if (bytes > FileBytes.MOST) {
      throw new IllegalArgumentException(
          "image: expected sizes of less than 2 GiB, got "
              + height
              + "×"
              + width
              + "×"
              + channels
              + ".");
    }
    return (int) bytes;
  }

  /// {@return the part of an image that begins at a place, which may lie outside: what is outside
  /// is filled}
  static Image window(Image image, int top, int left, int height, int width, int fill) {
    int channels = image.channels();
    byte[] from = image.pixels();
    byte[] to = new byte[bytes(height, width, channels)];
    if (fill != 0) {
      Arrays.fill(to, (byte) fill);
    }
    int firstX = Math.max(0, -left);
    int count = Math.min(width, image.width() - left) - firstX;
    int lastY = Math.min(height, image.height() - top);
    for (int y = Math.max(0, -top); y < lastY && count > 0; y++) {
      System.arraycopy(
          from,
          ((top + y) * image.width() + left + firstX) * channels,
          to,
          (y * width + firstX) * channels,
          count * channels);
    }
    return new Image(height, width, channels, to);
  }

  /// {@return the image with a square of one value, as much of it as lies within}
  static Image filled(Image image, int top, int left, int size, int fill) {
    int channels = image.channels();
    byte[] to = image.pixels().clone();
    int first = Math.max(0, left);
    int last = Math.min(image.width(), left + size);
    for (int y = Math.max(0, top); y < Math.min(image.height(), top + size); y++) {
      int row = y * image.width();
      Arrays.fill(to, (row + first) * channels, (row + last) * channels, (byte) fill);
    }
    return new Image(image.height(), image.width(), channels, to);
  }

  static Image flippedVertically(Image image) {
    int stride = image.width() * image.channels();
    byte[] from = image.pixels();
    byte[] to = new byte[from.length];
    for (int y = 0; y < image.height(); y++) {
      System.arraycopy(from, y * stride, to, to.length - (y + 1) * stride, stride);
    }
    return new Image(image.height(), image.width(), image.channels(), to);
  }

  static Image flippedHorizontally(Image image) {
    int channels = image.channels();
    int stride = image.width() * channels;
    byte[] from = image.pixels();
    byte[] to = new byte[from.length];
    if (channels == 1) {
      for (int row = 0; row < from.length; row += stride) {
        int last = row + stride - 1;
        for (int x = 0; x < stride; x++) {
          to[row + x] = from[last - x];
        }
      }
    } else {
      for (int row = 0; row < from.length; row += stride) {
        int source = row + stride - channels;
        for (int x = row; x < row + stride; x += channels) {
          for (int channel = 0; channel < channels; channel++) {
            to[x + channel] = from[source + channel];
          }
          source -= channels;
        }
      }
    }
    return new Image(image.height(), image.width(), channels, to);
  }

  /// {@return the image turned about its middle, each pixel made of the four under it}
  ///
  /// @param radians to the left
  static Image turned(Image image, double radians, int fill) {
    int height = image.height();
    int width = image.width();
    int channels = image.channels();
    byte[] from = image.pixels();
    byte[] to = new byte[from.length];
    double sine = StrictMath.sin(radians);
    double cosine = StrictMath.cos(radians);
    double middleY = (height - 1) / 2.0;
    double middleX = (width - 1) / 2.0;
    int at = 0;
    for (int y = 0; y < height; y++) {
      double rowX = middleX - cosine * middleX - sine * (y - middleY);
      double rowY = middleY - sine * middleX + cosine * (y - middleY);
      for (int x = 0; x < width; x++) {
        double sourceX = rowX + cosine * x;
        double sourceY = rowY + sine * x;
        int x0 = (int) Math.floor(sourceX);
        int y0 = (int) Math.floor(sourceY);
        // Weights of 8 bits: enough for pixels of 8 bits.
        int partX = (int) ((sourceX - x0) * 256);
        int partY = (int) ((sourceY - y0) * 256);
        int corner = (y0 * width + x0) * channels;
        boolean left = x0 >= 0 && x0 < width;
        boolean right = x0 >= -1 && x0 < width - 1;
        boolean above = y0 >= 0 && y0 < height;
        boolean below = y0 >= -1 && y0 < height - 1;
        int stride = width * channels;
        for (int channel = 0; channel < channels; channel++) {
          int place = corner + channel;
          int a = above && left ? from[place] & 0xff : fill;
          int b = above && right ? from[place + channels] & 0xff : fill;
          int c = below && left ? from[place + stride] & 0xff : fill;
          int d = below && right ? from[place + stride + channels] & 0xff : fill;
          int upper = (a << 8) + (b - a) * partX;
          int lower = (c << 8) + (d - c) * partX;
          to[at++] = (byte) (((upper << 8) + (lower - upper) * partY + (1 << 15)) >> 16);
        }
      }
    }
    return new Image(height, width, channels, to);
  }
}
