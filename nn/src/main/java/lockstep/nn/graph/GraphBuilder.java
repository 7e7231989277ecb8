package lockstep.nn.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.map.Binary;
import lockstep.kernels.map.Unary;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// Makes a graph, node by node: shapes are checked here, and every node remembers the layer that
/// asked for it.
///
/// Nodes run in the order in which they are made; what changes variables is made last.
public final class GraphBuilder {

  /// The input that says the number of the run to whatever draws random numbers.
  public static final String STEP = "step";

  private final Mode mode;
  private final long seed;
  private final Predicate<String> learns;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Value> inputs = new LinkedHashMap<>();
  private final Map<String, Value> variableValues = new LinkedHashMap<>();
  private final List<Variable> variables = new ArrayList<>();
  private final SequencedMap<String, Value> outputs = new LinkedHashMap<>();
  private final SequencedMap<String, Value> losses = new LinkedHashMap<>();
  private String scope = "";

  /// How parameters of two axes and more begin, where it is not for their layers to say.
  private List<Initializer> matrices = List.of();

  private long streams;

  /// A graph to be made for `mode`; `seed` keys its random numbers.
  public GraphBuilder(Mode mode, long seed) {
    this(mode, seed, _ -> true);
  }

  /// A graph to be made for `mode`; `seed` keys its random numbers.
  ///
  /// @param learns whether a parameter of that name is learnt, where the graph is for training
  public GraphBuilder(Mode mode, long seed, Predicate<String> learns) {
    this.mode = mode;
    this.seed = seed;
    this.learns = learns;
  }

  /// {@return what the network is lowered for}
  public Mode mode() {
    return mode;
  }

  /// {@return whether a variable is to be learnt}
  public boolean learns(Value variable) {
    return mode == Mode.TRAIN
        && variable.node().op() instanceof LeafOp.Variable(var name)
        && learns.test(name);
  }

  /// {@return the nodes so far}
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /// {@return the variables so far}
  public List<Variable> variables() {
    return List.copyOf(variables);
  }

