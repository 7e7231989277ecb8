package lockstep.nn.data.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;

/// Image files in folders, one folder for each class: `flowers/rose/7.png`. Without folders the
/// images have no class, and their targets are empty.
///
/// Classes and files are in the order of their names, letter by letter, on every system. Files of
/// other kinds, and those whose names begin with a dot, are left out. Images are decoded when they
/// are asked for.
public final class ImageFolder implements Dataset {

  private static final List<String> ENDINGS =
      List.of(".png", ".jpg", ".jpeg", ".jpe", ".gif", ".bmp");

  private static final int NO_CLASS = -1;

  private final Path root;
  private final List<String> labels;
  private final List<Entry> entries;
  private final List<String> broken;
  private final AtomicReferenceArray<Image> cache;

  private ImageFolder(
      Path root, List<String> labels, List<Entry> entries, List<String> broken, boolean cached) {
    this.root = root;
    this.labels = labels;
    this.entries = entries;
    this.broken = broken;
    cache = new AtomicReferenceArray<>(cached ? entries.size() : 0);
  }

  /// A file.
  ///
  /// @param name from the root on, with slashes
  private record Entry(String name, int target) {}

  /// {@return the images of a folder}
  ///
  /// @throws DataException if there are none
  public static ImageFolder open(Path folder) {
    Map<String, List<String>> classes = classes(folder);
    return of(folder, List.copyOf(classes.keySet()), classes);
  }

  /// {@return the images of the folders `train`, `val` and `test` in a folder, those of them that
  /// are there, under these names; a class has the same number in each}
  ///
  /// @throws DataException if there are none
  public static SequencedMap<String, ImageFolder> parts(Path folder) {
    var found = new LinkedHashMap<String, Map<String, List<String>>>();
    var labels = new TreeSet<String>();
    for (String part : List.of("train", "val", "test")) {
      if (Files.isDirectory(folder.resolve(part))) {
        Map<String, List<String>> classes = classes(folder.resolve(part));
        labels.addAll(classes.keySet());
        found.put(part, classes);
      }
    }
    if (found.isEmpty()) {
      throw new DataException(
          FileBytes.name(folder),
          "expected folders train, val or test, found none. Use open for one data set.");
    }
    var parts = new LinkedHashMap<String, ImageFolder>();
    found.forEach(
        (part, classes) -> parts.put(part, of(folder.resolve(part), List.copyOf(labels), classes)));
    return Collections.unmodifiableSequencedMap(parts);
  }

  private static ImageFolder of(Path root, List<String> labels, Map<String, List<String>> classes) {
    var entries = new ArrayList<Entry>();
    if (classes.isEmpty()) {
      for (String name : files(root, root, 1)) {
        entries.add(new Entry(name, NO_CLASS));
      }
    }
    for (int target = 0; target < labels.size(); target++) {
      for (String name : classes.getOrDefault(labels.get(target), List.of())) {
        entries.add(new Entry(name, target));
      }
    }
    if (entries.isEmpty()) {
      throw new DataException(
          FileBytes.name(root),
          "expected images ("
              + String.join(" ", ENDINGS)
              + ") or folders of them, found none. Is it the right folder?");
    }
    return new ImageFolder(root, labels, List.copyOf(entries), List.of(), false);
  }

  /// {@return the files of each folder that has some}
  private static Map<String, List<String>> classes(Path root) {
    var classes = new TreeMap<String, List<String>>();
    try (Stream<Path> inside = Files.list(root)) {
      for (Path path : inside.toList()) {
        String name = FileBytes.name(path);
        if (Files.isDirectory(path) && !name.startsWith(".")) {
          List<String> files = files(root, path, Integer.MAX_VALUE);
          if (!files.isEmpty()) {
            classes.put(name, files);
          }
        }
      }
    } catch (IOException e) {
      throw FileBytes.unreadable(FileBytes.name(root), e);
    }
    return classes;
  }

  private static List<String> files(Path root, Path folder, int depth) {
    try (Stream<Path> inside = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      return inside
          .filter(ImageFolder::isImage)
          .map(path -> root.relativize(path).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw FileBytes.unreadable(FileBytes.name(folder), e);
    } catch (UncheckedIOException e) {
      throw FileBytes.unreadable(FileBytes.name(folder), e);
    }
  }

  private static boolean isImage(Path path) {
    String name = FileBytes.name(path).toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && ENDINGS.stream().anyMatch(name::endsWith)
        && Files.isRegularFile(path);
  }

  /// {@return these images without the files that cannot be decoded, which {@link #broken} lists;
  /// every file is decoded once now}
  public ImageFolder skipBroken() {
    var whole = new ArrayList<Entry>();
    var damaged = new ArrayList<>(broken);
    for (Entry entry : entries) {
      try {
        decode(entry);
        whole.add(entry);
      } catch (DataException e) {
        damaged.add(String.valueOf(e.getMessage()));
      }
    }
    return new ImageFolder(
        root, labels, List.copyOf(whole), List.copyOf(damaged), cache.length() > 0);
  }

  /// {@return these images, each kept in memory once it was decoded}
  public ImageFolder cached() {
    return new ImageFolder(root, labels, entries, broken, true);
  }

  /// {@return what is wrong with each file that was left out}
  public List<String> broken() {
    return broken;
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Sample get(int index) {
    Entry entry = entries.get(index);
    return new Sample(image(index, entry), target(index), entry.name);
  }

  /// Without decoding the image.
  @Override
  public Tokens target(int index) {
    int target = entries.get(index).target;
    return target == NO_CLASS ? Tokens.of() : Tokens.one(target);
  }

  private Image image(int index, Entry entry) {
    if (cache.length() == 0) {
      return decode(entry);
    }
    Image kept = cache.get(index);
    if (kept == null) {
      kept = decode(entry);
      cache.set(index, kept);
    }
    return kept;
  }

  private Image decode(Entry entry) {
    return ImageDecoder.decode(FileBytes.read(root.resolve(entry.name), entry.name), entry.name);
  }

  @Override
  public List<String> labels() {
    return labels;
  }
}
