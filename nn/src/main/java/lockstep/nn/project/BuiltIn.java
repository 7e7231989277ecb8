package lockstep.nn.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Mirror;
import lockstep.nn.data.Splits;
import lockstep.nn.data.download.Download;
import lockstep.nn.data.download.Published;
import lockstep.nn.data.download.RemoteFile;
import lockstep.nn.data.embedded.Echo;
import lockstep.nn.data.embedded.Glyphs;
import lockstep.nn.data.embedded.Spirals;
import lockstep.nn.data.embedded.Waves;
import lockstep.nn.data.file.DecimalMark;
import lockstep.nn.data.table.StandardiseColumns;

/// Data sets that have a name: drawn by the library itself, or fetched once.
public final class BuiltIn {

  private static final List<String> DRAWN = List.of("glyphs", "spirals", "waves", "echo");
  private static final int WINDOW = 48;
  private static final int AHEAD = 12;

  private BuiltIn() {}

  /// {@return their names}
  public static List<String> names() {
    var names = new ArrayList<>(DRAWN);
    Published.all().forEach(each -> names.add(each.name()));
    return List.copyOf(names);
  }

  /// A data set that has a name.
  ///
  /// @param name its name
  /// @param description what it is
  /// @param bytes how much has to be fetched; 0 where it is built in
  /// @param folder where it is, once it was fetched
  public record Entry(String name, String description, long bytes, Optional<Path> folder) {}

  /// {@return all of them, as they are on this machine}
  public static List<Entry> entries() {
    return names().stream().map(BuiltIn::entry).toList();
  }

  /// {@return the one of that name}
  ///
  /// @throws IllegalArgumentException if there is none, with the names there are
  public static Entry entry(String name) {
    String known = Names.find("data", name, names(), each -> each);
    if (DRAWN.contains(known)) {
      return new Entry(known, description(known), 0, Optional.empty());
    }
    List<RemoteFile> files = Published.named(known).files();
    Path folder = Download.cache().resolve(known);
    boolean there =
        files.stream().allMatch(file -> Files.exists(folder.resolve(Download.result(file))));
    return new Entry(
        known,
        description(known),
        files.stream().mapToLong(RemoteFile::bytes).sum(),
        there ? Optional.of(folder) : Optional.empty());
  }

  private static String description(String name) {
    return switch (name) {
      case "glyphs" -> "14,000 drawn digits of 28×28, 10 classes";
      case "spirals" -> "2,100 points on three arms, 3 classes";
      case "waves" -> "a series of 4,000 steps, to foretell 12 of them";
      case "echo" -> "4,500 sequences of 20 tokens, to remember what was 3 steps before";
      case "mnist" -> "70,000 handwritten digits of 28×28, grey, 10 classes";
      case "fashion-mnist" -> "70,000 pictures of clothes of 28×28, grey, 10 classes";
      case "cifar10" -> "60,000 photographs of 32×32 in colour, 10 classes";
      default -> "published data";
    };
  }

  static boolean knows(String name) {
    return names().contains(name);
  }

  static Source open(Wanted wanted) {
    return switch (wanted.data()) {
      case "glyphs" -> glyphs(wanted);
      case "spirals" -> spirals(wanted);
      case "waves" -> waves(wanted);
      case "echo" -> echo(wanted);
      default -> published(wanted);
    };
  }

  private static Source glyphs(Wanted wanted) {
    TaskKind task = Source.task(wanted, "glyphs", TaskKind.CLASSIFICATION, TaskKind.RECONSTRUCTION);
    Parts parts = Parts.of(Glyphs.train(1), Glyphs.test(1), "glyphs", wanted.seed());
    String what = "glyphs is 14,000 drawn digits of 28×28 in 10 classes, built in";
    return Pictures.source("glyphs", wanted.kind(DataKind.IMAGES).task(task), what, parts);
  }

  private static Source published(Wanted wanted) {
    String name = wanted.data();
    Path folder = Download.fetch(Published.named(name));
    boolean colour = name.startsWith("cifar");
    var place =
        new Place(
            name,
            colour ? folder.resolve("cifar-10-batches-bin") : folder,
            colour ? DataKind.CIFAR : DataKind.IDX);
    return Pictures.open(place, wanted);
  }

  private static Source spirals(Wanted wanted) {
    TaskKind task = Source.task(wanted, "spirals", TaskKind.CLASSIFICATION);
    Parts parts = Parts.of(Spirals.train(1), Spirals.test(1), "spirals", wanted.seed());
    return source(
        wanted.kind(DataKind.POINTS).task(task),
        new Details.Plain(),
        "spirals is 2,100 points on three arms, built in; the task is classification: which arm.",
        parts);
  }

  private static Source waves(Wanted wanted) {
    TaskKind task = Source.task(wanted, "waves", TaskKind.FORECASTING);
    Dataset all = Waves.train(1, WINDOW, AHEAD);
    int cut = all.size() / 10 * 9;
    Parts parts =
        new Parts(
            Splits.range(all, 0, cut - AHEAD),
            Splits.range(all, cut, all.size()),
            Waves.test(1, WINDOW, AHEAD));
    var details =
        new Details.Windows(
            "value",
            new StandardiseColumns(List.of(0.0), List.of(1.0)),
            WINDOW,
            AHEAD,
            DecimalMark.POINT);
    return source(
        wanted.kind(DataKind.SERIES).task(task),
        details,
        "waves is a series of 4,000 steps, built in; the task is forecasting: "
            + AHEAD
            + " steps from the "
            + WINDOW
            + " before.",
        parts);
  }

  private static Source echo(Wanted wanted) {
    TaskKind task = Source.task(wanted, "echo", TaskKind.LANGUAGE_MODEL);
    Parts parts = Parts.of(Echo.train(1), Echo.test(1), "echo", wanted.seed());
    return source(
        wanted.kind(DataKind.TOKENS).task(task),
        new Details.Plain(),
        "echo is 4,500 sequences of 20 tokens, built in; the task is to say at each step the token"
            + " of 3 steps before.",
        parts);
  }

  private static Source source(Wanted found, Details details, String sentence, Parts parts) {
    return new Source(
        found.data(),
        new Purpose(found, details),
        sentence,
        parts.train(),
        parts.validation(),
        parts.test(),
        List.of());
  }

  /// Pictures said again.
  static Dataset mirrored(Dataset data, TaskKind task) {
    return task == TaskKind.RECONSTRUCTION ? new Mirror(data) : data;
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
