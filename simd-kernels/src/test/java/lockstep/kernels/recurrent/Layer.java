package lockstep.kernels.recurrent;

import java.util.function.Consumer;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;

/// A recurrent layer with operands and their gradients in memory, forwards and back.
final class Layer {

  /// Which layer.
  enum Kind {
    LSTM(4),
    GRU(3),
    RNN_TANH(1),
    RNN_RELU(1);

    final int gates;

    Kind(int gates) {
      this.gates = gates;
    }
  }

  /// What a gradient belongs to, in the order of {@link #inputs}. Only an LSTM has a cell, only a
  /// GRU a second bias.
  static final String[] NAMES = {"x", "h₀", "c₀", "W", "U", "bias", "recurrent bias"};

  final Kind kind;
  final SequenceShape shape;
  final int[] lengths;
  final float[][] inputs = new float[NAMES.length][];

  /// The gradients of y, of the last h and of the last c.
  final float[][] seeds = new float[3][];

  final Guarded y;
  final Guarded lastH;
  final Guarded lastC;
  final Guarded saved;
  final Guarded[] gradients = new Guarded[NAMES.length];
  private final Guarded[] in = new Guarded[NAMES.length];
  private final Guarded[] out = new Guarded[3];
  private final Guarded rowLengths;

  // Made once: a run allocates nothing.
  private final State initial;
  private final State last;
  private final State dLast;
  private final State dInitial;
  private final LstmWeights lstm;
  private final LstmWeights dLstm;
  private final GruWeights gru;
  private final GruWeights dGru;
  private final RnnWeights rnn;
  private final RnnWeights dRnn;

  Layer(Kind kind, SequenceShape shape, int... lengths) {
    this.kind = kind;
    this.shape = shape;
    this.lengths = lengths;
    int rows = shape.rows();
    int hidden = shape.hidden();
    int width = kind.gates * hidden;
    int state = shape.batch() * hidden;
    int[] sizes = {
      rows * shape.features(), state, state, shape.features() * width, hidden * width, width, width
    };
    for (int i = 0; i < sizes.length; i++) {
      inputs[i] = Numbers.array(sizes[i], i + 1, i == 3 || i == 4 ? 0.4 : 0.8);
      in[i] = Guarded.of(inputs[i], 1);
      gradients[i] = Numbers.unwritten(sizes[i]);
    }
    int[] outSizes = {rows * hidden, state, state};
    for (int i = 0; i < outSizes.length; i++) {
      seeds[i] = Numbers.array(outSizes[i], 20 + i, 1);
      out[i] = Guarded.of(seeds[i], 1);
    }
    y = Numbers.unwritten(rows * hidden);
    lastH = Numbers.unwritten(state);
    lastC = Numbers.unwritten(state);
    long savedBytes =
        switch (kind) {
          case LSTM -> LstmSequence.of(shape).savedBytes();
          case GRU -> GruSequence.of(shape).savedBytes();
          case RNN_TANH, RNN_RELU -> 0;
        };
    saved = Guarded.of(new float[(int) (savedBytes / Float.BYTES)], 0);
    rowLengths = Guarded.ofInts(lengths);
    initial = new State(in[1].address(), in[2].address());
    last = new State(lastH.address(), lastC.address());
    dLast = new State(out[1].address(), out[2].address());
    dInitial = new State(gradients[1].address(), gradients[2].address());
    lstm = new LstmWeights(in[3].address(), in[4].address(), in[5].address());
    dLstm = new LstmWeights(gradient(3), gradient(4), gradient(5));
    gru = new GruWeights(in[3].address(), in[4].address(), in[5].address(), in[6].address());
    dGru = new GruWeights(gradient(3), gradient(4), gradient(5), gradient(6));
    rnn = new RnnWeights(in[3].address(), in[4].address(), in[5].address());
    dRnn = new RnnWeights(gradient(3), gradient(4), gradient(5));
  }

  private long gradient(int input) {
    return gradients[input].address();
  }

  private long lengths() {
    return lengths.length == 0 ? 0 : rowLengths.address();
  }

  /// {@return a run of the kernels, forwards and back}
  Consumer<Parallel> kernels() {
    return switch (kind) {
      case LSTM -> lstm();
      case GRU -> gru();
      case RNN_TANH -> rnn(Activation.TANH);
      case RNN_RELU -> rnn(Activation.RELU);
    };
  }

