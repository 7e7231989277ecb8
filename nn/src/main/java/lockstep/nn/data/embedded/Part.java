package lockstep.nn.data.embedded;

import java.util.Objects;
import lockstep.nn.data.Draw;

/// The part of a data set that a sample belongs to. Parts share no random number.
enum Part {
  TRAIN("train", 0),
  TEST("test", 1);

  private final String title;
  private final int stream;

  Part(String title, int stream) {
    this.title = title;
    this.stream = stream;
  }

  /// {@return the random numbers of a sample}
  ///
  /// @param salt another for each use, so that no two uses of one seed share numbers
  Draw draw(long seed, long salt, int index) {
    return new Draw(seed ^ salt, stream, index);
  }

  /// {@return the index, checked}
  static int inside(int index, int size) {
    return Objects.checkIndex(index, size);
  }

  /// {@return where a sample came from, for people}
  String origin(String data, int index) {
    return data + " " + title + " " + index;
  }
}
