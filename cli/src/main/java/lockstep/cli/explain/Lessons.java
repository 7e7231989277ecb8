package lockstep.cli.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All lessons, found by any of their names.
///
/// In a file a line `## …` begins a group, `# name: other, names` a lesson.
public final class Lessons {

  private static final List<String> FILES =
      List.of("training.txt", "losses.txt", "layers.txt", "activations.txt", "figures.txt");

  private final List<Lesson> all;
  private final Map<String, Lesson> byKey = new LinkedHashMap<>();

  private Lessons(List<Lesson> all) {
    this.all = List.copyOf(all);
    for (Lesson lesson : all) {
      for (String name : lesson.names()) {
        Lesson other = byKey.putIfAbsent(key(name), lesson);
        if (other != null && !other.equals(lesson)) {
          throw new IllegalStateException(
              "two lessons named " + name + ": " + lesson.name() + ", " + other.name());
        }
      }
    }
  }

  /// {@return those of this program}
  public static Lessons ofThisProgram() {
    var all = new ArrayList<Lesson>();
    FILES.forEach(file -> all.addAll(parse(text(file))));
    return new Lessons(all);
  }

  private static String text(String file) {
    try (InputStream stream = Lessons.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException(file + ": not in this program");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Lesson> parse(String text) {
    var lessons = new ArrayList<Lesson>();
    String group = "";
    List<String> names = List.of();
    var lines = new ArrayList<String>();
    // A last heading ends the last lesson.
    for (String line : (text + "\n## \n").lines().toList()) {
      if (line.startsWith("#") && !names.isEmpty()) {
        lessons.add(new Lesson(group, names, lines));
        names = List.of();
      }
      if (line.startsWith("## ")) {
        group = line.substring(3);
      } else if (line.startsWith("# ")) {
        names = Stream.of(line.substring(2).split("[:,]", -1)).map(String::strip).toList();
        lines.clear();
      } else if (!line.isBlank()) {
        lines.add(line);
      }
    }
    return lessons;
  }

  /// {@return all, group by group}
  public List<Lesson> all() {
    return all;
  }

  /// {@return every name of every lesson; of two that differ by a hyphen the first}
  public List<String> names() {
    var names = new LinkedHashMap<String, String>();
    all.forEach(lesson -> lesson.names().forEach(name -> names.putIfAbsent(key(name), name)));
    return List.copyOf(names.values());
  }

  /// {@return the lesson on a term, however it is spelled: `Conv2d`, `max pool2d`, `dropouts`}
  public Optional<Lesson> find(String term) {
    String key = key(term);
    return Optional.ofNullable(byKey.get(key))
        .or(() ->
            key.endsWith("s")
                ? Optional.ofNullable(byKey.get(key.substring(0, key.length() - 1)))
                : Optional.empty());
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
