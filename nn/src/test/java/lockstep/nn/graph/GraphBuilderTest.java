package lockstep.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {

  private final GraphBuilder g = new GraphBuilder(Mode.INFER, 7);

  @Test
  void an_input_of_a_name_is_made_once() {
    Value x = g.input("x", DType.FLOAT32, Shape.batch(3));
    assertThat(g.input("x", DType.FLOAT32, Shape.batch(3))).isEqualTo(x);
    assertThat(g.nodes()).hasSize(1);
    assertThatThrownBy(() -> g.input("x", DType.INT32, Shape.of(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "input `x`: expected [N, 3] as before, got int[3]. Give one of the two another name.");
  }

  @Test
  void names_are_paths() {
    Value weight =
        g.in("encoder", () -> g.in("0", () -> g.parameter("weight", Shape.of(3), zeros())));
    assertThat(weight.node().op()).isEqualTo(new LeafOp.Variable("encoder.0.weight"));
    assertThat(weight.node().origin()).isEqualTo("encoder.0");
    assertThat(g.variable("encoder.0.weight")).isEqualTo(weight);
    Value elsewhere = g.in("encoder", () -> g.at("head", () -> g.fill(1, Shape.of(2))));
    assertThat(elsewhere.node().origin()).isEqualTo("head");
    assertThat(g.fill(1, Shape.of(2)).node().origin()).isEmpty();
  }

  @Test
  void a_path_ends_with_its_body_even_if_that_fails() {
    assertThatThrownBy(() ->
            g.in(
                "broken",
                () -> {
                  throw new IllegalStateException("no");
                }))
        .hasMessage("no");
    assertThat(g.fill(1, Shape.of(2)).node().origin()).isEmpty();
  }

  @Test
  void a_variable_of_a_name_is_shared() {
    Value one = g.parameter("weight", Shape.of(3), zeros());
    assertThat(g.parameter("weight", Shape.of(3), zeros())).isEqualTo(one);
    assertThat(g.variables()).hasSize(1);
    assertThat(g.variables().getFirst().role()).isEqualTo(Variable.Role.PARAMETER);
    assertThatThrownBy(() -> g.parameter("weight", Shape.of(4), zeros()))
        .isInstanceOf(ShapeException.class)
        .hasMessage("weight: expected [3] as before, got [4]. Give one of the two another name.");
    assertThatThrownBy(() -> g.variable("bias"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("variable: expected one of [weight], got `bias`.");
  }

  @Test
  void reductions_and_slices_count_axes_from_either_end() {
    Value x = g.input("x", DType.FLOAT32, Shape.of(2, 3, 4));
    assertThat(g.reduce(Reduction.SUM, x, -1, 0).shape()).isEqualTo(Shape.of(1, 3, 1));
    assertThat(g.slice(x, -2, 1, 2).shape()).isEqualTo(Shape.of(2, 2, 4));
    assertThat(g.concat(-1, List.of(x, x)).shape()).isEqualTo(Shape.of(2, 3, 8));
    assertThat(g.mean(x).shape()).isEqualTo(Shape.scalar());
  }

  @Test
  void what_changes_nothing_makes_no_node() {
    Value x = g.input("x", DType.FLOAT32, Shape.batch(3));
    assertThat(g.reshape(x, Shape.batch(3))).isEqualTo(x);
    assertThat(g.broadcast(x, Shape.batch(3))).isEqualTo(x);
  }

  @Test
  void streams_of_random_numbers_differ() {
    assertThat(List.of(g.stream(), g.stream(), g.stream())).doesNotHaveDuplicates();
    assertThat(g.seed()).isEqualTo(7);
  }

  @Test
  void an_output_has_a_name_of_its_own() {
    Value x = g.input("x", DType.FLOAT32, Shape.of(3));
    g.output("y", x);
    assertThatThrownBy(() -> g.output("y", x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("output: expected a new name, got `y` again.");
    Graph graph = g.build();
    assertThat(graph.output("y")).isEqualTo(x);
    assertThat(graph.inputs()).containsOnlyKeys("x");
    assertThatThrownBy(() -> graph.output("z"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("output: expected one of [y], got `z`.");
  }

  private static Initializer zeros() {
    return Initializer.zeros();
  }
}
