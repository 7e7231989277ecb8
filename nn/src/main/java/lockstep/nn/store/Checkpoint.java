package lockstep.nn.store;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lockstep.nn.data.DataException;
import lockstep.nn.graph.Variable.Role;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;
import lockstep.nn.json.RecordJson;
import lockstep.nn.run.Variables;
import lockstep.nn.tensor.Tensor;

/// A training that can go on: weights, running statistics, what the optimizer remembers, and where
/// it stood. One file in the safetensors format, whose checksum is verified when it is read.
///
/// Any program that reads safetensors finds the weights in it.
public final class Checkpoint {

  private static final String STATE = "state";
  private static final String OPTIMIZER = "optimizer";
  private static final RecordJson RECORDS = new RecordJson(List.of(TrainingState.class));

  private final SafeTensors file;
  private final TrainingState state;
  private final Set<String> ofOptimizer;

  private Checkpoint(SafeTensors file, TrainingState state, Set<String> ofOptimizer) {
    this.file = file;
    this.state = state;
    this.ofOptimizer = ofOptimizer;
  }

  /// Writes all variables and a state.
  ///
  /// @throws DataException if that fails, such as on a full disk; what was there is unchanged
  public static void write(Path file, Variables variables, TrainingState state) {
    AtomicFile.write(file, content(variables, state));
  }

  static AtomicFile.Content content(Variables variables, TrainingState state) {
    var tensors = new LinkedHashMap<String, Tensor>();
    variables.all().keySet().forEach(name -> tensors.put(name, variables.get(name)));
    List<String> optimizer =
        variables.all().values().stream()
            .filter(variable -> variable.role() == Role.OPTIMIZER)
            .map(variable -> variable.name())
            .toList();
    var texts = Format.CHECKPOINT.texts();
    texts.put(STATE, RECORDS.write(state).text());
    texts.put(OPTIMIZER, Json.texts(optimizer).text());
    return SafeTensorsContent.sealed(tensors, texts);
  }

  /// {@return a whole checkpoint}
  ///
  /// @throws DataException if it is damaged, not whole, no checkpoint or of a later version
  public static Checkpoint read(Path path) {
    SafeTensors file = Format.CHECKPOINT.open(path);
    try {
      TrainingState state = RECORDS.read(TrainingState.class, Format.json(file, STATE));
      return new Checkpoint(file, state, names(file));
    } catch (JsonException e) {
      throw new DataException(file.place(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Set<String> names(SafeTensors file) {
    var names = new LinkedHashSet<String>();
    if (Format.json(file, OPTIMIZER) instanceof Json.Items(var items)) {
      for (Json item : items) {
        if (item instanceof Json.Text(var name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /// {@return where the training stood}
  public TrainingState state() {
    return state;
  }

  /// {@return the file}
  public String place() {
    return file.place();
  }

  /// Puts everything back, to go on training.
  ///
  /// @param variables those of a model whose training step was made
  /// @throws DataException if they are of another network or optimizer, naming what differs;
  ///   nothing is changed then
  public void restore(Variables variables) {
    set(variables, EnumSet.allOf(Role.class));
  }

  /// Puts what was learnt back, to use it: weights and running statistics.
  ///
  /// @throws DataException if they are of another network, naming what differs; nothing is changed
  ///   then
  public void restoreLearnt(Variables variables) {
    set(variables, EnumSet.of(Role.PARAMETER, Role.STATE));
  }

  private void set(Variables variables, Set<Role> roles) {
    var tensors = file.all();
    if (!roles.contains(Role.OPTIMIZER)) {
      tensors.keySet().removeAll(ofOptimizer);
    }
    try {
      variables.set(tensors, roles);
    } catch (IllegalArgumentException e) {
      throw new DataException(file.place(), String.valueOf(e.getMessage()), e);
    }
  }
}
