package lockstep.nn.data.image;

import lockstep.nn.data.Image;

/// Images whose pixels are others, not elsewhere. Alpha stays as it is.
final class Colours {

  private Colours() {}

  /// {@return how light a colour is: ITU-R 601 luma}
  static int luma(int red, int green, int blue) {
    return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
  }

  static boolean hasAlpha(Image image) {
    return image.channels() == 2 || image.channels() == 4;
  }

  static Image grey(Image image) {
    if (image.channels() < 3) {
      return image;
    }
    int channels = image.channels();
    byte[] from = image.pixels();
    byte[] to = new byte[from.length / channels * (channels - 2)];
    int at = 0;
    for (int i = 0; i < from.length; i += channels) {
      to[at++] = (byte) luma(from[i] & 0xff, from[i + 1] & 0xff, from[i + 2] & 0xff);
      if (channels == 4) {
        to[at++] = from[i + 3];
      }
    }
    return new Image(image.height(), image.width(), channels - 2, to);
  }

  static Image coloured(Image image) {
    if (image.channels() > 2) {
      return image;
    }
    int channels = image.channels();
    byte[] from = image.pixels();
    byte[] to = new byte[Canvas.bytes(image.height(), image.width(), channels + 2)];
    int at = 0;
    for (int i = 0; i < from.length; i += channels) {
      to[at] = from[i];
      to[at + 1] = from[i];
      to[at + 2] = from[i];
      if (channels == 2) {
        to[at + 3] = from[i + 1];
      }
      at += channels + 2;
    }
    return new Image(image.height(), image.width(), channels + 2, to);
  }

  /// {@return the image as it looks before a colour}
  static Image over(Image image, int red, int green, int blue) {
    if (!hasAlpha(image)) {
      return image;
    }
    int channels = image.channels();
    int[] behind =
        channels == 4 ? new int[] {red, green, blue} : new int[] {luma(red, green, blue)};
    byte[] from = image.pixels();
    byte[] to = new byte[from.length / channels * (channels - 1)];
    int at = 0;
    for (int i = 0; i < from.length; i += channels) {
      int alpha = from[i + channels - 1] & 0xff;
      for (int channel = 0; channel < channels - 1; channel++) {
        int sum = (from[i + channel] & 0xff) * alpha + behind[channel] * (255 - alpha);
        to[at++] = (byte) ((sum + 127) / 255);
      }
    }
    return new Image(image.height(), image.width(), channels - 1, to);
  }

  /// {@return the image with each value but alpha replaced by what the table says}
  static Image mapped(Image image, byte[] table) {
    byte[] from = image.pixels();
    byte[] to = new byte[from.length];
    int channels = image.channels();
    int alpha = hasAlpha(image) ? channels - 1 : channels;
    int channel = 0;
    for (int i = 0; i < from.length; i++) {
      to[i] = channel == alpha ? from[i] : table[from[i] & 0xff];
      channel = channel + 1 == channels ? 0 : channel + 1;
    }
    return new Image(image.height(), image.width(), channels, to);
  }

  /// {@return the image with each value that far from a middle}
  static Image spread(Image image, double middle, double factor) {
    byte[] table = new byte[256];
    for (int value = 0; value < table.length; value++) {
      table[value] = rounded(middle + (value - middle) * factor);
    }
    return mapped(image, table);
  }

  /// {@return how light an image is on the whole}
  static double lightness(Image image) {
    int channels = image.channels();
    byte[] pixels = image.pixels();
    long sum = 0;
    for (int i = 0; i < pixels.length; i += channels) {
      sum +=
          channels < 3
              ? pixels[i] & 0xff
              : luma(pixels[i] & 0xff, pixels[i + 1] & 0xff, pixels[i + 2] & 0xff);
    }
    return (double) sum / ((long) image.height() * image.width());
  }

  /// {@return the image with its colours that far from grey}
  static Image saturated(Image image, float factor) {
    int channels = image.channels();
    if (channels < 3) {
      return image;
    }
    byte[] to = image.pixels().clone();
    for (int i = 0; i < to.length; i += channels) {
      int grey = luma(to[i] & 0xff, to[i + 1] & 0xff, to[i + 2] & 0xff);
      for (int channel = 0; channel < 3; channel++) {
        to[i + channel] = rounded(grey + ((to[i + channel] & 0xff) - grey) * factor);
      }
    }
    return new Image(image.height(), image.width(), channels, to);
  }

  /// {@return the image with its colours moved around the colour circle}
  ///
  /// @param turn of a whole round
  static Image hueTurned(Image image, float turn) {
    int channels = image.channels();
    if (channels < 3) {
      return image;
    }
    byte[] to = image.pixels().clone();
    for (int i = 0; i < to.length; i += channels) {
      turnHue(to, i, turn * 6);
    }
    return new Image(image.height(), image.width(), channels, to);
  }

  /// @param turn in sixths of the circle: red, yellow, green, cyan, blue, magenta
  private static void turnHue(byte[] pixels, int at, float turn) {
    int red = pixels[at] & 0xff;
    int green = pixels[at + 1] & 0xff;
    int blue = pixels[at + 2] & 0xff;
    int most = Math.max(red, Math.max(green, blue));
    int least = Math.min(red, Math.min(green, blue));
    if (most == least) {
      return;
    }
    float chroma = most - least;
    float hue;
    if (most == red) {
      hue = (green - blue) / chroma;
    } else if (most == green) {
      hue = 2 + (blue - red) / chroma;
    } else {
      hue = 4 + (red - green) / chroma;
    }
    float turned = (hue + turn + 12) % 6;
    pixels[at] = rounded(least + chroma * share(turned, 3));
    pixels[at + 1] = rounded(least + chroma * share(turned, 5));
    pixels[at + 2] = rounded(least + chroma * share(turned, 1));
  }

  /// {@return how much of a primary colour there is, 0 to 1, at a place of the circle}
  ///
  /// @param opposite the middle of where there is none: 3 for red, 5 for green, 1 for blue
  private static float share(float hue, int opposite) {
    float distance = Math.abs(hue - opposite);
    float around = Math.min(distance, 6 - distance);
    return Math.clamp(around - 1, 0f, 1f);
  }

  static byte rounded(double value) {
    return (byte) Math.clamp((int) (value + 0.5), 0, 255);
  }
}
