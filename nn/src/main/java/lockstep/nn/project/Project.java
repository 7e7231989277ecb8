package lockstep.nn.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import lockstep.nn.Recipe;
import lockstep.nn.data.Augmentation;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Preparation;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;
import lockstep.nn.json.WhenAbsent;
import lockstep.nn.layer.Layer;
import lockstep.nn.store.ModelFile;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// A training with every setting resolved: what `config.json` holds.
///
/// @param name what a run is called after
/// @param purpose which data, and what is asked of it
/// @param learning how it is learnt, nothing left open
/// @param limits how long
/// @param labels the names of the classes, none where there are none
/// @param dtype the kind of inputs
/// @param example the shape of one input
/// @param network the layers
/// @param preparation what is done to data before the network sees it
/// @param augmentations how it varies while learning
/// @param recipe loss, optimizer and schedule
/// @param origin the model whose numbers it begins with; none to begin with random ones
public record Project(
    String name,
    Purpose purpose,
    Learning learning,
    Limits limits,
    List<String> labels,
    DType dtype,
    Shape example,
    Layer network,
    Preparation preparation,
    @WhenAbsent("[]") List<Augmentation> augmentations,
    Recipe recipe,
    Optional<Origin> origin) {

  private static final String CONFIG = "config.json";

  /// The member that tells which form the others have; the first form did not have it.
  private static final String FORMAT = "format";

  /// A setting that is added says what it is where it is absent, and changes nothing here; what
  /// earlier programs would misunderstand counts one up.
  private static final int NEWEST = 1;

  /// Copies the lists.
  public Project {
    labels = List.copyOf(labels);
    augmentations = List.copyOf(augmentations);
  }

  /// {@return what stays the same after training}
  public ModelFile.Description description() {
    return new ModelFile.Description(
        network, dtype, example, seed(), labels, preparation, purpose.text());
  }

  /// {@return what all chance depends on}
  public long seed() {
    return purpose.data().seed();
  }

  /// {@return this project as JSON}
  public Json.Fields json() {
    return Purpose.records().write(this).with(FORMAT, NEWEST);
  }

  /// {@return the project that JSON describes; settings that it lacks, as those of earlier programs
  /// do, are as usual}
  ///
  /// @param place the file, for messages
  /// @throws DataException if it describes none
  public static Project of(Json json, String place) {
    try {
      return Purpose.records().read(Project.class, withoutFormat(json, place));
    } catch (JsonException | IllegalArgumentException e) {
      throw new DataException(
          place, "expected the settings of a run, got: " + e.getMessage() + " Start a new run.", e);
    }
  }

  private static Json withoutFormat(Json json, String place) {
    if (!(json instanceof Json.Fields(var members)) || !members.containsKey(FORMAT)) {
      return json;
    }
    if (!(members.get(FORMAT) instanceof Json.Whole(var format)) || format > NEWEST) {
      throw new DataException(
          place,
          "expected the settings of a run in a form of up to "
              + NEWEST
              + ", found "
              + members.get(FORMAT).text()
              + ". Use the Lockstep that it was made with, or a newer one.");
    }
    var others = new LinkedHashMap<>(members);
    others.remove(FORMAT);
    return new Json.Fields(others);
  }

  /// {@return the settings beside the model of a run; none where it stands alone}
  ///
  /// @throws DataException if they are damaged
  public static Optional<Project> beside(Path model) {
    Path file = model.resolveSibling(CONFIG);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(Json.parse(Files.readString(file)), file.toString()));
    } catch (IOException | JsonException e) {
      throw new DataException(
          file.toString(), "expected the settings of a run, got: " + e.getMessage(), e);
    }
  }

  /// {@return this project with other epochs and the rates that follow}
  ///
  /// @param batches those of an epoch
  Project epochs(int epochs, int batches) {
    Learning other = learning.epochs(epochs);
    var schedule = Recipes.schedule(other, (long) epochs * batches, recipe);
    return new Project(
        name,
        purpose,
        other,
        limits,
        labels,
        dtype,
        example,
        network,
        preparation,
        augmentations,
        recipe.with(recipe.optimizer().with(schedule)),
        origin);
  }

  /// {@return this project with parameters that do not learn}
  ///
  /// @param globs patterns of their names: `*` stands for anything, as in `0.*`
  /// @throws IllegalArgumentException if one fits none of the names there are, or they fit all
  public Project freeze(List<String> globs) {
    if (globs.isEmpty()) {
      return this;
    }
    ParameterNames.of(network, dtype, example).requireSome(globs);
    Recipe frozen = recipe;
    for (String glob : globs) {
      frozen = frozen.freeze(glob);
    }
    return new Project(
        name,
        purpose,
        learning,
        limits,
        labels,
        dtype,
        example,
        network,
        preparation,
        augmentations,
        frozen,
        origin);
  }
}
