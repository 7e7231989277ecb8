package lockstep.nn.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import lockstep.kernels.random.Normal;
import lockstep.kernels.random.Uniform;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Variable;
import lockstep.nn.tensor.Tensor;

/// The named tensors of a model: what it has learnt, and what it needs to learn on. All of a
/// model's plans share them.
public final class Variables {

  private static final int MOST_NAMED = 8;

  private final long seed;
  private final SequencedMap<String, Variable> known = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private Tensor[] all = {};
  private long changes;

  /// None yet; `seed` keys the numbers that new ones begin with.
  public Variables(long seed) {
    this.seed = seed;
  }

  /// Makes those variables of a graph that are not here yet.
  ///
  /// @throws IllegalStateException if one is here with another shape
  public void require(Graph graph) {
    for (Variable variable : graph.variables()) {
      Variable before = known.putIfAbsent(variable.name(), variable);
      if (before == null) {
        tensors.put(variable.name(), first(variable));
      } else if (!before.shape().equals(variable.shape())) {
        throw new IllegalStateException(
            variable.name()
                + ": expected "
                + before.shape()
                + ", as the model has it, got "
                + variable.shape()
                + ". Use the network that the model was made of.");
      }
    }
    all = tensors.values().toArray(Tensor[]::new);
  }

  /// {@return a number that is another one after every change}
  ///
  /// Plans that predict keep what follows from variables alone, such as packed weights, as long as
  /// this stays the same. A tensor's own methods and plans that learn are noticed; whoever writes
  /// to a tensor's memory says so with {@link #changed}.
  public long version() {
    long version = changes;
    for (Tensor tensor : all) {
      version += tensor.writes();
    }
    return version;
  }

  /// Says that the memory of a variable was written to.
  public void changed() {
    changes++;
  }

  /// {@return the variables, in the order in which they were made}
  public SequencedMap<String, Variable> all() {
    return Collections.unmodifiableSequencedMap(known);
  }

  /// {@return the tensor of that name}
  ///
  /// @throws IllegalArgumentException if there is none
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "variable: expected one of " + tensors.keySet() + ", got `" + name + "`.");
    }
    return tensor;
  }

  /// Takes over numbers that were learnt before. All that does not fit is named at once, and then
  /// nothing changes.
  ///
  /// @param given by name: all variables of those roles, and no others
  /// @throws IllegalArgumentException if some are missing, unknown, or of another shape or kind
  public void set(Map<String, Tensor> given, Set<Variable.Role> roles) {
    var missing = new ArrayList<String>();
    var unlike = new ArrayList<String>();
    var unknown = new LinkedHashSet<>(given.keySet());
    known.forEach((name, variable) -> {
      if (!roles.contains(variable.role())) {
        return;
      }
      Tensor tensor = given.get(name);
      unknown.remove(name);
      if (tensor == null) {
        missing.add(name + " " + variable.shape());
      } else if (!tensor.shape().equals(variable.shape()) || tensor.dtype() != variable.dtype()) {
        unlike.add(
            "%s (expected %s %s, got %s %s)"
                .formatted(
                    name, variable.dtype(), variable.shape(), tensor.dtype(), tensor.shape()));
      }
    });
    if (!missing.isEmpty() || !unknown.isEmpty() || !unlike.isEmpty()) {
      throw new IllegalArgumentException(
          "variables: expected those of this network and optimizer, got"
              + part(" none for ", missing)
              + part(" unknown ", unknown)
              + part(" other shapes of ", unlike)
              + " Use the network that they were learnt by.");
    }
    given.forEach((name, tensor) -> get(name).set(tensor));
  }

  private static String part(String what, Collection<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String shown = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMED;
    return what + shown + (more > 0 ? " and " + more + " more;" : ";");
  }

  private Tensor first(Variable variable) {
    Tensor tensor = Tensor.zeros(variable.shape(), variable.dtype());
    long stream = hash(variable.name());
    long address = tensor.memory().address();
    switch (variable.initializer()) {
      case Initializer.Same(var value) -> {
        for (int i = 0; i < tensor.count(); i++) {
          tensor.set(i, value);
        }
      }
      case Initializer.Uniform(var low, var high) ->
          Uniform.fillOnce(seed, stream, 0, low, high, address, tensor.count());
      case Initializer.Normal(var mean, var deviation) ->
          Normal.fillOnce(seed, stream, 0, mean, deviation, address, tensor.count());
      case Initializer.Given(var numbers) -> tensor.set(numbers);
    }
    return tensor;
  }

  /// FNV-1a, so that a name always draws from the same stream.
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
