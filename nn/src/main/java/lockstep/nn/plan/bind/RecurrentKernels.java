package lockstep.nn.plan.bind;

import lockstep.kernels.recurrent.Activation;
import lockstep.kernels.recurrent.Direction;
import lockstep.kernels.recurrent.GruPrediction;
import lockstep.kernels.recurrent.GruSequence;
import lockstep.kernels.recurrent.GruSequenceGradient;
import lockstep.kernels.recurrent.GruWeights;
import lockstep.kernels.recurrent.LstmPrediction;
import lockstep.kernels.recurrent.LstmSequence;
import lockstep.kernels.recurrent.LstmSequenceGradient;
import lockstep.kernels.recurrent.LstmWeights;
import lockstep.kernels.recurrent.Order;
import lockstep.kernels.recurrent.RnnSequence;
import lockstep.kernels.recurrent.RnnSequenceGradient;
import lockstep.kernels.recurrent.RnnWeights;
import lockstep.kernels.recurrent.SequenceShape;
import lockstep.kernels.recurrent.State;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.tensor.Shape;

/// The kernels of {@link RecurrentOp}.
final class RecurrentKernels {

  private static final int NONE = -1;

  private RecurrentKernels() {}

  static Kernel of(RecurrentOp op, Sizes sizes) {
    return switch (op) {
      case RecurrentOp.Lstm(var direction, var masked) ->
          sizes.spared(3)
              ? lstmPrediction(
                  shape(direction, sizes),
                  masked ? 6 : NONE,
                  !sizes.spared(0),
                  sizes.steady(3) && sizes.steady(4))
              : lstm(shape(direction, sizes), masked ? 6 : NONE);
      case RecurrentOp.LstmGradient(var of) ->
          lstmGradient(shape(of.direction(), sizes), of.masked() ? 6 : NONE, of.masked() ? 7 : 6);
      case RecurrentOp.Gru(var direction, var masked) ->
          sizes.spared(2)
              ? gruPrediction(shape(direction, sizes), masked ? 6 : NONE, !sizes.spared(0))
              : gru(shape(direction, sizes), masked ? 6 : NONE);
      case RecurrentOp.GruGradient(var of) ->
          gruGradient(shape(of.direction(), sizes), of.masked() ? 6 : NONE, of.masked() ? 7 : 6);
      case RecurrentOp.Rnn(var direction, var masked) ->
          rnn(shape(direction, sizes), masked ? 5 : NONE);
      case RecurrentOp.RnnGradient(var of) ->
          rnnGradient(shape(of.direction(), sizes), of.masked() ? 5 : NONE, of.masked() ? 6 : 5);
    };
  }

  private static Kernel lstm(SequenceShape shape, int lengths) {
    var lstm = LstmSequence.of(shape);
    return Kernel.prepared(
        lstm::scratchBytes,
        at -> {
          var first = new State(at.in(1), at.in(2));
          var weights = lstmWeights(at);
          var last = new State(at.out(1), at.out(2));
          return parallel ->
              lstm.run(
                  parallel,
                  at.in(0),
                  at.in(lengths, 0),
                  first,
                  weights,
                  at.out(0),
                  last,
                  at.out(3),
                  at.scratch());
        });
  }

  private static Kernel lstmPrediction(
      SequenceShape shape, int lengths, boolean eachStep, boolean steady) {
    var lstm = LstmPrediction.of(shape, eachStep);
    long packedBytes = lstm.packedBytes();
    boolean keeps = steady && packedBytes > 0;
    Kernel kernel =
        Kernel.prepared(
            threads -> (keeps ? 0 : packedBytes) + lstm.scratchBytes(threads),
            at -> {
              var first = new State(at.in(1), at.in(2));
              var weights = lstmWeights(at);
              var last = new State(at.out(1), at.out(2));
              return parallel -> {
                long packed = keeps ? at.kept() : at.scratch();
                if (!keeps) {
                  lstm.pack(parallel, weights, packed);
                }
                lstm.run(
                    parallel,
                    at.in(0),
                    at.in(lengths, 0),
                    first,
                    weights,
                    packed,
                    at.out(0),
                    last,
                    at.scratch() + (keeps ? 0 : packedBytes));
              };
            });
    return keeps
        ? kernel.keeping(
            packedBytes, (parallel, at) -> lstm.pack(parallel, lstmWeights(at), at.kept()))
        : kernel;
  }

