package lockstep.nn.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Sound;
import lockstep.nn.data.sound.SoundFolder;
import lockstep.nn.data.sound.SpokenDigits;

/// Folders of WAV files: a folder for each class, or the class at the beginning of each name.
final class Sounds {

  private static final Pattern WAV = Pattern.compile("(?i).*\\.wav");
  private static final Pattern SPOKEN = Pattern.compile("(?i)\\d_[a-z]+_\\d+\\.wav");

  private Sounds() {}

  static Source open(Place place, Wanted wanted) {
    TaskKind task = Source.task(wanted, "sounds", TaskKind.CLASSIFICATION);
    Path folder = place.path();
    String note = "";
    Parts parts;
    if (isSpoken(folder)) {
      SpokenDigits digits = SpokenDigits.of(folder);
      parts = Parts.of(digits.train(), digits.test(), place.name(), wanted.seed());
      note = "Recordings 0 to 4 of each speaker and digit are held out, as the data set has it.";
    } else if (Files.isDirectory(folder.resolve("train"))
        && Files.isDirectory(folder.resolve("test"))) {
      SoundFolder train = SoundFolder.of(folder.resolve("train"));
      Dataset test =
          Relabelled.as(train.labels(), SoundFolder.of(folder.resolve("test")), place.name());
      parts = Parts.of(train, test, place.name(), wanted.seed());
    } else {
      parts = Parts.of(all(folder), place.name(), wanted.seed());
    }
    List<String> labels = parts.train().labels();
    if (labels.size() < 2) {
      throw new DataException(
          folder.toString(),
          "expected two classes or more, found "
              + labels
              + ". Put the recordings of each class into a folder of its own.");
    }
    int count = parts.train().size() + parts.validation().size() + parts.test().size();
    String rate =
        parts.train().get(0).input() instanceof Sound sound ? " at " + sound.rate() + " Hz" : "";
    return new Source(
        place.name(),
        new Purpose(wanted.kind(DataKind.SOUNDS).task(task), new Details.Plain()),
        place.name()
            + " is "
            + BuiltIn.count(count)
            + " recordings"
            + rate
            + " in "
            + Source.classes(labels)
            + "; the task is classification.",
        parts.train(),
        parts.validation(),
        parts.test(),
        note.isEmpty() ? List.of() : List.of(note));
  }

  static Dataset toJudge(Place place) {
    if (isSpoken(place.path())) {
      return SpokenDigits.of(place.path()).test();
    }
    Path test = place.path().resolve("test");
    return all(Files.isDirectory(test) ? test : place.path());
  }

  private static boolean isSpoken(Path folder) {
    List<Path> files = Place.inside(folder, WAV);
    return !files.isEmpty()
        && files.stream().allMatch(file -> SPOKEN.matcher(Place.nameOf(file)).matches())
        && files.stream().anyMatch(file -> Place.nameOf(file).matches("(?i).*_\\d\\d+\\.wav"));
  }

  private static SoundFolder all(Path folder) {
    return Place.inside(folder, WAV).isEmpty()
        ? SoundFolder.of(folder)
        : SoundFolder.named(folder, "{class}_{rest}.wav");
  }
}
