package lockstep.nn.data;

/// A picture: rows of pixels, channels innermost, 0 to 255.
public final class Image implements Item {

  private final int height;
  private final int width;
  private final int channels;
  private final byte[] pixels;

  /// Takes the array as it is.
  ///
  /// @param channels 1 for grey, 2 with alpha, 3 for red, green and blue, 4 with alpha
  /// @throws IllegalArgumentException if there are more or fewer pixels
  public Image(int height, int width, int channels, byte[] pixels) {
    if (height < 1 || width < 1 || channels < 1 || channels > 4) {
      throw new IllegalArgumentException(
          "image: expected sizes of 1 or more and 1 to 4 channels, got "
              + size(height, width, channels)
              + ".");
    }
    if (pixels.length != (long) height * width * channels) {
      throw new IllegalArgumentException(
          "image: expected "
              + (long) height * width * channels
              + " bytes for "
              + size(height, width, channels)
              + ", got "
              + pixels.length
              + ".");
    }
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.pixels = pixels;
  }

  /// {@return the rows}
  public int height() {
    return height;
  }

  /// {@return the columns}
  public int width() {
    return width;
  }

  /// {@return the numbers a pixel has}
  public int channels() {
    return channels;
  }

  /// {@return the pixels themselves, not a copy}
  public byte[] pixels() {
    return pixels;
  }

  /// {@return a channel of a pixel, 0 to 255}
  public int at(int y, int x, int channel) {
    return pixels[(y * width + x) * channels + channel] & 0xff;
  }

  @Override
  public String describe() {
    return "image " + size(height, width, channels);
  }

  private static String size(int height, int width, int channels) {
    return height + "×" + width + "×" + channels;
  }
}
