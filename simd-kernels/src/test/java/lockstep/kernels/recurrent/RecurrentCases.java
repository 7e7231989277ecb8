package lockstep.kernels.recurrent;

import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;

/// The layers and steps that every promise of all rooms is tested on.
public final class RecurrentCases {

  private RecurrentCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    var small = new StepShape(3, 37);
    var large = new StepShape(70, 250);
    return Stream.of(
        lstm(small),
        lstm(large),
        gru(small),
        gru(large),
        rnn(large, Activation.TANH),
        rnn(large, Activation.RELU),
        sequence(Layer.Kind.LSTM, Direction.FORWARD, Order.TIME_FIRST, 0),
        sequence(Layer.Kind.LSTM, Direction.REVERSE, Order.BATCH_FIRST, 0),
        sequence(Layer.Kind.LSTM, Direction.FORWARD, Order.TIME_FIRST, 4),
        sequence(Layer.Kind.LSTM, Direction.FORWARD, Order.BATCH_FIRST, 64, 0),
        sequence(Layer.Kind.LSTM, Direction.REVERSE, Order.TIME_FIRST, 64, 4),
        sequence(Layer.Kind.GRU, Direction.FORWARD, Order.TIME_FIRST, 0),
        sequence(Layer.Kind.GRU, Direction.REVERSE, Order.BATCH_FIRST, 4),
        prediction(Layer.Kind.LSTM, Direction.FORWARD, Order.TIME_FIRST, 33),
        prediction(Layer.Kind.LSTM, Direction.REVERSE, Order.BATCH_FIRST, 33),
        prediction(Layer.Kind.LSTM, Direction.FORWARD, Order.BATCH_FIRST, 64),
        prediction(Layer.Kind.LSTM, Direction.REVERSE, Order.TIME_FIRST, 63),
        prediction(Layer.Kind.GRU, Direction.REVERSE, Order.TIME_FIRST, 33),
        prediction(Layer.Kind.GRU, Direction.FORWARD, Order.BATCH_FIRST, 33),
        sequence(Layer.Kind.RNN_TANH, Direction.FORWARD, Order.TIME_FIRST, 0),
        sequence(Layer.Kind.RNN_TANH, Direction.REVERSE, Order.BATCH_FIRST, 4),
        sequence(Layer.Kind.RNN_RELU, Direction.REVERSE, Order.TIME_FIRST, 0),
        sequence(Layer.Kind.RNN_RELU, Direction.FORWARD, Order.BATCH_FIRST, 4));
  }

  private static KernelCase lstm(StepShape shape) {
    return new KernelCase(
        "recurrent.LstmStep " + shape,
        () -> {
          int size = shape.batch() * shape.hidden();
          var lengths = Guarded.ofInts(Numbers.lengths(shape.batch(), 5, 1));
          var pre = Numbers.normal(4 * size, 1);
          var bias = Numbers.normal(4 * shape.hidden(), 2);
          var before = Numbers.normal(size, 3);
          var h = Numbers.unwritten(size);
          var c = Numbers.unwritten(size);
          var gates = Numbers.unwritten(4 * size);
          var dGates = Numbers.unwritten(4 * size);
          var dh = Numbers.normal(size, 4);
          var step = LstmStep.of(shape);
          var gradient = LstmStepGradient.of(shape);
          return new KernelCase.Call(
              dGates,
              parallel -> {
                step.run(
                    parallel,
                    2,
                    lengths.address(),
                    pre.address(),
                    pre.address(),
                    bias.address(),
                    before.address(),
                    before.address(),
                    h.address(),
                    c.address(),
                    gates.address());
                gradient.run(
                    parallel,
                    2,
                    lengths.address(),
                    h.address(),
                    before.address(),
                    before.address(),
                    gates.address(),
                    before.address(),
                    c.address(),
                    dGates.address(),
                    dh.address(),
                    h.address());
              });
        });
  }

  private static KernelCase gru(StepShape shape) {
    return new KernelCase(
        "recurrent.GruStep " + shape,
        () -> {
          int size = shape.batch() * shape.hidden();
          var lengths = Guarded.ofInts(Numbers.lengths(shape.batch(), 5, 1));
          var pre = Numbers.normal(3 * size, 1);
          var bias = Numbers.normal(3 * shape.hidden(), 2);
          var before = Numbers.normal(size, 3);
          var h = Numbers.unwritten(size);
          var gates = Numbers.unwritten(4 * size);
          var dInput = Numbers.unwritten(3 * size);
          var dRecurrent = Numbers.unwritten(3 * size);
          var dh = Numbers.unwritten(size);
          var step = GruStep.of(shape);
          var gradient = GruStepGradient.of(shape);
          return new KernelCase.Call(
              dRecurrent,
              parallel -> {
                step.run(
                    parallel,
                    2,
                    lengths.address(),
                    pre.address(),
                    pre.address(),
                    bias.address(),
                    bias.address(),
                    before.address(),
                    h.address(),
                    gates.address());
                gradient.run(
                    parallel,
                    2,
                    lengths.address(),
                    h.address(),
                    before.address(),
                    gates.address(),
                    before.address(),
                    dInput.address(),
                    dRecurrent.address(),
                    dh.address());
              });
        });
  }

  private static KernelCase rnn(StepShape shape, Activation activation) {
    return new KernelCase(
        "recurrent.RnnStep " + activation,
        () -> {
          int size = shape.batch() * shape.hidden();
          var pre = Numbers.normal(size, 1);
          var bias = Numbers.normal(shape.hidden(), 2);
          var h = Numbers.unwritten(size);
          var dPre = Numbers.unwritten(size);
          var dh = Numbers.unwritten(size);
          var step = RnnStep.of(shape, activation);
          var gradient = RnnStepGradient.of(shape, activation);
          return new KernelCase.Call(
              dPre,
              parallel -> {
                step.run(
                    parallel, 0, 0, pre.address(), 0, bias.address(), pre.address(), h.address());
                gradient.run(
                    parallel,
                    0,
                    0,
                    h.address(),
                    pre.address(),
                    h.address(),
                    dPre.address(),
                    dh.address());
              });
        });
  }

  private static KernelCase sequence(Layer.Kind kind, Direction direction, Order order, int input) {
    return sequence(kind, direction, order, 33, input);
  }

  private static KernelCase sequence(
      Layer.Kind kind, Direction direction, Order order, int batch, int input) {
    var shape = new SequenceShape(5, batch, 70, batch == 64 ? 136 : 129, direction, order);
    int[] lengths = direction == Direction.REVERSE ? Numbers.lengths(batch, 5, 3) : new int[0];
    return new KernelCase(
        "recurrent.Sequence " + kind + " " + shape + " gradient of " + Layer.NAMES[input],
        () -> {
          var layer = new Layer(kind, shape, lengths);
          var kernels = layer.kernels();
          return new KernelCase.Call(layer.gradients[input], kernels::accept);
        });
  }

  private static KernelCase prediction(
      Layer.Kind kind, Direction direction, Order order, int batch) {
    var shape = new SequenceShape(11, batch, 70, 129, direction, order);
    int[] lengths = direction == Direction.REVERSE ? Numbers.lengths(batch, 11, 3) : new int[0];
    return new KernelCase(
        "recurrent.Prediction " + kind + " " + shape,
        () -> {
          var layer = new Layer(kind, shape, lengths);
          return new KernelCase.Call(layer.y, layer.prediction(true)::accept);
        });
  }
}
