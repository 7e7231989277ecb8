package lockstep.nn.data.image;

import java.util.Arrays;
import lockstep.nn.data.Image;

/// Images of other sizes.
///
/// Bilinear is done along rows, then along columns, each time rounded to 8 bits, with weights of
/// whole numbers: the same bits everywhere.
final class Resampling {

  /// Bits of fraction of a weight: 8 of the pixel, 22, and 2 for the sign and an overshoot.
  private static final int FRACTION = 22;

  private Resampling() {}

  static Image resize(Image image, int height, int width, Smoothing smoothing) {
    if (height == image.height() && width == image.width()) {
      return image;
    }
    return switch (smoothing) {
      case NEAREST -> nearest(image, height, width);
      case BILINEAR -> columns(rows(image, width), height);
    };
  }

  private static Image nearest(Image image, int height, int width) {
    int channels = image.channels();
    byte[] from = image.pixels();
    byte[] to = new byte[Canvas.bytes(height, width, channels)];
    int[] source = new int[width];
    for (int x = 0; x < width; x++) {
      source[x] = nearest(x, width, image.width()) * channels;
    }
    int at = 0;
    for (int y = 0; y < height; y++) {
      int row = nearest(y, height, image.height()) * image.width() * channels;
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          to[at++] = from[row + source[x] + channel];
        }
      }
    }
    return new Image(height, width, channels, to);
  }

  /// {@return the source pixel under the middle of pixel `at` of `size`}
  private static int nearest(int at, int size, int sourceSize) {
    return (int) ((2L * at + 1) * sourceSize / (2L * size));
  }

  private static Image rows(Image image, int width) {
    if (width == image.width()) {
      return image;
    }
    var weights = new Weights(image.width(), width);
    int channels = image.channels();
    int stride = image.width() * channels;
    byte[] from = image.pixels();
    byte[] to = new byte[Canvas.bytes(image.height(), width, channels)];
    int at = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++) {
        int first = y * stride + weights.first[x] * channels;
        for (int channel = 0; channel < channels; channel++) {
          int sum = 1 << (FRACTION - 1);
          int source = first + channel;
          for (int k = weights.start[x]; k < weights.start[x + 1]; k++) {
            sum += (from[source] & 0xff) * weights.of[k];
            source += channels;
          }
          to[at++] = rounded(sum);
        }
      }
    }
    return new Image(image.height(), width, channels, to);
  }

  private static Image columns(Image image, int height) {
    if (height == image.height()) {
      return image;
    }
    var weights = new Weights(image.height(), height);
    int stride = image.width() * image.channels();
    byte[] from = image.pixels();
    byte[] to = new byte[Canvas.bytes(height, image.width(), image.channels())];
    int[] sums = new int[stride];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, 1 << (FRACTION - 1));
      int source = weights.first[y] * stride;
      for (int k = weights.start[y]; k < weights.start[y + 1]; k++) {
        int weight = weights.of[k];
        for (int i = 0; i < stride; i++) {
          sums[i] += (from[source + i] & 0xff) * weight;
        }
        source += stride;
      }
      for (int i = 0; i < stride; i++) {
        to[y * stride + i] = rounded(sums[i]);
      }
    }
    return new Image(height, image.width(), image.channels(), to);
  }

  private static byte rounded(int sum) {
    return (byte) Math.clamp(sum >> FRACTION, 0, 255);
  }

  /// What each source pixel counts along one axis: a triangle over the middle of the new pixel, as
  /// wide as a new pixel on either side, or a source pixel where that is wider.
  private static final class Weights {

    private final int[] first;
    private final int[] start;
    private final int[] of;

    Weights(int sourceSize, int size) {
      double scale = (double) sourceSize / size;
      double reach = Math.max(1, scale);
      int most = (int) Math.ceil(reach) * 2 + 1;
      first = new int[size];
      start = new int[size + 1];
      int[] all = new int[Math.multiplyExact(size, Math.min(most, sourceSize))];
      double[] some = new double[most];
      for (int i = 0; i < size; i++) {
        double middle = (i + 0.5) * scale;
        int from = Math.max(0, (int) (middle - reach + 0.5));
        int to = Math.min(sourceSize, (int) (middle + reach + 0.5));
        double sum = 0;
        for (int k = from; k < to; k++) {
          some[k - from] = Math.max(0, 1 - Math.abs((k - middle + 0.5) / reach));
          sum += some[k - from];
        }
        first[i] = from;
        start[i + 1] = start[i] + to - from;
        for (int k = 0; k < to - from; k++) {
          all[start[i] + k] = (int) (0.5 + some[k] / sum * (1 << FRACTION));
        }
      }
      of = all;
    }
  }
}
