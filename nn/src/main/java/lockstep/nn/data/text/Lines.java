package lockstep.nn.data.text;

import java.nio.file.Path;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Text;
import lockstep.nn.data.file.Utf8File;

/// The lines of a text file, a sample each; empty ones are skipped. The target is the text itself.
public final class Lines implements Dataset {

  private final TextLines lines;

  private Lines(TextLines lines) {
    this.lines = lines;
  }

  /// {@return the lines of a file}
  ///
  /// @throws lockstep.nn.data.DataException if it cannot be read, is not UTF-8, or has no lines
  public static Lines read(Path file) {
    return of(Utf8File.read(file));
  }

  /// {@return the lines of a file}
  public static Lines of(Utf8File file) {
    return new Lines(new TextLines(file));
  }

  @Override
  public int size() {
    return lines.size();
  }

  @Override
  public Sample get(int index) {
    var text = new Text(lines.line(index));
    return new Sample(text, text, lines.origin(index));
  }
}
