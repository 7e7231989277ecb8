package lockstep.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.kernels.map.Shaped;
import lockstep.kernels.update.Rule;
import lockstep.nn.SampleGraphs;
import lockstep.nn.plan.rewrite.Rewrites;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GraphTextTest {

  static Stream<Arguments> graphs() {
    Map<String, Graph> all = SampleGraphs.all();
    return all.entrySet().stream()
        .flatMap(each ->
            Stream.of(
                Arguments.of(each.getKey(), each.getValue()),
                Arguments.of(
                    each.getKey() + " rewritten", Rewrites.apply(each.getValue(), Mode.TRAIN))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("graphs")
  void a_graph_is_what_its_text_says(String name, Graph graph) {
    expectRoundTrip(graph);
  }

  private static void expectRoundTrip(Graph graph) {
    String text = GraphText.print(graph);
    Graph parsed = GraphText.parse(text);
    assertThat(GraphText.print(parsed)).isEqualTo(text);
    assertThat(parsed.variables().toString()).isEqualTo(graph.variables().toString());
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node expected = graph.nodes().get(i);
      Node found = parsed.nodes().get(i);
      assertThat(found.outputs()).isEqualTo(expected.outputs());
      assertThat(found.origin()).isEqualTo(expected.origin());
      assertThat(found.inputs()).hasToString(expected.inputs().toString());
      if (!(expected.op() instanceof LeafOp.Constant)) {
        assertThat(found.op()).isEqualTo(expected.op());
      }
    }
  }

  static Stream<Class<?>> operations() {
    return permitted(Op.class);
  }

  private static Stream<Class<?>> permitted(Class<?> kind) {
    return kind.isRecord()
        ? Stream.of(kind)
        : Arrays.stream(kind.getPermittedSubclasses()).flatMap(GraphTextTest::permitted);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void every_operation_is_what_its_text_says(Class<?> kind) throws ReflectiveOperationException {
    var op = (Op) some(kind);
    String text = RecordText.print(op);
    assertThat(text).startsWith(kind.getSimpleName() + "{").endsWith("}");
    Record parsed = new RecordParser(new TextCursor(text)).record(Op.class);
    if (kind == LeafOp.Constant.class) {
      assertThat(RecordText.print(parsed)).isEqualTo(text);
    } else {
      assertThat(parsed).isEqualTo(op);
    }
  }

  /// A value of any type that settings have.
  private static Object some(java.lang.reflect.Type type) throws ReflectiveOperationException {
    if (type instanceof java.lang.reflect.ParameterizedType) {
      return List.of(2, 0, -1);
    }
    var kind = (Class<?>) type;
    if (kind.isRecord()) {
      RecordComponent[] components = kind.getRecordComponents();
      var values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = some(components[i].getGenericType());
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return kind.getConstructor(types).newInstance(values);
    }
    if (kind.isEnum()) {
      return kind.getEnumConstants()[kind.getEnumConstants().length - 1];
    }
    return switch (kind.getSimpleName()) {
      case "int" -> 3;
      case "long" -> -5_000_000_000L;
      case "float" -> 0.1f;
      case "double" -> 1 / 3.0;
      case "boolean" -> true;
      case "String" -> "a name";
      case "Shape" -> Shape.batch(4).withBatchAxis(1);
      case "Tensor" -> Tensor.of(Shape.of(2), 1, 1 / 3f);
      default -> some(kind.getPermittedSubclasses()[0]);
    };
  }

  @Test
  void a_node_is_a_readable_line() {
    var g = new GraphBuilder(Mode.INFER, 1);
    Value x = g.input("x", DType.FLOAT32, Shape.batch(2));
    Value weight = g.in("head", () -> g.parameter("weight", Shape.of(2, 3), Initializer.lecun(4)));
    g.output("y", g.in("head", () -> g.matMul(x, weight)));
    assertThat(g.build())
        .hasToString(
            """
            variable head.weight : PARAMETER [2, 3] = Uniform{low: -0.5, high: 0.5}
            %0 = Input{name: "x"} : [N, 2]
            %1 = Variable{name: "head.weight"} : [2, 3] @ head
            %2 = MatMul{transA: false, transB: false, epilogue: Epilogue{bias: NONE, \
            residual: NONE, activation: NONE}} %0 %1 : [N, 3] @ head
            output y = %2
            """);
  }

  @Test
  void numbers_are_exact() {
    var g = new GraphBuilder(Mode.INFER, 1);
    float[] numbers = {
      0.1f,
      -0.0f,
      Float.MIN_VALUE,
      Float.MAX_VALUE,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      Float.intBitsToFloat(0x7fc00123),
      1 / 3f
    };
    Value floats = g.constant(Tensor.of(Shape.of(2, 4), numbers));
    g.constant(Tensor.ofInts(Shape.of(3), Integer.MIN_VALUE, 0, Integer.MAX_VALUE));
    g.constant(Tensor.of(Shape.of(0)));
    g.apply(new MapOp.ShapedMap(new Shaped.Clamp(Float.MIN_NORMAL, 1e30f)), floats);
    g.apply(new RandomOp.Dropout(1 / 3f, Long.MIN_VALUE, Long.MAX_VALUE), floats, g.step());
    var rule = new Rule.AdamW(1 / 3.0, Math.nextDown(1.0), Double.MIN_VALUE, 0);
    Value p = g.parameter("a \"quoted\" \\ name\n", Shape.of(2, 4), Initializer.zeros());
    Value rate = g.input("rate", DType.FLOAT32, Shape.scalar());
    g.in(
        "a layer",
        () -> g.add(new UpdateOp.Update(rule, false), List.of(p, p, rate, g.step(), p, p)));
    Graph graph = g.build();
    expectRoundTrip(graph);
    Graph parsed = GraphText.parse(GraphText.print(graph));
    var constant = (LeafOp.Constant) parsed.nodes().getFirst().op();
    for (int i = 0; i < numbers.length; i++) {
      assertThat(Float.floatToRawIntBits(constant.tensor().get(i)))
          .isEqualTo(Float.floatToRawIntBits(numbers[i]));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello | line 1, column 1: expected `variable`, `%` or `output`, found `hello`.",
        "%0 = Input{name: \"x\"} : [N | line 1, column 27: expected `,`, found the end of the text.",
        "%1 = Fill{value: 1.0} : [2] | line 1, column 2: expected %0, the next number, found %1.",
        "%0 = Fill{value: one} : [2] | line 1, column 18: expected a number, found `one`.",
        "%0 = Fill{number: 1} : [2] | line 1, column 11: expected `value`, found `number`.",
        "%0 = Fill{value: 1.0 : [2] | line 1, column 22: expected `}`, found `:`.",
        "%0 = Fill{value: 1.0} : [2] @ a b | line 1, column 33: expected the end of the line, found `b`.",
        "%0 = Fill{value: 1.0} : int[2] | line 1, column 23: expected the type [2], found int[2].",
        "%0 = Fill{value: 1.0} : [N, N] | line 1, column 29: expected one axis with the batch, found a second one.",
        "%0 = Fill{value: 1.0} : [9999999999] | line 1, column 26: expected a size below 2³¹, found `9999999999`.",
        "%0 = Variable{name: \"w\"} : [2] | line 1, column 26: expected one of the variables [], declared above, found `w`.",
        "%0 = Softmax{} %0 : [2] | line 1, column 17: expected one of the nodes above, found %0.",
        "output y = %3 | line 1, column 13: expected one of the nodes above, found %3.",
        "variable w : LEARNT [2] = Same{value: 0.0} | line 1, column 14: expected one of [PARAMETER, STATE, OPTIMIZER], found `LEARNT`.",
        "variable w : STATE [2] = Zeros{} | line 1, column 26: expected one of [Given, Normal, Same, Uniform], found `Zeros`.",
        "%0 = Constant{tensor: FLOAT32[2]{1.0}} : [2] | line 1, column 30: expected 2 numbers for it, found 1.",
      })
  void a_broken_text_is_refused_with_its_place(String text, String message) {
    assertThatThrownBy(() -> GraphText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void a_type_that_the_inputs_do_not_give_is_refused() {
    String text =
        """
        %0 = Fill{value: 1.0} : [2, 3]

        %1 = UnaryMap{function: RELU} %0 : [2, 4]
        """;
    assertThatThrownBy(() -> GraphText.parse(text))
        .hasMessage(
            "line 3, column 34: expected the types [[2, 3]], as its inputs say, found [[2, 4]].");
  }

  @Test
  void settings_that_no_operation_has_are_refused() {
    String text =
        """
        %0 = Fill{value: 1.0} : [2, 3]
        %1 = ShapedMap{activation: Clamp{low: 2.0, high: 1.0}} %0 : [2, 3]
        """;
    assertThatThrownBy(() -> GraphText.parse(text))
        .hasMessageStartingWith("line 2, column 28: Clamp")
        .hasMessageContaining("expected at most high = 1.0, got 2.0.");
  }

  @Test
  void any_broken_text_is_refused_and_nothing_worse() {
    String text = GraphText.print(SampleGraphs.graph("convolutions train"));
    var random = new java.util.Random(1);
    for (int i = 0; i < 2000; i++) {
      var broken = new StringBuilder(text.substring(0, 4000));
      int at = random.nextInt(broken.length());
      switch (random.nextInt(3)) {
        case 0 -> broken.deleteCharAt(at);
        case 1 -> broken.setCharAt(at, "{}[]%:=,.\"\\0aN-\n".charAt(random.nextInt(16)));
        default -> broken.setLength(at);
      }
      try {
        GraphText.parse(broken.toString());
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("line ");
      }
    }
  }
}
