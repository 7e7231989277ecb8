package lockstep.nn.data.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.CsvForm;
import lockstep.nn.data.file.Utf8File;

/// Where texts and their labels come from.
sealed interface TextSource {

  int size();

  String text(int index);

  String label(int index);

  String origin(int index);

  /// Two columns of a table.
  record Table(Csv table, int textColumn, int labelColumn) implements TextSource {

    @Override
    public int size() {
      return table.size();
    }

    @Override
    public String text(int index) {
      return table.cell(index, textColumn);
    }

    @Override
    public String label(int index) {
      return table.cell(index, labelColumn).strip();
    }

    @Override
    public String origin(int index) {
      return table.origin(index);
    }
  }

  /// Lines of a label, a tab and a text.
  record Tabbed(TextLines lines, int first) implements TextSource {

    static Tabbed of(TextLines lines, CsvForm.Header header) {
      boolean headed =
          switch (header) {
            case PRESENT -> true;
            case ABSENT -> false;
            case DETECT -> onlyOnFirst(lines);
          };
      if (headed && lines.size() == 1) {
        throw new DataException(lines.name(), "expected texts, found only a header.");
      }
      return new Tabbed(lines, headed ? 1 : 0);
    }

    private static boolean onlyOnFirst(TextLines lines) {
      String label = lines.beforeTab(0);
      for (int i = 1; i < lines.size(); i++) {
        if (lines.beforeTab(i).equals(label)) {
          return false;
        }
      }
      return lines.size() > 2;
    }

    @Override
    public int size() {
      return lines.size() - first;
    }

    @Override
    public String text(int index) {
      return lines.afterTab(first + index);
    }

    @Override
    public String label(int index) {
      return lines.beforeTab(first + index).strip();
    }

    @Override
    public String origin(int index) {
      return lines.origin(first + index);
    }
  }

  /// Files in folders that are called as their class.
  record Folders(List<Path> files) implements TextSource {

    static Folders of(Path root) {
      var files = new ArrayList<Path>();
      for (Path folder : sorted(root, Files::isDirectory)) {
        files.addAll(sorted(folder, Folders::isText));
      }
      if (files.isEmpty()) {
        throw new DataException(
            root.toString(), "expected a folder for each class with .txt files in it, found none.");
      }
      return new Folders(files);
    }

    private static boolean isText(Path file) {
      return file.toString().endsWith(".txt") && Files.isRegularFile(file);
    }

    private static List<Path> sorted(Path folder, Predicate<Path> kept) {
      try (Stream<Path> found = Files.list(folder)) {
        return found.filter(kept).sorted().toList();
      } catch (IOException | UncheckedIOException e) {
        throw new DataException(
            folder.toString(),
            "expected a folder that can be read, found " + e + ". Check path and permissions.",
            e);
      }
    }

    @Override
    public int size() {
      return files.size();
    }

    @Override
    public String text(int index) {
      return Utf8File.read(files.get(index), origin(index)).text();
    }

    @Override
    public String label(int index) {
      Path file = files.get(index);
      return String.valueOf(file.getName(file.getNameCount() - 2));
    }

    @Override
    public String origin(int index) {
      return label(index) + "/" + files.get(index).getFileName();
    }
  }
}
