package lockstep.nn.data.sound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lockstep.nn.data.Dataset;
import lockstep.nn.json.Json;

/// What is in a folder of recordings, and what is doubtful about it.
///
/// @param files how many can be read
/// @param classes how many of each class
/// @param rates how many at each rate
/// @param channels how many of each number of channels
/// @param shortest the length of the shortest, in seconds
/// @param median the length that half of them do not reach, in seconds
/// @param longest the length of the longest, in seconds
/// @param total all lengths together, in seconds
/// @param clipped those of which a thousandth or more is as loud as can be
/// @param silent those that are nowhere louder than a thousandth of what can be
/// @param duplicates those with the same samples as another before them, with both names
/// @param broken what is wrong with those that cannot be read
public record SoundReport(
    int files,
    List<Count> classes,
    List<Count> rates,
    List<Count> channels,
    double shortest,
    double median,
    double longest,
    double total,
    List<String> clipped,
    List<String> silent,
    List<String> duplicates,
    List<String> broken) {

  private static final int SHOWN = 5;

  /// How often something occurs.
  ///
  /// @param what it
  /// @param count how often
  public record Count(String what, int count) {}

  /// Copies the lists.
  public SoundReport {
    classes = List.copyOf(classes);
    rates = List.copyOf(rates);
    channels = List.copyOf(channels);
    clipped = List.copyOf(clipped);
    silent = List.copyOf(silent);
    duplicates = List.copyOf(duplicates);
    broken = List.copyOf(broken);
  }

  /// {@return the report of a folder, each file of which is read once}
  public static SoundReport of(SoundFolder folder) {
    return new SoundSurvey(folder, folder.broken()).report();
  }

  /// {@return the report of a data set of recordings, each of which is read once}
  ///
  /// @throws IllegalArgumentException if it is of something else
  public static SoundReport of(Dataset data) {
    return data instanceof SoundFolder folder
        ? of(folder)
        : new SoundSurvey(data, List.of()).report();
  }

  static double median(double[] sorted) {
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /// {@return it as lines for a person}
  public String text() {
    var lines = new ArrayList<String>();
    lines.add(files + " recordings, " + seconds(total) + " in all");
    lines.add(
        "length    "
            + seconds(shortest)
            + " to "
            + seconds(longest)
            + ", half of them up to "
            + seconds(median));
    lines.add("classes   " + counts(classes));
    lines.add("rates     " + counts(rates));
    lines.add("channels  " + counts(channels));
    doubtful(lines, "clipped", clipped);
    doubtful(lines, "silent", silent);
    doubtful(lines, "duplicates", duplicates);
    doubtful(lines, "broken", broken);
    return String.join("\n", lines) + "\n";
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private static String counts(List<Count> counts) {
    return String.join(
        ", ", counts.stream().map(count -> count.what() + " (" + count.count() + ")").toList());
  }

  private static void doubtful(List<String> lines, String what, List<String> names) {
    if (!names.isEmpty()) {
      lines.add(what + ": " + names.size());
      names.stream().limit(SHOWN).map(name -> "  " + name).forEach(lines::add);
      if (names.size() > SHOWN) {
        lines.add("  and " + (names.size() - SHOWN) + " more");
      }
    }
  }

  /// {@return it as an object}
  public Json.Fields json() {
    return Json.object()
        .with("files", files)
        .with("classes", json(classes))
        .with("rates", json(rates))
        .with("channels", json(channels))
        .with("shortest", shortest)
        .with("median", median)
        .with("longest", longest)
        .with("total", total)
        .with("clipped", Json.texts(clipped))
        .with("silent", Json.texts(silent))
        .with("duplicates", Json.texts(duplicates))
        .with("broken", Json.texts(broken));
  }

  private static Json.Fields json(List<Count> counts) {
    Json.Fields json = Json.object();
    for (Count count : counts) {
      json = json.with(count.what(), count.count());
    }
    return json;
  }

  static double[] sorted(List<Double> lengths) {
    double[] sorted = lengths.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