  /// {@return the value of the variable of that name}
  ///
  /// @throws IllegalArgumentException if there is none
  public Value variable(String name) {
    Value value = variableValues.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "variable: expected one of " + variableValues.keySet() + ", got `" + name + "`.");
    }
    return value;
  }

  /// {@return the variable of that name under the current path, or else under the nearest path
  /// around it that has one}
  ///
  /// @throws IllegalArgumentException if there is none
  public Value nearestVariable(String name) {
    for (String around = scope; !around.isEmpty(); around = parent(around)) {
      Value value = variableValues.get(around + "." + name);
      if (value != null) {
        return value;
      }
    }
    return variable(name);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /// {@return what `body` returns; its nodes and variables get the path `…​.name`}
  public <T> T in(String name, Supplier<T> body) {
    return at(scope.isEmpty() ? name : scope + "." + name, body);
  }

  /// {@return what `body` returns; its nodes and variables get that path}
  public <T> T at(String path, Supplier<T> body) {
    String outer = scope;
    scope = path;
    try {
      return body.get();
    } finally {
      scope = outer;
    }
  }

  /// {@return what `body` returns; its parameters of two axes and more begin as that says, whatever
  /// their layers say}
  public <T> T withMatrices(Initializer initializer, Supplier<T> body) {
    List<Initializer> outer = matrices;
    matrices = List.of(initializer);
    try {
      return body.get();
    } finally {
      matrices = outer;
    }
  }

  // Leaves.

  /// {@return what a caller gives for each run; the same value for the same name}
  public Value input(String name, DType dtype, Shape shape) {
    Value known = inputs.get(name);
    var type = new Type(dtype, shape, false);
    if (known == null) {
      known = leaf(new LeafOp.Input(name), type);
      inputs.put(name, known);
    } else if (!known.type().equals(type)) {
      throw new ShapeException(
          "input `"
              + name
              + "`: expected "
              + known.type()
              + " as before, got "
              + type
              + ". Give one of the two another name.");
    }
    return known;
  }

  /// {@return the number of the run, from 1 on}
  public Value step() {
    return input(STEP, DType.INT32, Shape.scalar());
  }

  /// {@return a parameter of the layer that is being lowered}
  public Value parameter(String name, Shape shape, Initializer initializer) {
    Initializer first = shape.rank() < 2 || matrices.isEmpty() ? initializer : matrices.getFirst();
    return variable(name, DType.FLOAT32, shape, Variable.Role.PARAMETER, first);
  }

  /// {@return a state of the layer that is being lowered}
  public Value state(String name, Shape shape, Initializer initializer) {
    return variable(name, DType.FLOAT32, shape, Variable.Role.STATE, initializer);
  }

  /// {@return a variable under the current path; the same value if it is known already}
  public Value variable(
      String name, DType dtype, Shape shape, Variable.Role role, Initializer initializer) {
    String path = scope.isEmpty() ? name : scope + "." + name;
    var variable = new Variable(path, dtype, shape, role, initializer);
    Value known = variableValues.get(path);
    if (known == null) {
      known = leaf(new LeafOp.Variable(path), new Type(dtype, shape, false));
      variableValues.put(path, known);
      variables.add(variable);
    } else if (!known.shape().equals(shape)) {
      throw new ShapeException(
          path
              + ": expected "
              + known.shape()
              + " as before, got "
              + shape
              + ". Give one of the two another name.");
    }
    return known;
  }

  /// {@return the same number everywhere}
  public Value fill(float value, Shape shape) {
    return leaf(new LeafOp.Fill(value), Type.floats(shape));
  }

  /// {@return numbers that never change}
  public Value constant(Tensor tensor) {
    return leaf(new LeafOp.Constant(tensor), new Type(tensor.dtype(), tensor.shape(), false));
  }

  private Value leaf(LeafOp op, Type type) {
    var node = new Node(nodes.size(), op, List.of(), List.of(type), scope);
    nodes.add(node);
    return node.output(0);
  }

  // Any operation.

  /// {@return a node that applies `op`}
  ///
  /// @throws ShapeException if the inputs do not fit
  public Node add(Op op, List<Value> operands) {
    String where = (scope.isEmpty() ? "" : scope + " ") + "(" + op.name() + ")";
    var in = new Inputs(where, operands.stream().map(Value::type).toList());
    var node = new Node(nodes.size(), op, operands, ShapeRule.outputs(op, in), scope);
    nodes.add(node);
    return node;
  }

  /// {@return the first output of a node that applies `op`}
  public Value apply(Op op, Value... operands) {
    return add(op, List.of(operands)).output(0);
  }

  /// Complains about what a layer gets, unless it fits.
  ///
  /// @throws ShapeException that says where, what was expected, what came and what to do
  public void expect(boolean holds, String layer, String expectation, Value got, String remedy) {
    if (!holds) {
      throw new ShapeException(
          (scope.isEmpty() ? "" : scope + " ")
              + "("
              + layer
              + "): expected "
              + expectation
              + ", got "
              + got.type()
              + ". "
              + remedy);
    }
  }

  // Products.

  /// {@return `a·b` over the last two axes}
  public Value matMul(Value a, Value b) {
    return matMul(a, false, b, false);
  }

  /// {@return `op(a)·op(b)` over the last two axes}
  public Value matMul(Value a, boolean transA, Value b, boolean transB) {
    return apply(new ProductOp.MatMul(transA, transB, Epilogue.NONE), a, b);
  }

  /// {@return the convolution of images `[N, H, W, C]`}
  public Value conv2d(Value x, Value weights, ConvWindow window) {
    return apply(new ProductOp.Conv2d(window, Epilogue.NONE), x, weights);
  }

  // Element by element.

  /// {@return `function(x)`}
  public Value map(Unary function, Value x) {
    return apply(new MapOp.UnaryMap(function), x);
  }

  /// {@return `function(a, b)`}
  public Value map(Binary function, Value a, Value b) {
    return apply(new MapOp.BinaryMap(function), a, b);
  }

  /// {@return `a + b`}
  public Value add(Value a, Value b) {
    return map(Binary.ADD, a, b);
  }

  /// {@return `a − b`}
  public Value subtract(Value a, Value b) {
    return map(Binary.SUBTRACT, a, b);
  }

  /// {@return `a·b`, element by element}
  public Value multiply(Value a, Value b) {
    return map(Binary.MULTIPLY, a, b);
  }

  /// {@return `a / b`}
  public Value divide(Value a, Value b) {
    return map(Binary.DIVIDE, a, b);
  }

  /// {@return `scale·x + shift`}
  public Value affine(float scale, Value x, float shift) {
    return apply(new MapOp.Affine(scale, shift), x);
  }

  // Over axes.

  /// {@return a reduction over axes, which stay with size 1}
  public Value reduce(Reduction reduction, Value x, int... axes) {
    List<Integer> fromFront =
        IntStream.of(axes).map(axis -> x.shape().axis(axis)).sorted().boxed().toList();
    return apply(new ReduceOp.Reduce(reduction, fromFront), x);
  }

  /// {@return the mean of all elements, a scalar}
  public Value mean(Value x) {
    return reshape(
        reduce(Reduction.MEAN, x, IntStream.range(0, x.shape().rank()).toArray()), Shape.scalar());
  }

  /// {@return the sum of all elements, a scalar}
  public Value sum(Value x) {
    return reshape(
        reduce(Reduction.SUM, x, IntStream.range(0, x.shape().rank()).toArray()), Shape.scalar());
  }

  // Moves.

  /// {@return the same numbers in another shape}
  public Value reshape(Value x, Shape to) {
    return x.shape().equals(to) ? x : apply(new MoveOp.Reshape(to), x);
  }

  /// {@return axes in another order}
  public Value transpose(Value x, int... order) {
    return apply(new MoveOp.Transpose(IntStream.of(order).boxed().toList()), x);
  }

  /// {@return the elements from `start` on, `count` of them, along an axis}
  public Value slice(Value x, int axis, int start, int count) {
    int at = x.shape().axis(axis);
    var starts = new ArrayList<Integer>();
    var counts = new ArrayList<Integer>();
    var steps = new ArrayList<Integer>();
    for (int i = 0; i < x.shape().rank(); i++) {
      starts.add(i == at ? start : 0);
      counts.add(i == at ? count : x.shape().size(i));
      steps.add(1);
    }
    return apply(new MoveOp.Slice(starts, counts, steps), x);
  }

  /// {@return tensors one after the other along an axis}
  public Value concat(int axis, List<Value> parts) {
    return add(new MoveOp.Concat(parts.getFirst().shape().axis(axis)), parts).output(0);
  }

  /// {@return rows of a table along an axis}
  public Value gather(Value table, int axis, Value indices) {
    return apply(new MoveOp.Gather(axis), table, indices);
  }

  /// {@return x, repeated along axes of size 1 or missing ones}
  public Value broadcast(Value x, Shape to) {
    return x.shape().equals(to) ? x : apply(new MoveOp.Broadcast(to), x);
  }

  // Random numbers.

  /// {@return the seed of this graph's random numbers}
  public long seed() {
    return seed;
  }

  /// {@return a stream of random numbers that no other node of this graph draws from}
  public long stream() {
    return streams++;
  }

  // The result.

  /// Names a value that is to come out.
  public void output(String name, Value value) {
    if (outputs.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("output: expected a new name, got `" + name + "` again.");
    }
  }

  /// Adds a scalar to what training makes small: a penalty that only a layer inside the network
  /// sees, such as the divergence of a variational autoencoder. Made for TRAIN only.
  public void addLoss(String name, Value loss) {
    String path = scope.isEmpty() ? name : scope + "." + name;
    if (!loss.shape().equals(Shape.scalar())) {
      throw new ShapeException(
          path + ": expected a scalar loss, got " + loss.type() + ". Take its mean or its sum.");
    }
    if (losses.putIfAbsent(path, loss) != null) {
      throw new IllegalArgumentException("loss: expected a new name, got `" + path + "` again.");
    }
  }

  /// {@return the losses that layers added, by their paths}
  public SequencedMap<String, Value> losses() {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(losses));
  }

  /// {@return the graph}
  public Graph build() {
    return new Graph(nodes, outputs, variables);
  }
}
