package lockstep.nn.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import lockstep.kernels.map.Unary;
import lockstep.kernels.recurrent.Direction;
import lockstep.kernels.update.Rule;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.run.Interpreter;
import lockstep.nn.run.reference.Doubles;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class GradientTest {

  private final GraphBuilder g = new GraphBuilder(Mode.TRAIN, 1);

  private Value input(String name, int... sizes) {
    return g.input(name, DType.FLOAT32, Shape.of(sizes));
  }

  private Value gradient(Value loss, Value of) {
    return Objects.requireNonNull(Gradient.of(g, loss, List.of(of)).get(of));
  }

  private double[] values(Value value, Map<String, Doubles> inputs) {
    var interpreter = new Interpreter(g.build(), 1, Map.of());
    interpreter.run(inputs);
    return interpreter.value(value).values();
  }

  private static Doubles numbers(double... values) {
    return new Doubles(Shape.of(values.length), values);
  }

  @Test
  void the_uses_of_a_value_add_up() {
    Value x = input("x", 3);
    Value y = g.add(g.multiply(x, x), g.affine(5, x, 0)); // slope 2x + 5
    Value dx = gradient(g.sum(y), x);
    assertThat(values(dx, Map.of("x", numbers(1, -2, 3)))).containsExactly(7, 1, 11);
  }

  @Test
  void what_was_repeated_is_summed() {
    Value x = input("x", 2);
    Value y = g.multiply(g.fill(3, Shape.of(4, 2)), x);
    Value dx = gradient(g.sum(y), x);
    assertThat(dx.shape()).isEqualTo(Shape.of(2));
    assertThat(values(dx, Map.of("x", numbers(1, 2)))).containsExactly(12, 12);
  }

  @Test
  void a_batch_is_summed_over() {
    Value x = g.input("x", DType.FLOAT32, Shape.batch(2));
    Value bias = input("bias", 2);
    Value dBias = gradient(g.sum(g.add(x, bias)), bias);
    assertThat(dBias.shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void what_is_frozen_makes_no_nodes() {
    Value x = input("x", 2, 3);
    Value first = input("first", 3, 4);
    Value second = input("second", 4, 5);
    Value hidden = g.map(Unary.TANH, g.matMul(x, first));
    Value loss = g.sum(g.matMul(hidden, second));
    int before = g.nodes().size();
    gradient(loss, second);
    List<Node> made = g.nodes().subList(before, g.nodes().size());
    assertThat(made).noneMatch(node -> node.op() instanceof MapOp.UnaryGradient);
    assertThat(made).filteredOn(node -> node.op() instanceof ProductOp).hasSize(1);
  }

  @Test
  void what_the_loss_does_not_depend_on_gets_zeros() {
    Value x = input("x", 3);
    Value other = g.input("other", DType.FLOAT32, Shape.batch(2));
    Value zeros = gradient(g.sum(x), other);
    assertThat(zeros.node().op()).isEqualTo(new LeafOp.Fill(0));
    assertThat(zeros.shape()).isEqualTo(other.shape());
  }

  @Test
  void outputs_that_nothing_uses_pass_zeros_back() {
    Value x = g.input("x", DType.FLOAT32, Shape.batch(2, 3));
    Value h = g.input("h", DType.FLOAT32, Shape.batch(4));
    Value w = input("w", 3, 4);
    Value u = input("u", 4, 4);
    Value bias = input("bias", 4);
    Node rnn = g.add(new RecurrentOp.Rnn(Direction.FORWARD, false), List.of(x, h, w, u, bias));
    Value dx = gradient(g.sum(rnn.output(0)), x);
    Value ofLast = dx.node().inputs().getLast();
    assertThat(ofLast.node().op()).isEqualTo(new LeafOp.Fill(0));
    assertThat(ofLast.shape()).isEqualTo(Shape.batch(4));
  }

  @Test
  void the_gradient_of_the_loss_itself_is_one() {
    Value x = g.input("x", DType.FLOAT32, Shape.scalar());
    assertThat(gradient(x, x).node().op()).isEqualTo(new LeafOp.Fill(1));
  }

  @Test
  void several_are_made_in_one_walk() {
    Value a = input("a", 2);
    Value b = input("b", 2);
    Map<Value, Value> gradients = Gradient.of(g, g.sum(g.multiply(a, b)), List.of(b, a));
    assertThat(gradients.keySet()).containsExactly(b, a);
    var inputs = Map.of("a", numbers(2, 3), "b", numbers(5, 7));
    assertThat(values(Objects.requireNonNull(gradients.get(a)), inputs)).containsExactly(5, 7);
    assertThat(values(Objects.requireNonNull(gradients.get(b)), inputs)).containsExactly(2, 3);
  }

  @Test
  void nodes_of_the_gradient_belong_to_the_layer() {
    Value x = input("x", 3);
    Value y = g.in("features", () -> g.in("0", () -> g.map(Unary.EXP, x)));
    Value dx = gradient(g.sum(y), x);
    assertThat(dx.node().origin()).isEqualTo("features.0");
  }

  @Test
  void a_loss_that_is_no_scalar_is_refused() {
    Value x = input("x", 3);
    assertThatThrownBy(() -> Gradient.of(g, x, List.of(x)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("loss: expected a scalar, got [3]. Take its mean or its sum.");
  }

  @Test
  void second_derivatives_are_refused_by_name() {
    Value x = input("x", 3);
    Value dx = gradient(g.sum(g.map(Unary.TANH, x)), x);
    Value loss = g.sum(dx);
    assertThatThrownBy(() -> Gradient.of(g, loss, List.of(x)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            dx.node()
                + ": expected an operation with a gradient; second derivatives are not made."
                + " Leave it out of what is differentiated.");
  }

  @Test
  void updates_have_no_gradient_but_do_not_disturb_one() {
    Value x = input("x", 3);
    Value rate = g.input("rate", DType.FLOAT32, Shape.scalar());
    g.add(new UpdateOp.Update(new Rule.Sgd(0), false), List.of(x, x, rate, g.step()));
    Value dx = gradient(g.sum(x), x);
    assertThat(dx.shape()).isEqualTo(Shape.of(3));
  }
}
