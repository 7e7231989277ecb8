package lockstep.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.map.Unary;
import lockstep.kernels.recurrent.Direction;
import lockstep.kernels.update.Rule;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.ConvWindow;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

/// What nodes cost, for batches of 10.
class WorkTest {

  private final GraphBuilder g = new GraphBuilder(Mode.TRAIN, 1);

  private static Work work(Value value) {
    return Work.of(value.node(), 10);
  }

  private Value floats(String name, Shape shape) {
    return g.input(name, DType.FLOAT32, shape);
  }

  @Test
  void a_product_multiplies_each_row_with_each_column() {
    Value a = floats("a", Shape.batch(3));
    Value b = floats("b", Shape.of(3, 5));
    assertThat(work(g.matMul(a, b))).isEqualTo(new Work(2 * 10 * 3 * 5, 4 * (30 + 15 + 50)));
    Value across = floats("across", Shape.batch(4));
    assertThat(work(g.matMul(a, true, across, false)).operations()).isEqualTo(2 * 3 * 10 * 4);
  }

  @Test
  void a_convolution_and_its_gradients_cost_the_same() {
    var window = ConvWindow.square(3, 2, 1);
    Value x = floats("x", Shape.batch(8, 8, 2));
    Value weights = floats("weights", Shape.of(3, 3, 2, 6));
    Value dy = floats("dy", Shape.batch(4, 4, 6));
    double operations = 2.0 * 10 * 4 * 4 * 6 * 3 * 3 * 2;
    assertThat(work(g.conv2d(x, weights, window)).operations()).isEqualTo(operations);
    var back = new ProductOp.ConvTranspose(window, 8, 8, Epilogue.NONE);
    assertThat(work(g.apply(back, dy, weights)).operations()).isEqualTo(operations);
    var gradient = new ProductOp.ConvWeightGradient(window, Epilogue.Bias.NONE);
    assertThat(work(g.apply(gradient, x, dy)).operations()).isEqualTo(operations);
  }

  @Test
  void causal_attention_counts_what_queries_see() {
    Value qkv = floats("qkv", Shape.batch(4, 3 * 2 * 8));
    var op =
        new AttentionOp.Attention(
            2, 2, true, 1, AttentionOp.Operands.FUSED, AttentionOp.KeyMask.NONE);
    Work work = Work.of(g.add(op, List.of(qkv)), 10);
    int pairs = 1 + 2 + 3 + 4;
    assertThat(work.operations()).isEqualTo(2.0 * 2 * 10 * pairs * 2 * 8);
  }

  @Test
  void an_lstm_multiplies_inputs_and_states_with_four_gates_at_each_step() {
    Value x = floats("x", Shape.batch(7, 5));
    Value state = g.fill(0, Shape.batch(6));
    Value input = floats("input", Shape.of(5, 24));
    Value recurrent = floats("recurrent", Shape.of(6, 24));
    Value bias = floats("bias", Shape.of(24));
    var op = new RecurrentOp.Lstm(Direction.FORWARD, false);
    Work work = Work.of(g.add(op, List.of(x, state, state, input, recurrent, bias)), 10);
    assertThat(work.operations()).isEqualTo(2.0 * 10 * 7 * 24 * (5 + 6));
  }

  @Test
  void a_gradient_of_data_that_nobody_reads_takes_nothing() {
    Value x = floats("x", Shape.batch(7, 5));
    Value state = g.fill(0, Shape.batch(6));
    Value input = floats("input", Shape.of(5, 18));
    Value recurrent = floats("recurrent", Shape.of(6, 18));
    Value bias = floats("bias", Shape.of(18));
    var op = new RecurrentOp.Gru(Direction.FORWARD, false);
    Node layer = g.add(op, List.of(x, state, input, recurrent, bias, bias));
    var operands = new ArrayList<>(layer.inputs());
    operands.addAll(List.of(layer.output(0), layer.output(2), layer.output(0), layer.output(1)));
    Node gradient = g.add(new RecurrentOp.GruGradient(op), operands);
    g.output("dW", gradient.output(2));
    Work spared = Work.of(Planner.plan(g.build(), 10, 1), gradient);
    Work whole = Work.of(gradient, 10);
    assertThat(whole.operations()).isEqualTo(2 * 2.0 * 10 * 7 * 18 * (5 + 6));
    assertThat(spared.operations()).isEqualTo(whole.operations() - 2.0 * 10 * 7 * 18 * 5);
    assertThat(spared.bytes()).isEqualTo(whole.bytes() - 4 * 10 * 7 * 5);
  }

  @Test
  void a_function_of_elements_only_moves_bytes() {
    Value x = floats("x", Shape.batch(4));
    assertThat(work(g.map(Unary.EXP, x))).isEqualTo(new Work(0, 4 * (40 + 40)));
    assertThat(work(g.multiply(x, x)).bytes()).isEqualTo(4 * (40 + 40));
  }

  @Test
  void a_look_up_reads_the_rows_that_it_wants() {
    Value table = floats("table", Shape.of(1_000, 3));
    Value indices = g.input("indices", DType.INT32, Shape.batch());
    assertThat(work(g.gather(table, 0, indices)).bytes()).isEqualTo(4 * (30 + 10 + 30));
  }

  @Test
  void an_update_writes_what_it_changes() {
    Value parameter = g.parameter("weight", Shape.of(100), Initializer.zeros());
    Value velocity = g.state("velocity", Shape.of(100), Initializer.zeros());
    Value gradient = floats("gradient", Shape.of(100));
    Value rate = floats("rate", Shape.scalar());
    Value number = g.input("number", DType.INT32, Shape.scalar());
    var op = new UpdateOp.Update(new Rule.Momentum(0.9, 0, 0), false);
    Work work = Work.of(g.add(op, List.of(parameter, gradient, rate, number, velocity)), 10);
    assertThat(work).isEqualTo(new Work(0, 4 * (3 * 100 + 2 + 2 * 100)));
  }

  @Test
  void a_reshape_costs_nothing() {
    Value x = floats("x", Shape.batch(4));
    assertThat(work(g.reshape(x, Shape.batch(2, 2)))).isEqualTo(new Work(0, 0));
    assertThat(work(x).isOfProducts()).isFalse();
  }
}