  private Consumer<Parallel> lstm() {
    var forwards = LstmSequence.of(shape);
    var back = LstmSequenceGradient.of(shape);
    var scratch = scratch(Math.max(forwards.scratchBytes(4), back.scratchBytes(4)));
    return parallel -> {
      forwards.run(
          parallel,
          in[0].address(),
          lengths(),
          initial,
          lstm,
          y.address(),
          last,
          saved.address(),
          scratch.address());
      back.run(
          parallel,
          out[0].address(),
          dLast,
          in[0].address(),
          lengths(),
          initial,
          lstm,
          y.address(),
          saved.address(),
          gradient(0),
          dInitial,
          dLstm,
          scratch.address());
    };
  }

  /// {@return a run of the kernels that keep nothing for a gradient}
  Consumer<Parallel> prediction(boolean eachStep) {
    return switch (kind) {
      case LSTM -> {
        var kernel = LstmPrediction.of(shape, eachStep);
        var packed = scratch(kernel.packedBytes());
        var scratch = scratch(kernel.scratchBytes(4));
        yield parallel -> {
          kernel.pack(parallel, lstm, packed.address());
          kernel.run(
              parallel,
              in[0].address(),
              lengths(),
              initial,
              lstm,
              packed.address(),
              y.address(),
              last,
              scratch.address());
        };
      }
      case GRU -> {
        var kernel = GruPrediction.of(shape, eachStep);
        var scratch = scratch(kernel.scratchBytes(4));
        yield parallel ->
            kernel.run(
                parallel,
                in[0].address(),
                lengths(),
                initial.hidden(),
                gru,
                y.address(),
                last.hidden(),
                scratch.address());
      }
      case RNN_TANH, RNN_RELU -> throw new IllegalArgumentException(kind + " saves nothing.");
    };
  }

  private Consumer<Parallel> gru() {
    var forwards = GruSequence.of(shape);
    var back = GruSequenceGradient.of(shape);
    var scratch = scratch(Math.max(forwards.scratchBytes(4), back.scratchBytes(4)));
    return parallel -> {
      forwards.run(
          parallel,
          in[0].address(),
          lengths(),
          initial.hidden(),
          gru,
          y.address(),
          last.hidden(),
          saved.address(),
          scratch.address());
      back.run(
          parallel,
          out[0].address(),
          dLast.hidden(),
          in[0].address(),
          lengths(),
          initial.hidden(),
          gru,
          y.address(),
          saved.address(),
          gradient(0),
          dInitial.hidden(),
          dGru,
          scratch.address());
    };
  }

  private Consumer<Parallel> rnn(Activation activation) {
    var forwards = RnnSequence.of(shape, activation);
    var back = RnnSequenceGradient.of(shape, activation);
    var scratch = scratch(Math.max(forwards.scratchBytes(4), back.scratchBytes(4)));
    return parallel -> {
      forwards.run(
          parallel,
          in[0].address(),
          lengths(),
          initial.hidden(),
          rnn,
          y.address(),
          last.hidden(),
          scratch.address());
      back.run(
          parallel,
          out[0].address(),
          dLast.hidden(),
          in[0].address(),
          lengths(),
          initial.hidden(),
          rnn,
          y.address(),
          gradient(0),
          dInitial.hidden(),
          dRnn,
          scratch.address());
    };
  }

  private static Guarded scratch(long bytes) {
    return Guarded.unwritten((int) (bytes / Float.BYTES), 0);
  }

  void reference() {
    switch (kind) {
      case LSTM -> {
        LstmSequenceReference.run(
            shape, in[0].address(), lengths(), initial, lstm, y.address(), last, saved.address());
        LstmSequenceReference.gradient(
            shape,
            out[0].address(),
            dLast,
            in[0].address(),
            lengths(),
            initial,
            lstm,
            y.address(),
            saved.address(),
            gradient(0),
            dInitial,
            dLstm);
      }
      case GRU -> {
        GruSequenceReference.run(
            shape,
            in[0].address(),
            lengths(),
            initial.hidden(),
            gru,
            y.address(),
            last.hidden(),
            saved.address());
        GruSequenceReference.gradient(
            shape,
            out[0].address(),
            dLast.hidden(),
            in[0].address(),
            lengths(),
            initial.hidden(),
            gru,
            y.address(),
            saved.address(),
            gradient(0),
            dInitial.hidden(),
            dGru);
      }
      case RNN_TANH -> rnnReference(Activation.TANH);
      case RNN_RELU -> rnnReference(Activation.RELU);
    }
  }

  private void rnnReference(Activation activation) {
    RnnSequenceReference.run(
        shape,
        activation,
        in[0].address(),
        lengths(),
        initial.hidden(),
        rnn,
        y.address(),
        last.hidden());
    RnnSequenceReference.gradient(
        shape,
        activation,
        out[0].address(),
        dLast.hidden(),
        in[0].address(),
        lengths(),
        initial.hidden(),
        rnn,
        y.address(),
        gradient(0),
        dInitial.hidden(),
        dRnn);
  }
}