  private static LstmWeights lstmWeights(Addresses at) {
    return new LstmWeights(at.in(3), at.in(4), at.in(5));
  }

  /// @param after the index of y, which follows the operands of the forward run
  private static Kernel lstmGradient(SequenceShape shape, int lengths, int after) {
    var gradient = LstmSequenceGradient.of(shape);
    return Kernel.prepared(
        gradient::scratchBytes,
        at -> {
          var first = new State(at.in(1), at.in(2));
          var weights = lstmWeights(at);
          var dLast = new State(at.in(after + 3), at.in(after + 4));
          var dFirst = new State(at.out(1), at.out(2));
          var dWeights = new LstmWeights(at.out(3), at.out(4), at.out(5));
          return parallel ->
              gradient.run(
                  parallel,
                  at.in(after + 2),
                  dLast,
                  at.in(0),
                  at.in(lengths, 0),
                  first,
                  weights,
                  at.in(after),
                  at.in(after + 1),
                  at.out(0),
                  dFirst,
                  dWeights,
                  at.scratch());
        });
  }

  private static Kernel gru(SequenceShape shape, int lengths) {
    var gru = GruSequence.of(shape);
    return Kernel.prepared(
        gru::scratchBytes,
        at -> {
          var weights = new GruWeights(at.in(2), at.in(3), at.in(4), at.in(5));
          return parallel ->
              gru.run(
                  parallel,
                  at.in(0),
                  at.in(lengths, 0),
                  at.in(1),
                  weights,
                  at.out(0),
                  at.out(1),
                  at.out(2),
                  at.scratch());
        });
  }

  private static Kernel gruPrediction(SequenceShape shape, int lengths, boolean eachStep) {
    var gru = GruPrediction.of(shape, eachStep);
    return Kernel.prepared(
        gru::scratchBytes,
        at -> {
          var weights = new GruWeights(at.in(2), at.in(3), at.in(4), at.in(5));
          return parallel ->
              gru.run(
                  parallel,
                  at.in(0),
                  at.in(lengths, 0),
                  at.in(1),
                  weights,
                  at.out(0),
                  at.out(1),
                  at.scratch());
        });
  }

  private static Kernel gruGradient(SequenceShape shape, int lengths, int after) {
    var gradient = GruSequenceGradient.of(shape);
    return Kernel.prepared(
        gradient::scratchBytes,
        at -> {
          var weights = new GruWeights(at.in(2), at.in(3), at.in(4), at.in(5));
          var dWeights = new GruWeights(at.out(2), at.out(3), at.out(4), at.out(5));
          return parallel ->
              gradient.run(
                  parallel,
                  at.in(after + 2),
                  at.in(after + 3),
                  at.in(0),
                  at.in(lengths, 0),
                  at.in(1),
                  weights,
                  at.in(after),
                  at.in(after + 1),
                  at.out(0),
                  at.out(1),
                  dWeights,
                  at.scratch());
        });
  }

  private static Kernel rnn(SequenceShape shape, int lengths) {
    var rnn = RnnSequence.of(shape, Activation.TANH);
    return Kernel.prepared(
        rnn::scratchBytes,
        at -> {
          var weights = new RnnWeights(at.in(2), at.in(3), at.in(4));
          return parallel ->
              rnn.run(
                  parallel,
                  at.in(0),
                  at.in(lengths, 0),
                  at.in(1),
                  weights,
                  at.out(0),
                  at.out(1),
                  at.scratch());
        });
  }

  private static Kernel rnnGradient(SequenceShape shape, int lengths, int after) {
    var gradient = RnnSequenceGradient.of(shape, Activation.TANH);
    return Kernel.prepared(
        gradient::scratchBytes,
        at -> {
          var weights = new RnnWeights(at.in(2), at.in(3), at.in(4));
          var dWeights = new RnnWeights(at.out(2), at.out(3), at.out(4));
          return parallel ->
              gradient.run(
                  parallel,
                  at.in(after + 1),
                  at.in(after + 2),
                  at.in(0),
                  at.in(lengths, 0),
                  at.in(1),
                  weights,
                  at.in(after),
                  at.out(0),
                  at.out(1),
                  dWeights,
                  at.scratch());
        });
  }

  private static SequenceShape shape(Direction direction, Sizes sizes) {
    Shape x = sizes.in(0);
    return new SequenceShape(
        x.size(1), x.size(0), x.size(2), sizes.in(1).size(1), direction, Order.BATCH_FIRST);
  }
}
