package lockstep.nn.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;
import lockstep.nn.layer.Layer;
import lockstep.nn.store.ModelFile;
import lockstep.nn.tensor.Shape;

/// Networks as texts to begin from: see {@link lockstep.nn.notation}.
public final class Outline {

  private static final int CLASSES = 10;
  private static final int WORDS = 10_000;
  private static final int CHARACTERS = 65;
  private static final int STEPS = 64;
  private static final int MANY = 100_000;

  private Outline() {}

  /// {@return a network as it is made for common data of a size that suits it}
  ///
  /// @throws IllegalArgumentException if none has that name
  public static String of(String name) {
    Networks.requireNamed(name);
    Networks.Fit fit = usual(name);
    return ModelText.of(name, Networks.of(name, fit), fit);
  }

  /// {@return a network as it is made for some data}
  ///
  /// @param name empty for the one that suits the data
  /// @throws IllegalArgumentException if none has that name, or it cannot see such data
  public static String of(String name, Source source) {
    Project project = Defaults.resolve(source, Learning.usual().model(name), Limits.none());
    return of(project.learning().model(), project);
  }

  /// {@return the network of a run, or of a model file}
  ///
  /// @throws DataException if there is none, or its network cannot be written as text
  public static String of(Path runOrFile) {
    Path config = runOrFile.resolve("config.json");
    try {
      if (Files.isRegularFile(config)) {
        Project project = Project.of(Json.parse(Files.readString(config)), config.toString());
        return of(Place.nameOf(runOrFile), project);
      }
      Path file = Files.isDirectory(runOrFile) ? runOrFile.resolve(Session.MODEL) : runOrFile;
      ModelFile.Description described =
          ModelFile.read(file, Purpose.records(), Session.threads(1)).description();
      return text(
          Place.nameOf(runOrFile),
          described.network(),
          Defaults.fit(
              Purpose.of(described.task()),
              described.labels(),
              described.preparation(),
              described.example()));
    } catch (IOException e) {
      throw Place.unreadable(config, e);
    } catch (JsonException e) {
      throw new DataException(
          runOrFile.toString(), "expected a run or its model, got: " + e.getMessage(), e);
    }
  }

  private static String of(String name, Project project) {
    return text(
        name,
        project.network(),
        Defaults.fit(
            project.purpose(), project.labels(), project.preparation(), project.example()));
  }

  private static String text(String name, Layer network, Networks.Fit fit) {
    try {
      return ModelText.of(name, network, fit);
    } catch (IllegalArgumentException e) {
      throw new DataException(name, String.valueOf(e.getMessage()), e);
    }
  }

  private static Networks.Fit usual(String name) {
    return switch (name) {
      case "resnet20", "mobilenet" -> fit(DataKind.IMAGES, TaskKind.CLASSIFICATION, 0, 32, 32, 3);
      case "lstm", "gru", "encoder" ->
          fit(DataKind.LABELLED_TEXT, TaskKind.CLASSIFICATION, WORDS, STEPS);
      case "chargpt" -> fit(DataKind.TEXT, TaskKind.LANGUAGE_MODEL, CHARACTERS, STEPS);
      case "autoencoder" -> fit(DataKind.IMAGES, TaskKind.RECONSTRUCTION, 0, 28, 28, 1);
      default -> fit(DataKind.IMAGES, TaskKind.CLASSIFICATION, 0, 28, 28, 1);
    };
  }

  private static Networks.Fit fit(DataKind kind, TaskKind task, int symbols, int... example) {
    var purpose = new Purpose(Wanted.of("").kind(kind).task(task), new Details.Plain());
    int outputs = task == TaskKind.LANGUAGE_MODEL ? symbols : CLASSES;
    return new Networks.Fit(purpose, Shape.of(example), outputs, symbols, MANY);
  }
}
