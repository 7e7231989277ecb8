package lockstep.nn.data.image.format;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import lockstep.nn.data.Image;

/// How a camera was held, as EXIF counts it: 1 is upright, and 2 to 8 are the other ways to turn
/// and mirror a rectangle.
public final class Orientation {

  /// No turn is needed.
  public static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int ENTRY = 12;

  private Orientation() {}

  /// {@return what a TIFF header and its first directory say; upright where they are damaged, for
  /// the pixels are whole all the same}
  public static int of(byte[] bytes, int from, int length) {
    try {
      ByteBuffer tiff = ByteBuffer.wrap(bytes, from, length).slice();
      short order = tiff.getShort();
      if (order == 0x4949) {
        tiff.order(ByteOrder.LITTLE_ENDIAN);
      } else if (order != 0x4D4D) {
        return UPRIGHT;
      }
      int directory = tiff.getInt(4);
      if (directory < 0 || directory > length - 2) {
        return UPRIGHT;
      }
      tiff.position(directory);
      for (int entries = tiff.getShort() & 0xffff; entries > 0; entries--) {
        if ((tiff.getShort(tiff.position()) & 0xffff) == TAG) {
          int found = tiff.getShort(tiff.position() + 8);
          return found >= 1 && found <= 8 ? found : UPRIGHT;
        }
        tiff.position(Math.min(tiff.position() + ENTRY, tiff.limit()));
      }
      return UPRIGHT;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      return UPRIGHT;
    }
  }

  /// {@return the image upright}
  public static Image upright(Image image, int orientation) {
    if (orientation == UPRIGHT) {
      return image;
    }
    int height = image.height();
    int width = image.width();
    int channels = image.channels();
    boolean swapped = orientation >= 5;
    boolean fromRight =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean fromBelow =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    // A step to the right in the result is one along a row or a column of the source.
    int column = (fromRight ? -1 : 1) * channels;
    int row = (fromBelow ? -1 : 1) * width * channels;
    int first = ((fromBelow ? height - 1 : 0) * width + (fromRight ? width - 1 : 0)) * channels;
    int right = swapped ? row : column;
    int down = swapped ? column : row;
    int newHeight = swapped ? width : height;
    int newWidth = swapped ? height : width;
    byte[] from = image.pixels();
    byte[] to = new byte[from.length];
    int at = 0;
    for (int y = 0; y < newHeight; y++) {
      int source = first + y * down;
      for (int x = 0; x < newWidth; x++) {
        for (int channel = 0; channel < channels; channel++) {
          to[at++] = from[source + channel];
        }
        source += right;
      }
    }
    return new Image(newHeight, newWidth, channels, to);
  }
}
