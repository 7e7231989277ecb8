package lockstep.nn.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.CsvForm;
import lockstep.nn.data.text.LabelledText;

/// Texts with classes: a table with a column of each, lines of a label, a tab and a text, or
/// folders of `.txt` files.
final class LabelledTexts {

  private LabelledTexts() {}

  static Source open(Place place, Wanted wanted) {
    TaskKind task = Source.task(wanted, "labelled texts", TaskKind.CLASSIFICATION);
    Path file = file(place.path(), "train.csv");
    LabelledText all = read(file, wanted.target());
    Path test = place.path().resolve("test.csv");
    Parts parts =
        Files.isRegularFile(test)
            ? Parts.of(
                all,
                read(test, wanted.target()).numberedBy(all.labels()),
                place.name(),
                wanted.seed())
            : Parts.of(all, place.name(), wanted.seed());
    int count = parts.train().size() + parts.validation().size() + parts.test().size();
    return new Source(
        place.name(),
        new Purpose(wanted.kind(DataKind.LABELLED_TEXT).task(task), new Details.Plain()),
        place.name()
            + " is "
            + BuiltIn.count(count)
            + " texts in "
            + Source.classes(all.labels())
            + "; the task is classification.",
        parts.train(),
        parts.validation(),
        parts.test(),
        List.of());
  }

  static Dataset toJudge(Place place, Wanted own, List<String> labels) {
    return read(file(place.path(), "test.csv"), own.target()).numberedBy(labels);
  }

  /// The table in a folder that has one.
  private static Path file(Path path, String inside) {
    Path file = path.resolve(inside);
    return Files.isRegularFile(file) ? file : path;
  }

  private static LabelledText read(Path file, String label) {
    if (Files.isDirectory(file)) {
      return LabelledText.folders(file);
    }
    String name = Place.nameOf(file);
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      Csv table = Csv.read(file);
      var columns =
          TextFileKind.textColumns(table, label)
              .orElseThrow(() ->
                  new DataException(
                      file.toString(),
                      "expected a column of sentences and one of their labels, found "
                          + table.names()
                          + ". Name the label's column with --target."));
      return LabelledText.csv(table, columns.text(), columns.label());
    }
    return LabelledText.tabSeparated(file, CsvForm.Header.DETECT);
  }
}
