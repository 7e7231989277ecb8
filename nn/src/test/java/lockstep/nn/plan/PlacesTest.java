package lockstep.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lockstep.kernels.map.Unary;
import lockstep.kernels.recurrent.Direction;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private final GraphBuilder g = new GraphBuilder(Mode.INFER, 1);
  private final Value x = g.input("x", DType.FLOAT32, Shape.batch(100));

  private Plan plan() {
    return Planner.plan(g.build(), 4, 2);
  }

  @Test
  void a_result_lies_over_an_operand_that_dies() {
    Value sum = g.add(x, x);
    Value exp = g.map(Unary.EXP, sum);
    Value tanh = g.map(Unary.TANH, exp);
    g.output("y", g.transpose(tanh, 1, 0));
    Plan plan = plan();
    assertThat(plan.place(exp)).isEqualTo(plan.place(sum));
    assertThat(plan.place(tanh)).isEqualTo(plan.place(sum));
  }

  @Test
  void an_operand_that_is_read_later_is_not_overwritten() {
    Value sum = g.add(x, x);
    Value exp = g.map(Unary.EXP, sum);
    g.output("y", g.transpose(g.multiply(exp, sum), 1, 0));
    Plan plan = plan();
    assertThat(plan.place(exp)).isNotEqualTo(plan.place(sum));
  }

  @Test
  void inputs_are_not_overwritten() {
    Value exp = g.map(Unary.EXP, x);
    g.output("y", g.transpose(exp, 1, 0));
    assertThat(plan().place(exp)).isNotEqualTo(plan().place(x));
  }

  @Test
  void constants_are_not_overwritten() {
    Value ones = g.fill(1, Shape.of(100));
    Value exp = g.map(Unary.EXP, ones);
    g.output("y", g.add(exp, x));
    assertThat(plan().place(exp)).isNotEqualTo(plan().place(ones));
  }

  @Test
  void outputs_are_not_overwritten() {
    Value first = g.map(Unary.EXP, x);
    g.output("first", first);
    Value second = g.map(Unary.TANH, first);
    g.output("second", second);
    Value third = g.map(Unary.SQUARE, second);
    g.output("third", g.transpose(third, 1, 0));
    assertThat(List.of(plan().place(first), plan().place(second), plan().place(third)))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_smaller_operand_is_not_overwritten() {
    Value row = g.map(Unary.EXP, g.input("row", DType.FLOAT32, Shape.of(100)));
    Value sum = g.add(row, x);
    g.output("y", g.transpose(sum, 1, 0));
    assertThat(plan().place(sum)).isNotEqualTo(plan().place(row));
  }

  @Test
  void an_operand_that_is_read_twice_by_one_node_is_not_overwritten() {
    Value exp = g.map(Unary.EXP, x);
    Value square = g.multiply(exp, exp);
    g.output("y", g.transpose(square, 1, 0));
    assertThat(plan().place(square)).isNotEqualTo(plan().place(exp));
  }

  @Test
  void a_reshape_is_its_operand_and_takes_no_step() {
    Value exp = g.map(Unary.EXP, x);
    Value reshaped = g.reshape(exp, Shape.batch(10, 10));
    Value again = g.reshape(reshaped, Shape.batch(100));
    g.output("y", g.transpose(again, 1, 0));
    Plan plan = plan();
    assertThat(plan.place(reshaped)).isEqualTo(plan.place(exp));
    assertThat(plan.place(again)).isEqualTo(plan.place(exp));
    assertThat(plan.steps()).hasSize(2);
  }

  @Test
  void an_operand_whose_reshape_is_read_later_is_not_overwritten() {
    Value exp = g.map(Unary.EXP, x);
    Value reshaped = g.reshape(exp, Shape.batch(10, 10));
    Value tanh = g.map(Unary.TANH, exp);
    g.output("y", g.add(g.reshape(tanh, Shape.batch(10, 10)), reshaped));
    assertThat(plan().place(tanh)).isNotEqualTo(plan().place(exp));
  }

  @Test
  void an_output_that_is_a_reshape_keeps_what_it_is_a_reshape_of() {
    Value exp = g.map(Unary.EXP, x);
    g.output("flat", g.reshape(exp, Shape.batch(10, 10)));
    Value tanh = g.map(Unary.TANH, exp);
    g.output("y", g.transpose(tanh, 1, 0));
    assertThat(plan().place(tanh)).isNotEqualTo(plan().place(exp));
  }

  @Test
  void variables_lie_with_the_model() {
    Value weight = g.parameter("weight", Shape.of(100), Initializer.zeros());
    Value scaled = g.map(Unary.EXP, weight);
    g.output("y", g.multiply(x, scaled));
    Plan plan = plan();
    assertThat(plan.place(weight)).isEqualTo(new Place.OfVariable("weight"));
    assertThat(plan.place(scaled)).isInstanceOf(Place.InSlab.class);
  }

  @Test
  void what_nobody_reads_of_a_recurrent_layer_lies_nowhere() {
    Node last = lstm("last");
    g.output("last", last.output(1));
    Node steps = lstm("steps");
    g.output("steps", steps.output(0));
    Node learning = lstm("learning");
    // Who reads what is saved reads y too; here a stand-in for the gradient does.
    g.output("saved", learning.output(3));
    Plan plan = plan();
    assertThat(nowhere(plan, last)).containsExactly(0, 3);
    assertThat(nowhere(plan, steps)).containsExactly(3);
    assertThat(nowhere(plan, learning)).isEmpty();
  }

  @Test
  void the_gradient_of_data_that_a_recurrent_layer_reads_lies_nowhere() {
    Node ofData = lstmGradient(lstm("of data"));
    g.output("of data", ofData.output(3));
    Node ofAnother = lstmGradient(lstm("of another"));
    g.output("of another", ofAnother.output(0));
    Plan plan = plan();
    assertThat(nowhere(plan, ofData)).containsExactly(0);
    assertThat(nowhere(plan, ofAnother)).isEmpty();
  }

  private Node lstmGradient(Node layer) {
    var operands = new ArrayList<>(layer.inputs());
    // Any values of their shapes serve as the gradients of y, of the last h and of the last c.
    IntStream.of(0, 3, 0, 1, 2).forEach(i -> operands.add(layer.output(i)));
    return g.add(new RecurrentOp.LstmGradient((RecurrentOp.Lstm) layer.op()), operands);
  }

  private Node lstm(String name) {
    Value sequence = g.reshape(x, Shape.batch(20, 5));
    Value state = g.fill(0, Shape.batch(6));
    Value input = g.parameter(name + ".input", Shape.of(5, 24), Initializer.zeros());
    Value recurrent = g.parameter(name + ".recurrent", Shape.of(6, 24), Initializer.zeros());
    Value bias = g.parameter(name + ".bias", Shape.of(24), Initializer.zeros());
    var op = new RecurrentOp.Lstm(Direction.FORWARD, false);
    return g.add(op, List.of(sequence, state, state, input, recurrent, bias));
  }

  private static List<Integer> nowhere(Plan plan, Node node) {
    return IntStream.range(0, node.outputs().size())
        .filter(i -> plan.place(node.output(i)) instanceof Place.Nowhere)
        .boxed()
        .toList();
  }

  @Test
  void what_is_needed_at_once_lies_apart() {
    Value y = x;
    for (int i = 0; i < 6; i++) {
      Value tanh = g.map(Unary.TANH, y);
      Value turned = g.transpose(g.reshape(tanh, Shape.batch(10, 10)), 0, 2, 1);
      y = g.add(g.reshape(turned, Shape.batch(100)), i % 2 == 0 ? tanh : y);
    }
    g.output("y", y);
    Plan plan = plan();
    // Replay who lies where: nobody may read what another has overwritten.
    Map<Place, Value> holder = new HashMap<>();
    holder.put(plan.place(x), x);
    for (Plan.PlannedStep step : plan.steps()) {
      Node node = step.node();
      for (Value input : node.inputs()) {
        assertThat(holder.get(plan.place(input))).as("%s", input).isEqualTo(source(input));
      }
      for (int i = 0; i < node.outputs().size(); i++) {
        holder.put(plan.place(node.output(i)), node.output(i));
      }
    }
    assertThat(plan.slabBytes()).isGreaterThanOrEqualTo(plan.leastBytes());
  }

  private static Value source(Value value) {
    Node node = value.node();
    return node.op() instanceof lockstep.nn.graph.MoveOp.Reshape ? source(node.input(0)) : value;
  }

  @Test
  void a_batch_has_at_least_one_member() {
    g.output("y", x);
    assertThatThrownBy(() -> Planner.plan(g.build(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch: expected 1 or more, got 0.");
  }
}
