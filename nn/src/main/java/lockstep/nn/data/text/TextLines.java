package lockstep.nn.data.text;

import lockstep.nn.data.DataException;
import lockstep.nn.data.file.Utf8File;

/// The lines of a file that are not empty, found again by their offset.
final class TextLines {

  private final Utf8File file;
  private final int[] starts;

  TextLines(Utf8File file) {
    this.file = file;
    int count = 0;
    for (int at = skipEmpty(file.start()); at < file.end(); at = skipEmpty(end(at))) {
      count++;
    }
    if (count == 0) {
      throw new DataException(file.name(), "expected lines of text, found none.");
    }
    this.starts = new int[count];
    int next = 0;
    for (int at = skipEmpty(file.start()); at < file.end(); at = skipEmpty(end(at))) {
      starts[next++] = at;
    }
  }

  private int skipEmpty(int from) {
    int at = from;
    while (at < file.end() && file.endsLine(at)) {
      at++;
    }
    return at;
  }

  private int end(int from) {
    int at = from;
    while (at < file.end() && !file.endsLine(at)) {
      at++;
    }
    return at;
  }

  int size() {
    return starts.length;
  }

  String line(int index) {
    return file.text(starts[index], end(starts[index]));
  }

  /// The part of a line before its first tab.
  ///
  /// @throws DataException if it has none
  String beforeTab(int index) {
    return file.text(starts[index], tab(index));
  }

  String afterTab(int index) {
    return file.text(tab(index) + 1, end(starts[index]));
  }

  private int tab(int index) {
    int at = starts[index];
    while (at < file.end() && !file.endsLine(at)) {
      if (file.at(at) == '\t') {
        return at;
      }
      at++;
    }
    throw new DataException(
        origin(index), "expected a label, a tab and a text, found a line without a tab.");
  }

  String origin(int index) {
    return file.place(starts[index]);
  }

  String name() {
    return file.name();
  }
}
