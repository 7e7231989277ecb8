package lockstep.nn.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Nearest;

/// Where data lies, and what kind it is by the looks of it.
///
/// @param name the file's or folder's, without ending
record Place(String name, Path path, DataKind kind) {

  static final Pattern IDX_IMAGES =
      Pattern.compile("(.*-)?images[.-]idx[34]-ubyte(\\.gz)?|.*\\.idx[34](\\.gz)?");

  private static final Pattern CIFAR_FILE = Pattern.compile("(data|test)_batch(_\\d+)?\\.bin");
  private static final Pattern PICTURE = Pattern.compile(".*\\.(png|jpe?g|jpe|gif|bmp)");
  private static final Pattern SOUND = Pattern.compile(".*\\.wav");
  private static final Pattern TEXT = Pattern.compile(".*\\.txt");

  /// So many files tell what a folder is.
  private static final int LOOKED_AT = 20_000;

  private static final int DEPTH = 4;

  /// Finds data, and its kind unless that is given.
  static Place of(Wanted wanted) {
    String data = wanted.data();
    Path path = Path.of(data).toAbsolutePath().normalize();
    if (data.isEmpty() || !Files.exists(path)) {
      throw new DataException(
          data,
          "expected a file, a folder or one of "
              + String.join(", ", BuiltIn.names())
              + ", found nothing of that name."
              + Nearest.hint(data, BuiltIn.names())
              + (data.contains("/") ? " Check the path." : ""));
    }
    DataKind kind = wanted.kind() == DataKind.DETECT ? detected(path) : wanted.kind();
    if (kind.isTextFile() && Files.isDirectory(path) && kind != DataKind.LABELLED_TEXT) {
      throw new DataException(
          data, "expected a file of the kind " + kind.text() + ", found a folder. Name the file.");
    }
    if ((kind == DataKind.IMAGES || kind == DataKind.SOUNDS) && !Files.isDirectory(path)) {
      throw new DataException(
          data,
          "expected a folder of "
              + kind.text()
              + ", found a single file. Name the folder it lies"
              + " in.");
    }
    return new Place(nameOf(path).replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,5}$", ""), path, kind);
  }

  static DataException onlyBuiltIn(DataKind kind) {
    return new DataException(
        kind.text(), "expected built-in data for this kind: spirals has points, echo has tokens.");
  }

  private static DataKind detected(Path path) {
    return Files.isDirectory(path) ? ofFolder(path) : ofFile(path);
  }

  private static DataKind ofFolder(Path folder) {
    if (!inside(folder, IDX_IMAGES).isEmpty()) {
      return DataKind.IDX;
    }
    boolean hundred =
        Files.isRegularFile(folder.resolve("train.bin"))
            && Files.isRegularFile(folder.resolve("test.bin"));
    if (hundred || !inside(folder, CIFAR_FILE).isEmpty()) {
      return DataKind.CIFAR;
    }
    if (Files.isRegularFile(folder.resolve("train.csv"))) {
      return TextFileKind.of(folder.resolve("train.csv"));
    }
    return mostOf(folder);
  }

  private static DataKind mostOf(Path folder) {
    Map<DataKind, Integer> counts = new EnumMap<>(DataKind.class);
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      files
          .limit(LOOKED_AT)
          .map(file -> nameOf(file).toLowerCase(Locale.ROOT))
          .forEach(name -> {
            if (PICTURE.matcher(name).matches()) {
              counts.merge(DataKind.IMAGES, 1, Integer::sum);
            } else if (SOUND.matcher(name).matches()) {
              counts.merge(DataKind.SOUNDS, 1, Integer::sum);
            } else if (TEXT.matcher(name).matches()) {
              counts.merge(DataKind.LABELLED_TEXT, 1, Integer::sum);
            }
          });
    } catch (IOException e) {
      throw unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw unreadable(folder, e);
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow(() ->
            new DataException(
                folder.toString(),
                "expected pictures, WAV files, .txt files in folders, idx files or train.csv, found"
                    + " none. Is it the right folder?"));
  }

  private static DataKind ofFile(Path file) {
    String name = nameOf(file).toLowerCase(Locale.ROOT);
    if (IDX_IMAGES.matcher(name).matches()) {
      return DataKind.IDX;
    }
    if (CIFAR_FILE.matcher(name).matches()) {
      return DataKind.CIFAR;
    }
    if (PICTURE.matcher(name).matches()) {
      return DataKind.IMAGES;
    }
    if (SOUND.matcher(name).matches()) {
      return DataKind.SOUNDS;
    }
    return TextFileKind.of(file);
  }

  /// The files of a folder with such names, in their order.
  static List<Path> inside(Path folder, Pattern name) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name.matcher(nameOf(file)).matches() && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "root" : name.toString();
  }

  static DataException unreadable(Path path, Exception e) {
    return new DataException(
        path.toString(),
        "expected to read it, got " + e + ". Check the path and its permissions.",
        e);
  }
}
