package lockstep.nn.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;

/// Data that was opened: what it is, what the task is, and its three parts.
///
/// A split that the data comes with is kept; what has none is split by the seed, 80 % to learn
/// from, 10 % to choose the best weights by, 10 % held out; classes have the same share in each.
///
/// @param name what a run is called after it
/// @param purpose which data, all found out, and what is known of it
/// @param sentence what it is and what the task is
/// @param train what is learnt from
/// @param validation what the best weights are chosen by
/// @param test what is judged in the end
/// @param notes what a person should know of it
public record Source(
    String name,
    Purpose purpose,
    String sentence,
    Dataset train,
    Dataset validation,
    Dataset test,
    List<String> notes) {

  /// Copies the notes.
  public Source {
    notes = List.copyOf(notes);
  }

  /// {@return the data of a name, a file or a folder}
  ///
  /// @throws DataException if there is none, or it cannot be read
  /// @throws IllegalArgumentException if its kind cannot have the task
  public static Source open(Wanted asked) {
    return open(asked, new Details.Plain());
  }

  /// {@return the data of a model, as it knows it: with its columns, its characters, and its
  /// classes in their order where they are the same}
  ///
  /// @param labels the model's classes
  /// @throws DataException if there is none, or it cannot be read
  public static Source again(Purpose purpose, List<String> labels) {
    Source source = open(purpose.data(), purpose.details());
    List<String> found = source.train().labels();
    if (found.equals(labels) || !FineTuning.sameClasses(found, labels)) {
      return source;
    }
    return new Source(
        source.name,
        source.purpose,
        source.sentence,
        Relabelled.as(labels, source.train, source.name),
        Relabelled.as(labels, source.validation, source.name),
        Relabelled.as(labels, source.test, source.name),
        source.notes);
  }

  /// @param known what is known of the data; plain to find it out
  private static Source open(Wanted asked, Details known) {
    if (BuiltIn.knows(asked.data())) {
      return BuiltIn.open(asked);
    }
    Place place = Place.of(asked);
    // A run may be used from another folder.
    Wanted wanted = asked.data(place.path().toString());
    return switch (place.kind()) {
      case IMAGES, IDX, CIFAR -> Pictures.open(place, wanted);
      case SOUNDS -> Sounds.open(place, wanted);
      case TABLE -> Tables.open(place, wanted, known);
      case SERIES -> SeriesFile.open(place, wanted, known);
      case TEXT -> Texts.open(place, wanted, known);
      case LABELLED_TEXT -> LabelledTexts.open(place, wanted);
      case POINTS, TOKENS, DETECT -> throw Place.onlyBuiltIn(wanted.kind());
    };
  }

  /// {@return whether data is what a model learnt from; nothing stands for it}
  ///
  /// @param data a built-in name, a file or a folder
  public static boolean isOwn(String data, Purpose purpose) {
    String own = purpose.data().data();
    return data.isEmpty()
        || data.equals(own)
        || (!BuiltIn.knows(own) && Path.of(data).toAbsolutePath().normalize().equals(Path.of(own)));
  }

  /// {@return the part to judge a model by: of its own data the held-out part, of other data the
  /// test part where it comes with one, else all of it}
  ///
  /// @param data a built-in name, a file or a folder; empty for the data that it learnt from
  /// @param labels the model's classes
  /// @throws DataException if it cannot be read, or has other classes or columns
  public static Dataset toJudge(String data, Purpose purpose, List<String> labels) {
    Wanted own = purpose.data();
    if (isOwn(data, purpose)) {
      return again(purpose, labels).test();
    }
    Wanted other = own.data(data);
    if (BuiltIn.knows(data)) {
      Source found = BuiltIn.open(other.kind(DataKind.DETECT));
      return Relabelled.as(labels, found.test(), data);
    }
    // Pictures are pictures, in whatever files they come.
    Place place = Place.of(own.kind().isPictures() ? other.kind(DataKind.DETECT) : other);
    if (own.kind().isPictures() && !place.kind().isPictures()) {
      throw new DataException(data, "expected pictures, found " + place.kind().text() + ".");
    }
    return switch (place.kind()) {
      case IMAGES, IDX, CIFAR ->
          own.task() == TaskKind.RECONSTRUCTION
              ? Pictures.toJudge(place, own.task())
              : Relabelled.as(labels, Pictures.toJudge(place, own.task()), place.name());
      case SOUNDS -> Relabelled.as(labels, Sounds.toJudge(place), place.name());
      case TABLE -> Tables.toJudge(place, purpose.details().schema());
      case SERIES -> SeriesFile.toJudge(place, purpose.details());
      case TEXT -> Texts.toJudge(place, purpose.details());
      case LABELLED_TEXT -> LabelledTexts.toJudge(place, own, labels);
      case POINTS, TOKENS, DETECT -> throw Place.onlyBuiltIn(own.kind());
    };
  }

  /// {@return how many samples there are, part by part}
  public String split() {
    return String.format(
        Locale.ROOT,
        "%,d to learn from, %,d to choose the best weights by, %,d held out",
        train.size(),
        validation.size(),
        test.size());
  }

  static String classes(List<String> labels) {
    int shown = 4;
    String first = String.join(", ", labels.subList(0, Math.min(shown, labels.size())));
    return labels.size() + " classes (" + first + (labels.size() > shown ? ", …)" : ")");
  }

  /// The task that was asked for, or the usual one of a kind.
  static TaskKind task(Wanted wanted, String name, TaskKind... possible) {
    if (wanted.task() == TaskKind.DETECT) {
      return possible[0];
    }
    for (TaskKind each : possible) {
      if (each == wanted.task()) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "task: expected "
            + String.join(" or ", List.of(possible).stream().map(TaskKind::text).toList())
            + " for "
            + name
            + ", got "
            + wanted.task().text()
            + ".");
  }
}
