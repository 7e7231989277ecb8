package lockstep.nn.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// Reads what {@link GraphText} prints, and checks it as {@link GraphBuilder} does.
final class GraphParser {

  private static final Pattern KEYWORD = Pattern.compile("variable|output|%");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern INT = Pattern.compile("(int)?");

  private final TextCursor text;
  private final RecordParser records;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final LinkedHashMap<String, Value> outputs = new LinkedHashMap<>();

  GraphParser(String text) {
    this.text = new TextCursor(text);
    records = new RecordParser(this.text);
  }

  Graph parse() {
    while (!text.atEnd()) {
      if (!text.passes('\n')) {
        switch (text.token(KEYWORD, "`variable`, `%` or `output`")) {
          case "variable" -> variable();
          case "output" -> output();
          default -> node();
        }
        text.expectEndOfLine();
      }
    }
    return new Graph(nodes, outputs, List.copyOf(variables.values()));
  }

  private void variable() {
    int place = text.place();
    String name = text.name("a variable's name");
    text.expect(':');
    Variable.Role role = records.constant(Variable.Role.class);
    Type type = type();
    text.expect('=');
    var initializer = (Initializer) records.record(Initializer.class);
    var variable = new Variable(name, type.dtype(), type.shape(), role, initializer);
    if (variables.putIfAbsent(name, variable) != null) {
      throw text.error(place, "expected a new variable, found `" + name + "` again.");
    }
  }

  private void output() {
    int place = text.place();
    String name = text.name("an output's name");
    text.expect('=');
    text.expect('%');
    if (outputs.putIfAbsent(name, value()) != null) {
      throw text.error(place, "expected a new output, found `" + name + "` again.");
    }
  }

  private void node() {
    int place = text.place();
    int id = number("the node's number");
    if (id != nodes.size()) {
      throw text.error(
          place, "expected %" + nodes.size() + ", the next number, found %" + id + ".");
    }
    text.expect('=');
    var op = (Op) records.record(Op.class);
    var inputs = new ArrayList<Value>();
    while (text.passes('%')) {
      inputs.add(value());
    }
    int before = text.place();
    var printed = new ArrayList<Type>();
    if (text.passes(':')) {
      do {
        printed.add(type());
      } while (!text.atEnd() && (text.startsWith("[") || text.startsWith("int")));
    }
    String origin = text.passes('@') ? text.name("the path of a layer") : "";
    List<Type> types = types(op, inputs, printed, before);
    nodes.add(new Node(id, op, inputs, types, origin));
  }

  /// The types of a node's outputs, as its operation has them; those of a leaf as they are printed.
  private List<Type> types(Op op, List<Value> inputs, List<Type> printed, int place) {
    if (op instanceof LeafOp leaf) {
      if (printed.size() != 1 || !inputs.isEmpty()) {
        throw text.error(place, "expected one type and no inputs, as " + op.name() + " has.");
      }
      check(leaf, printed.getFirst(), place);
      return printed;
    }
    try {
      var where = "(" + op.name() + ")";
      var types =
          ShapeRule.outputs(op, new Inputs(where, inputs.stream().map(Value::type).toList()));
      if (!printed.toString().equals(types.toString())) {
        throw text.error(
            place, "expected the types " + types + ", as its inputs say, found " + printed + ".");
      }
      return types;
    } catch (ShapeException | IndexOutOfBoundsException e) {
      throw text.error(place, String.valueOf(e.getMessage()));
    }
  }

  private void check(LeafOp leaf, Type type, int place) {
    switch (leaf) {
      case LeafOp.Variable(var name) -> {
        Variable variable = variables.get(name);
        if (variable == null) {
          throw text.error(
              place,
              "expected one of the variables "
                  + variables.keySet()
                  + ", declared above, found `"
                  + name
                  + "`.");
        }
        checkType(new Type(variable.dtype(), variable.shape(), false), type, place);
      }
      case LeafOp.Constant(var tensor) ->
          checkType(new Type(tensor.dtype(), tensor.shape(), false), type, place);
      case LeafOp.Fill _ -> checkType(Type.floats(type.shape()), type, place);
      case LeafOp.Input _ -> {
        // It has any type.
      }
    }
  }

  private void checkType(Type expected, Type found, int place) {
    if (!expected.equals(found)) {
      throw text.error(place, "expected the type " + expected + ", found " + found + ".");
    }
  }

  /// A value, after its `%`.
  private Value value() {
    int place = text.place();
    int id = number("the number of a node");
    if (id >= nodes.size()) {
      throw text.error(place, "expected one of the nodes above, found %" + id + ".");
    }
    Node node = nodes.get(id);
    int output = text.passes('.') ? number("the number of an output") : 0;
    if (output >= node.outputs().size()) {
      throw text.error(
          place,
          "expected one of the "
              + node.outputs().size()
              + " outputs of %"
              + id
              + ", found number "
              + output
              + ".");
    }
    return new Value(node, output);
  }

  private int number(String what) {
    return Integer.parseInt(text.token(NUMBER, what));
  }

  private Type type() {
    boolean ints = !text.token(INT, "a type").isEmpty();
    Shape shape = records.shape();
    return new Type(ints ? DType.INT32 : DType.FLOAT32, shape, false);
  }
}
