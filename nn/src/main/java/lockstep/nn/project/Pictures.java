package lockstep.nn.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.image.Cifar;
import lockstep.nn.data.image.Idx;
import lockstep.nn.data.image.ImageFolder;

/// Pictures: folders of files, and the files of MNIST and CIFAR.
final class Pictures {

  private static final List<String> CLOTHES =
      List.of(
          "T-shirt",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle boot");

  /// What was found, in the parts that it comes in.
  private record Found(Dataset train, Optional<Dataset> validation, Optional<Dataset> test) {}

  private Pictures() {}

  static Source open(Place place, Wanted wanted) {
    Found found = found(place);
    boolean labelled = !found.train().labels().isEmpty();
    TaskKind task =
        labelled
            ? Source.task(wanted, place.name(), TaskKind.CLASSIFICATION, TaskKind.RECONSTRUCTION)
            : Source.task(wanted, "pictures without classes", TaskKind.RECONSTRUCTION);
    Dataset train = found.train();
    String name = place.name();
    Parts parts = parts(found, name, wanted.seed());
    int all = parts.train().size() + parts.validation().size() + parts.test().size();
    // Files differ in size, and the first may be broken: what looks at all of them says so.
    boolean files = place.kind() == DataKind.IMAGES;
    String size = !files && train.get(0).input() instanceof Image image ? size(image) : "";
    String what =
        name
            + " is "
            + BuiltIn.count(all)
            + " pictures"
            + (files ? "" : " of " + size)
            + (labelled ? " in " + Source.classes(train.labels()) : " without classes");
    return source(name, wanted.kind(place.kind()).task(task), what, parts);
  }

  private static Parts parts(Found found, String name, long seed) {
    Dataset train = found.train();
    if (found.test().isEmpty() && found.validation().isEmpty()) {
      return Parts.of(train, name, seed);
    }
    if (found.test().isEmpty() || found.validation().isEmpty()) {
      // Of two parts the second judges: what chooses the best weights is taken from the first.
      return Parts.of(train, found.test().or(found::validation).orElse(train), name, seed);
    }
    return new Parts(train, found.validation().get(), found.test().get());
  }

  private static String size(Image image) {
    return image.height() + "×" + image.width() + (image.channels() > 2 ? " in colour" : "");
  }

  static Source source(String name, Wanted found, String what, Parts parts) {
    TaskKind task = found.task();
    return new Source(
        name,
        new Purpose(found, new Details.Plain()),
        what
            + "; the task is "
            + task.text()
            + (task == TaskKind.RECONSTRUCTION ? ": the picture again, through 32 numbers." : "."),
        BuiltIn.mirrored(parts.train(), task),
        BuiltIn.mirrored(parts.validation(), task),
        BuiltIn.mirrored(parts.test(), task),
        List.of());
  }

  static Dataset toJudge(Place place, TaskKind task) {
    Found found = found(place);
    return BuiltIn.mirrored(found.test().or(found::validation).orElse(found.train()), task);
  }

  private static Found found(Place place) {
    return switch (place.kind()) {
      case IMAGES -> folder(place.path());
      case IDX -> idx(place);
      case CIFAR -> cifar(place.path());
      case DETECT, TABLE, SERIES, TEXT, LABELLED_TEXT, SOUNDS, POINTS, TOKENS ->
          throw new IllegalStateException(place + " is no picture");
    };
  }

  private static Found folder(Path folder) {
    if (!Files.isDirectory(folder.resolve("train"))) {
      return new Found(ImageFolder.open(folder), Optional.empty(), Optional.empty());
    }
    Map<String, ImageFolder> parts = ImageFolder.parts(folder);
    return new Found(part(parts, "train").orElseThrow(), part(parts, "val"), part(parts, "test"));
  }

  private static Optional<Dataset> part(Map<String, ImageFolder> parts, String name) {
    return Optional.ofNullable(parts.get(name));
  }

  private static Found idx(Place place) {
    List<Path> images = new ArrayList<>();
    if (Files.isDirectory(place.path())) {
      images.addAll(Place.inside(place.path(), Place.IDX_IMAGES));
    } else {
      images.add(place.path());
    }
    List<String> names = place.name().contains("fashion") ? CLOTHES : List.of();
    Optional<Path> test =
        images.stream()
            .filter(file -> Place.nameOf(file).matches("(t10k|test).*"))
            .findFirst()
            .filter(_ -> images.size() > 1);
    Path train =
        images.stream()
            .filter(file -> test.isEmpty() || !test.get().equals(file))
            .findFirst()
            .orElseThrow(() ->
                new DataException(
                    place.path().toString(),
                    "expected a file like train-images-idx3-ubyte, found none. Is it the right"
                        + " folder?"));
    return new Found(
        labelled(train, names), Optional.empty(), test.map(file -> labelled(file, names)));
  }

  /// The labels lie beside the images, under a name that says so.
  private static Dataset labelled(Path images, List<String> names) {
    String name = Place.nameOf(images).replace("images", "labels").replace("idx3", "idx1");
    for (String each : List.of(name, name.replaceFirst("\\.gz$", ""), name + ".gz")) {
      Path labels = images.resolveSibling(each);
      if (!labels.equals(images) && Files.isRegularFile(labels)) {
        return Idx.dataset(images, labels, names);
      }
    }
    return Idx.dataset(images);
  }

  private static Found cifar(Path path) {
    if (Files.isRegularFile(path)) {
      return new Found(Cifar.ten(List.of(path)), Optional.empty(), Optional.empty());
    }
    if (Files.isRegularFile(path.resolve("data_batch_1.bin"))) {
      return new Found(
          Cifar.tenToTrain(path), Optional.empty(), Optional.of(Cifar.tenToTest(path)));
    }
    return new Found(
        Cifar.hundred(path.resolve("train.bin"), Cifar.Classes.FINE),
        Optional.empty(),
        Optional.of(Cifar.hundred(path.resolve("test.bin"), Cifar.Classes.FINE)));
  }
}
