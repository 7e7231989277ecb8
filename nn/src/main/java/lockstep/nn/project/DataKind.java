package lockstep.nn.project;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What data is.
public enum DataKind {
  /// It is found out.
  DETECT,
  /// A folder of image files, a folder for each class.
  IMAGES,
  /// Files as MNIST has them.
  IDX,
  /// Files as CIFAR has them.
  CIFAR,
  /// A table of rows with a column to foretell.
  TABLE,
  /// Rows in the order of time.
  SERIES,
  /// Text to go on with.
  TEXT,
  /// Texts that each have a class.
  LABELLED_TEXT,
  /// A folder of WAV files.
  SOUNDS,
  /// Points with a few numbers.
  POINTS,
  /// Sequences of tokens.
  TOKENS;

  /// {@return its name as it is spelled}
  public String text() {
    return this == DETECT ? "auto" : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// {@return whether samples are pictures}
  public boolean isPictures() {
    return switch (this) {
      case IMAGES, IDX, CIFAR -> true;
      case DETECT, TABLE, SERIES, TEXT, LABELLED_TEXT, SOUNDS, POINTS, TOKENS -> false;
    };
  }

  /// {@return whether its form is that of a text file}
  boolean isTextFile() {
    return switch (this) {
      case TABLE, SERIES, TEXT, LABELLED_TEXT -> true;
      case DETECT, IMAGES, IDX, CIFAR, SOUNDS, POINTS, TOKENS -> false;
    };
  }

  /// {@return the kind of that name}
  ///
  /// @throws IllegalArgumentException if there is none, with the names there are
  public static DataKind of(String name) {
    return Names.find("kind", name, Arrays.asList(values()), DataKind::text);
  }

  /// {@return all names, for help}
  public static String all() {
    return Arrays.stream(values()).map(DataKind::text).collect(Collectors.joining(", "));
  }
}
