package lockstep.nn.data.sound;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Item;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Tokens;
import org.jspecify.annotations.Nullable;

/// WAV files of a folder: a folder for each class, or the class in the name of each file.
///
/// Samples are recordings with a class, in the order of classes, then file names. Recordings stay
/// in memory once read, as long as all files together have less than 256 MiB.
///
/// {@snippet :
/// var all = SoundFolder.named(folder, "{class}_{speaker}_{index}.wav");
/// var test = all.where("index", index -> Integer.parseInt(index) < 5);
/// }
public final class SoundFolder implements Dataset {

  private static final long CACHED = 256L << 20;

  private final Path folder;
  private final List<String> labels;
  private final List<SoundFile> files;
  private final List<String> broken;
  private final boolean cached;
  private final AtomicReferenceArray<@Nullable Sample> samples;

  private SoundFolder(
      Path folder,
      List<String> labels,
      List<SoundFile> files,
      List<String> broken,
      boolean cached) {
    this.folder = folder;
    this.labels = labels;
    this.files = List.copyOf(files);
    this.broken = List.copyOf(broken);
    this.cached = cached;
    samples = new AtomicReferenceArray<>(cached ? files.size() : 0);
  }

  /// {@return the files `class/name.wav` of a folder}
  ///
  /// @throws DataException if there is none
  public static SoundFolder of(Path folder) {
    var files = new ArrayList<SoundFile>();
    for (Path inner : list(folder)) {
      if (Files.isDirectory(inner)) {
        String label = name(inner);
        for (Path file : list(inner)) {
          if (isWav(file)) {
            files.add(new SoundFile(file, label + "/" + name(file), label, Map.of()));
          }
        }
      }
    }
    if (files.isEmpty()) {
      throw new DataException(
          folder.toString(),
          "expected a folder for each class with .wav files in it, found none. Where classes stand"
              + " in file names, give their pattern.");
    }
    return ofFiles(folder, files);
  }

  /// {@return the files of a folder whose names say their class}
  ///
  /// @param pattern such as `{class}_{speaker}_{index}.wav`, with `{class}` in it
  /// @throws DataException if there is no WAV file, or one of another name
  public static SoundFolder named(Path folder, String pattern) {
    var names = new NamePattern(pattern);
    var files = new ArrayList<SoundFile>();
    for (Path file : list(folder)) {
      if (isWav(file)) {
        Optional<Map<String, String>> parts = names.match(name(file));
        Map<String, String> found =
            parts.orElseThrow(() ->
                new DataException(
                    file.toString(),
                    "expected a name like '" + pattern + "'. Rename it or move it away."));
        files.add(new SoundFile(file, name(file), part(found, "class"), found));
      }
    }
    if (files.isEmpty()) {
      throw new DataException(
          folder.toString(), "expected .wav files with names like '" + pattern + "', found none.");
    }
    return ofFiles(folder, files);
  }

  private static SoundFolder ofFiles(Path folder, List<SoundFile> files) {
    List<String> labels = files.stream().map(SoundFile::label).distinct().sorted().toList();
    long bytes = 0;
    for (SoundFile file : files) {
      try {
        bytes += Files.size(file.path());
      } catch (IOException e) {
        throw new DataException(file.path().toString(), "cannot be read: " + e, e);
      }
    }
    return new SoundFolder(folder, labels, files, List.of(), bytes < CACHED);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.sorted().toList();
    } catch (IOException e) {
      throw new DataException(
          folder.toString(), "expected a folder that can be read, got " + e + ".", e);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static boolean isWav(Path path) {
    return name(path).toLowerCase(Locale.ROOT).endsWith(".wav") && Files.isRegularFile(path);
  }

  private static String part(Map<String, String> parts, String name) {
    String value = parts.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "SoundFolder: expected one of the parts "
              + parts.keySet().stream().sorted().toList()
              + ", got '"
              + name
              + "'.");
    }
    return value;
  }

  /// {@return those files of which a part of the name fits; classes stay as they are}
  public SoundFolder where(String part, Predicate<String> fits) {
    return with(
        files.stream().filter(file -> fits.test(part(file.parts(), part))).toList(), broken);
  }

  private SoundFolder with(List<SoundFile> some, List<String> skipped) {
    return new SoundFolder(folder, labels, some, skipped, cached);
  }

  /// {@return those files that can be read; {@link #broken} says what is wrong with the others}
  public SoundFolder skipBroken() {
    var whole = new ArrayList<SoundFile>();
    var wrong = new ArrayList<>(broken);
    var read = new ArrayList<Sample>();
    for (int i = 0; i < size(); i++) {
      try {
        Sample sample = get(i);
        whole.add(files.get(i));
        if (cached) {
          read.add(sample);
        }
      } catch (DataException e) {
        wrong.add(String.valueOf(e.getMessage()));
      }
    }
    SoundFolder rest = with(whole, wrong);
    for (int i = 0; i < read.size(); i++) {
      rest.samples.set(i, read.get(i));
    }
    return rest;
  }

  /// {@return what is wrong with the files that were skipped, a sentence each}
  public List<String> broken() {
    return broken;
  }

  /// {@return the folder}
  public Path folder() {
    return folder;
  }

  /// {@return a part of the name of each sample's file, such as its speaker: what to group by}
  public List<String> parts(String part) {
    return files.stream().map(file -> part(file.parts(), part)).toList();
  }

  /// The class of a sample, without reading its file.
  int classOf(int index) {
    return labels.indexOf(files.get(index).label());
  }

  @Override
  public Item target(int index) {
    return Tokens.one(classOf(index));
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public Sample get(int index) {
    Sample known = cached ? samples.get(index) : null;
    if (known != null) {
      return known;
    }
    SoundFile file = files.get(index);
    Sound sound = Wav.read(file.path());
    var sample = new Sample(sound, target(index), file.origin());
    if (cached) {
      samples.set(index, sample);
    }
    return sample;
  }

  @Override
  public List<String> labels() {
    return labels;
  }
}
