package lockstep.nn.data.image.format;

import lockstep.nn.data.DataException;

/// What is said of files that are not as their format wants them.
public final class Faults {

  /// The largest image that is read.
  public static final int MOST_PIXELS = 1 << 27;

  private Faults() {}

  /// Refuses an image before memory is taken for it.
  ///
  /// @param possible how many pixels a file of that size could hold
  public static void requirePossible(String name, long height, long width, long possible) {
    if (height < 1 || width < 1) {
      throw new DataException(
          name,
          "expected sizes of 1 or more, found "
              + height
              + "×"
              + width
              + ". The file is damaged; make it again or leave it out.");
    }
    if (width > MOST_PIXELS / height) {
      throw new DataException(
          name,
          "expected at most "
              + MOST_PIXELS
              + " pixels, found "
              + height
              + "×"
              + width
              + ". Make the image smaller.");
    }
    if (height * width > possible) {
      throw new DataException(
          name,
          "expected at most "
              + possible
              + " pixels in a file of this size, found "
              + height
              + "×"
              + width
              + ". The file is cut off or damaged; make it again or leave it out.");
    }
  }

  /// {@return what is said of a file that is not as its format wants it}
  public static DataException damaged(String name, int at, String expected, String found) {
    return new DataException(
        name,
        "expected "
            + expected
            + " at byte "
            + at
            + ", found "
            + found
            + ". The file is damaged; make it again or leave it out.");
  }
}
