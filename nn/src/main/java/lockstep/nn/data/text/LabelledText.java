package lockstep.nn.data.text;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.CsvForm;
import lockstep.nn.data.file.Quoted;
import lockstep.nn.data.file.Utf8File;

/// Texts that each have a class. Classes are numbered by their names in order.
///
/// {@snippet :
/// LabelledText train = LabelledText.csv(Path.of("train.csv"), "text", "category");
/// LabelledText test =
///     LabelledText.csv(Path.of("test.csv"), "text", "category").numberedBy(train.labels());
/// }
public final class LabelledText implements Dataset {

  /// More are a mistake: texts taken for labels.
  private static final int MOST_LABELS = 10_000;

  private final TextSource source;
  private final List<String> labels;
  private final int[] classes;

  private LabelledText(TextSource source, List<String> labels) {
    this.source = source;
    this.labels = labels;
    this.classes = new int[source.size()];
    Map<String, Integer> numbers = new HashMap<>();
    for (String label : labels) {
      numbers.put(label, numbers.size());
    }
    for (int i = 0; i < classes.length; i++) {
      Integer number = numbers.get(source.label(i));
      if (number == null) {
        throw new DataException(
            source.origin(i),
            "expected one of the "
                + labels.size()
                + " labels of the training data, found "
                + Quoted.of(source.label(i))
                + ". Correct it, or train with it.");
      }
      classes[i] = number;
    }
  }

  private static LabelledText of(TextSource source) {
    var found = new TreeSet<String>();
    for (int i = 0; i < source.size(); i++) {
      String label = source.label(i);
      if (label.isEmpty()) {
        throw new DataException(source.origin(i), "expected a label, found nothing. Add one.");
      }
      if (found.add(label) && found.size() > MOST_LABELS) {
        throw new DataException(
            source.origin(i),
            "expected at most "
                + MOST_LABELS
                + " labels, found more. Check which column holds them.");
      }
    }
    return new LabelledText(source, List.copyOf(found));
  }

  /// {@return the texts and labels in two columns of a table}
  ///
  /// @throws DataException if it cannot be read, or lacks a column or a label
  public static LabelledText csv(Path file, String text, String label) {
    return csv(Csv.read(file, CsvForm.detect().withHeader()), text, label);
  }

  /// {@return the texts and labels in two columns of a table}
  public static LabelledText csv(Csv table, String text, String label) {
    return of(new TextSource.Table(table, table.column(text), table.column(label)));
  }

  /// {@return the texts of lines that are a label, a tab and a text}
  ///
  /// @throws DataException if it cannot be read, or a line has no tab or no label
  public static LabelledText tabSeparated(Path file, CsvForm.Header header) {
    return tabSeparated(Utf8File.read(file), header);
  }

  /// {@return the texts of lines that are a label, a tab and a text}
  ///
  /// @param header whether the first line is none of them; it is found out by its label, which is
  ///   on no other line
  public static LabelledText tabSeparated(Utf8File file, CsvForm.Header header) {
    return of(TextSource.Tabbed.of(new TextLines(file), header));
  }

  /// {@return the `.txt` files of a folder that has a folder for each class}
  ///
  /// @throws DataException if there is none, or a file cannot be read when its turn comes
  public static LabelledText folders(Path root) {
    return of(TextSource.Folders.of(root));
  }

  /// {@return these texts with classes numbered as in another data set}
  ///
  /// @throws DataException if a label is none of those
  public LabelledText numberedBy(List<String> known) {
    return new LabelledText(source, List.copyOf(known));
  }

  @Override
  public int size() {
    return classes.length;
  }

  @Override
  public Sample get(int index) {
    return new Sample(new Text(source.text(index)), target(index), source.origin(index));
  }

  @Override
  public Tokens target(int index) {
    return Tokens.one(classes[index]);
  }

  @Override
  public List<String> labels() {
    return labels;
  }
}
