package lockstep.nn.store;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Preparation;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Variable;
import lockstep.nn.graph.Variable.Role;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;
import lockstep.nn.json.RecordJson;
import lockstep.nn.layer.Layer;
import lockstep.nn.run.Variables;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// A model in one file, `model.lockstep`: all that evaluation and prediction need. It is a file in
/// the safetensors format with a checksum; the network and the preparation are JSON among its
/// texts.
public final class ModelFile {

  private static final String DESCRIPTION = "description";
  private static final Set<Role> LEARNT = EnumSet.of(Role.PARAMETER, Role.STATE);

  /// What a model is, apart from what it has learnt.
  ///
  /// @param network its layers
  /// @param dtype the kind of its inputs
  /// @param example the shape of one input
  /// @param seed what its first numbers depended on
  /// @param labels the names of the classes, none where it tells none apart
  /// @param preparation what is done to items before it sees them
  /// @param task what it is for, in words of the program that trained it
  public record Description(
      Layer network,
      DType dtype,
      Shape example,
      long seed,
      List<String> labels,
      Preparation preparation,
      String task) {

    /// Copies the labels.
    public Description {
      labels = List.copyOf(labels);
      if (example.hasBatch()) {
        throw new IllegalArgumentException(
            "Description.example: expected the shape of one example, got " + example + ".");
      }
    }
  }

  private final Description description;
  private final Model model;

  private ModelFile(Description description, Model model) {
    this.description = description;
    this.model = model;
  }

  /// {@return what the model is}
  public Description description() {
    return description;
  }

  /// {@return the model, with what it has learnt}
  public Model model() {
    return model;
  }

  /// Writes a model. What the optimizer remembers is left out.
  ///
  /// @param records how its layers and steps are stored: {@link KnownRecords} and those of the
  ///   caller
  /// @throws IllegalArgumentException if a layer or step cannot be stored, naming it
  /// @throws DataException if writing fails; what was there is unchanged
  public static void write(
      Path file, Description description, Variables variables, RecordJson records) {
    var tensors = new LinkedHashMap<String, Tensor>();
    for (Variable variable : variables.all().values()) {
      if (LEARNT.contains(variable.role())) {
        tensors.put(variable.name(), variables.get(variable.name()));
      }
    }
    var texts = Format.MODEL.texts();
    texts.put(DESCRIPTION, records.write(description).text());
    SafeTensors.writeSealed(file, tensors, texts);
  }

  /// {@return the model of a file}
  ///
  /// @param records the layers and steps that it may name
  /// @throws DataException if it is damaged, of a later version, or names what is not known
  public static ModelFile read(Path path, RecordJson records) {
    return read(path, records, Parallel.ofThisMachine());
  }

  /// {@return the model of a file, with its threads}
  ///
  /// @throws DataException if it is damaged, of a later version, or names what is not known
  public static ModelFile read(Path path, RecordJson records, Parallel parallel) {
    SafeTensors file = Format.MODEL.open(path);
    try {
      Json json = Format.json(file, DESCRIPTION);
      Description description = records.read(Description.class, json);
      requireShapes(file, description);
      Model model =
          Model.of(
              description.network(),
              description.dtype(),
              description.example(),
              description.seed(),
              parallel);
      model.variables().set(file.all(), LEARNT);
      return new ModelFile(description, model);
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      throw new DataException(file.place(), String.valueOf(e.getMessage()), e);
    }
  }

  /// A graph costs nothing: memory is taken only for tensors that the file has.
  private static void requireShapes(SafeTensors file, Description description) {
    var g = new GraphBuilder(Mode.INFER, description.seed());
    Shape input = Shape.batch(description.example().sizes());
    description.network().lower(g, g.input(Model.INPUT, description.dtype(), input));
    for (Variable variable : g.variables()) {
      if (!file.shape(variable.name()).equals(variable.shape())) {
        throw new DataException(
            file.place(),
            "tensor `"
                + variable.name()
                + "`: expected "
                + variable.shape()
                + ", as the network has it, found "
                + file.shape(variable.name())
                + ".");
      }
    }
  }
}
