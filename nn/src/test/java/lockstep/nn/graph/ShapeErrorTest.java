package lockstep.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.map.Activation;
import lockstep.kernels.map.Binary;
import lockstep.kernels.map.Unary;
import lockstep.kernels.move.PadMode;
import lockstep.kernels.move.ResizeMode;
import lockstep.kernels.norm.After;
import lockstep.kernels.recurrent.Direction;
import lockstep.kernels.reduce.Reduction;
import lockstep.kernels.update.Rule;
import lockstep.nn.graph.AttentionOp.Attention;
import lockstep.nn.graph.AttentionOp.KeyMask;
import lockstep.nn.graph.AttentionOp.Operands;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said of inputs that do not fit: where, what was expected, what came, what to do.
class ShapeErrorTest {

  record Wrong(Op op, List<Type> inputs, String message) {}

  private static final Type MATRIX = floats(3, 4);
  private static final Type IMAGES = Type.floats(Shape.batch(8, 8, 4));
  private static final Epilogue BIASED = Epilogue.of(Epilogue.Bias.PER_COLUMN, Activation.RELU);

  private static Type floats(int... sizes) {
    return Type.floats(Shape.of(sizes));
  }

  private static Type ints(int... sizes) {
    return Type.ints(Shape.of(sizes));
  }

  private static Wrong wrong(Op op, String message, Type... inputs) {
    return new Wrong(op, List.of(inputs), message);
  }

  static Stream<Wrong> wrong() {
    return Stream.of(products(), maps(), moves(), rows(), sequences(), updates())
        .flatMap(cases -> cases);
  }

  private static Stream<Wrong> products() {
    var product = new ProductOp.MatMul(false, false, Epilogue.NONE);
    var conv = new ProductOp.Conv2d(ConvWindow.square(3, 1, 1), Epilogue.NONE);
    return Stream.of(
        wrong(
            product,
            "(MatMul): expected the same inner size, 4, got [[3, 4], [5, 4]]."
                + " A has as many columns as B has rows.",
            MATRIX,
            floats(5, 4)),
        wrong(
            new ProductOp.MatMul(true, true, Epilogue.NONE),
            "(MatMul): expected the same inner size, 3, got [[3, 4], [5, 4]]."
                + " Aᵀ has as many columns as Bᵀ has rows.",
            MATRIX,
            floats(5, 4)),
        wrong(
            product,
            "(MatMul): expected two matrices, got [[3, 4], [4]]."
                + " Reshape a vector to [1, n] or [n, 1].",
            MATRIX,
            floats(4)),
        wrong(
            product,
            "(MatMul): expected a B of two axes, or with the leading axes of A,"
                + " got [[2, 3, 4], [3, 4, 5]]. Broadcast it to them.",
            floats(2, 3, 4),
            floats(3, 4, 5)),
        wrong(
            new ProductOp.MatMul(false, false, BIASED),
            "(MatMul): expected a bias per column of shape [5] as input 2, got [3]."
                + " Make the two fit.",
            MATRIX,
            floats(4, 5),
            floats(3)),
        wrong(
            product,
            "(MatMul): expected numbers as FLOAT32 as input 0, got INT32. Cast it.",
            ints(3, 4),
            floats(4, 5)),
        wrong(
            product,
            "(MatMul): expected more inputs than 1, got [[3, 4]]."
                + " The operation's description lists its inputs.",
            MATRIX),
        wrong(
            conv,
            "(Conv2d): expected images [N, H, W, C] as input 0, got [3, 4]. Reshape it.",
            MATRIX,
            floats(3, 3, 4, 8)),
        wrong(
            conv,
            "(Conv2d): expected weights [3, 3, 4, K] for images of 4 channels in 1 group,"
                + " got [[N, 8, 8, 4], [3, 3, 2, 8]]. Give the layer the channels that it gets.",
            IMAGES,
            floats(3, 3, 2, 8)),
        wrong(
            new ProductOp.ConvTranspose(ConvWindow.square(2, 2, 0), 9, 9, Epilogue.NONE),
            "(ConvTranspose): expected the result of the convolution of shape [N, 4, 4, 4]"
                + " as input 0, got [N, 8, 8, 4]. Make the two fit.",
            IMAGES,
            floats(2, 2, 3, 4)),
        wrong(
            new ProductOp.ConvWeightGradient(ConvWindow.square(3, 1, 1), Epilogue.Bias.NONE),
            "(ConvWeightGradient): expected dy of shape [N, 8, 8, 5] as input 1,"
                + " got [N, 7, 8, 5]. Make the two fit.",
            IMAGES,
            Type.floats(Shape.batch(7, 8, 5))),
        wrong(
            new PoolOp.MaxPool(PoolWindow.square(2, 2, 0)),
            "(MaxPool): expected images [N, H, W, C] as input 0, got [3, 4]. Reshape it.",
            MATRIX),
        wrong(
            new PoolOp.MaxPoolGradient(PoolWindow.square(2, 2, 0), 8, 8),
            "(MaxPoolGradient): expected indices as INT32 as input 1, got FLOAT32. Cast it.",
            Type.floats(Shape.batch(4, 4, 4)),
            Type.floats(Shape.batch(4, 4, 4))),
        wrong(
            new PoolOp.AveragePoolGradient(PoolWindow.square(2, 2, 0), 9, 10),
            "(AveragePoolGradient): expected the pooled images' gradient of shape [N, 4, 5, 4]"
                + " as input 0, got [N, 8, 8, 4]. Make the two fit.",
            IMAGES));
  }

  private static Stream<Wrong> maps() {
    return Stream.of(
        wrong(
            new MapOp.UnaryMap(Unary.EXP),
            "(UnaryMap): expected x as FLOAT32 as input 0, got INT32. Cast it.",
            ints(3)),
        wrong(
            new MapOp.BinaryMap(Binary.ADD),
            "(BinaryMap): expected shapes that are equal, or 1, axis by axis from the last,"
                + " got [[3, 4], [3]]. Reshape or broadcast one of them.",
            MATRIX,
            floats(3)),
        wrong(
            new MapOp.BinaryMap(Binary.ADD),
            "(BinaryMap): expected shapes that are equal, or 1, axis by axis from the last,"
                + " got [[N, 4], [3, 4]]. Reshape or broadcast one of them.",
            Type.floats(Shape.batch(4)),
            MATRIX),
        wrong(
            new MapOp.Select(),
            "(Select): expected 3 inputs, got [[3, 4], [3, 4]]."
                + " The operation's description lists its inputs.",
            MATRIX,
            MATRIX),
        wrong(
            new ReduceOp.Reduce(Reduction.SUM, List.of(2)),
            "(Reduce): expected axes of the input, got [[3, 4]]."
                + " Count them from the front, from 0.",
            MATRIX),
        wrong(
            new ReduceOp.MeanGradient(Shape.of(3, 5)),
            "(MeanGradient): expected the gradient of a mean over [3, 5], got [[3, 4]]."
                + " Only axes of size 1 repeat.",
            MATRIX));
  }

  private static Stream<Wrong> moves() {
    return Stream.of(
        wrong(
            new MoveOp.Reshape(Shape.of(5)),
            "(Reshape): expected as many elements as [5] has, got [[3, 4]]."
                + " A reshape neither adds nor drops elements.",
            MATRIX),
        wrong(
            new MoveOp.Transpose(List.of(0, 0)),
            "(Transpose): expected an order of the axes [0, 1] instead of [0, 0], got [[3, 4]]."
                + " Name every axis once.",
            MATRIX),
        wrong(
            new MoveOp.Slice(List.of(0, 2), List.of(3, 3), List.of(1, 1)),
            "(Slice): expected elements inside axis 1 of [3, 4] instead of 3 from 2 on by steps"
                + " of 1, got [[3, 4]]. Count elements from 0.",
            MATRIX),
        wrong(
            new MoveOp.Slice(List.of(0, 0), List.of(2, 4), List.of(1, 1)),
            "(Slice): expected the whole batch on axis 0 of [N, 4] instead of 2 from 0 on by"
                + " steps of 1, got [[N, 4]]. Slice other axes.",
            Type.floats(Shape.batch(4))),
        wrong(
            new MoveOp.Concat(0),
            "(Concat): expected shapes that differ on axis 0 only, got [[3, 4], [3, 5]]."
                + " Reshape, or pad the smaller ones.",
            MATRIX,
            floats(3, 5)),
        wrong(
            new MoveOp.Concat(2),
            "(Concat): expected an axis from 0 to 1 instead of 2, got [[3, 4]]."
                + " Count from the front.",
            MATRIX),
        wrong(
            new MoveOp.Pad(PadMode.EDGE, List.of(1), List.of(1), 0),
            "(Pad): expected a padding before and after for each axis, got [[3, 4]]."
                + " Name all axes.",
            MATRIX),
        wrong(
            new MoveOp.Pad(PadMode.EDGE, List.of(0, -1), List.of(0, 0), 0),
            "(Pad): expected paddings of 0 or more, none of the batch, instead of [0, -1] and"
                + " [0, 0], got [[3, 4]]. Slice to make a tensor smaller.",
            MATRIX),
        wrong(
            new MoveOp.Pad(PadMode.REFLECT, List.of(3, 0), List.of(0, 0), 0),
            "(Pad): expected fewer elements of padding than axis 0 of [3, 4] has, got [[3, 4]]."
                + " A mirror shows each element once.",
            MATRIX),
        wrong(
            new MoveOp.Gather(0),
            "(Gather): expected indices as INT32 as input 1, got FLOAT32. Cast it.",
            MATRIX,
            floats(2)),
        wrong(
            new MoveOp.Gather(2),
            "(Gather): expected an axis from 0 to 1 instead of 2, got [[3, 4], int[2]]."
                + " Count from the front.",
            MATRIX,
            ints(2)),
        wrong(
            new MoveOp.ScatterAdd(0, 9),
            "(ScatterAdd): expected rows with the axes of the indices from axis 0 on,"
                + " got [[3, 4], int[2]]. Gather makes such rows.",
            MATRIX,
            ints(2)),
        wrong(
            new MoveOp.Broadcast(Shape.of(3, 5)),
            "(Broadcast): expected a shape that repeats to [3, 5], got [[3, 4]]."
                + " Only axes of size 1 repeat.",
            MATRIX),
        wrong(
            new MoveOp.Resize(ResizeMode.LINEAR, 4, 4),
            "(Resize): expected images [N, H, W, C] as input 0, got [3, 4]. Reshape it.",
            MATRIX),
        wrong(
            new MoveOp.OneHot(4),
            "(OneHot): expected indices as INT32 as input 0, got FLOAT32. Cast it.",
            MATRIX));
  }

  private static Stream<Wrong> rows() {
    return Stream.of(
        wrong(
            new SoftmaxOp.Softmax(),
            "(Softmax): expected at least one axis, got [[]]. Reshape it.",
            floats()),
        wrong(
            new SoftmaxOp.CrossEntropy(0, -100, false),
            "(CrossEntropy): expected a label for each row of shape [3] as input 1, got int[4]."
                + " Make the two fit.",
            MATRIX,
            ints(4)),
        wrong(
            new SoftmaxOp.CrossEntropy(0, -100, true),
            "(CrossEntropy): expected a weight for each class of shape [4] as input 2, got [3]."
                + " Make the two fit.",
            MATRIX,
            ints(3),
            floats(3)),
        wrong(
            new SoftmaxOp.SoftCrossEntropy(),
            "(SoftCrossEntropy): expected targets of shape [3, 4] as input 1, got [3]."
                + " Make the two fit.",
            MATRIX,
            floats(3)),
        wrong(
            new NormOp.LayerNorm(1e-5f),
            "(LayerNorm): expected at least two axes, the last one features, got [[4], [4], [4]]."
                + " Reshape it.",
            floats(4),
            floats(4),
            floats(4)),
        wrong(
            new NormOp.BatchNorm(1e-5f, 0.1f, After.NOTHING),
            "(BatchNorm): expected 5 inputs, got [[3, 4], [4], [4]]."
                + " The operation's description lists its inputs.",
            MATRIX,
            floats(4),
            floats(4)),
        wrong(
            new NormOp.RmsNorm(1e-5f),
            "(RmsNorm): expected one number for each of the last axis, of shape [4] as input 1,"
                + " got [3]. Make the two fit.",
            MATRIX,
            floats(3)),
        wrong(
            new NormOp.GroupNorm(3, 1e-5f),
            "(GroupNorm): expected channels that 3 groups divide, got [[3, 4], [4], [4]]."
                + " Choose another number of groups.",
            MATRIX,
            floats(4),
            floats(4)));
  }

  private static Stream<Wrong> sequences() {
    Type tokens = Type.floats(Shape.batch(5, 8));
    Type state = Type.floats(Shape.batch(6));
    return Stream.of(
        wrong(
            attention(3, 3, Operands.SEPARATE, KeyMask.NONE),
            "(Attention): expected features that are a multiple of 3,"
                + " got [[N, 5, 8], [N, 5, 8], [N, 5, 8]]. Choose another number of heads.",
            tokens,
            tokens,
            tokens),
        wrong(
            attention(4, 3, Operands.SEPARATE, KeyMask.NONE),
            "(Attention): expected heads that 3 key heads divide, not 4,"
                + " got [[N, 5, 8], [N, 5, 8], [N, 5, 8]]. Choose another number of heads.",
            tokens,
            tokens,
            tokens),
        wrong(
            attention(4, 2, Operands.SEPARATE, KeyMask.NONE),
            "(Attention): expected keys of shape [N, 5, 4] as input 1, got [N, 5, 8]."
                + " Make the two fit.",
            tokens,
            tokens,
            tokens),
        wrong(
            attention(2, 2, Operands.SEPARATE, KeyMask.GIVEN),
            "(Attention): expected a mask of shape [N, 5] as input 3, got [N, 8]."
                + " Make the two fit.",
            tokens,
            tokens,
            tokens,
            Type.floats(Shape.batch(8))),
        wrong(
            attention(4, 2, Operands.FUSED, KeyMask.NONE),
            "(Attention): expected as many key heads as heads, got [[N, 5, 24]]. Use SEPARATE.",
            Type.floats(Shape.batch(5, 24))),
        wrong(
            new RecurrentOp.Rnn(Direction.FORWARD, false),
            "(Rnn): expected input weights of shape [8, 6] as input 2, got [6, 6]."
                + " Make the two fit.",
            tokens,
            state,
            floats(6, 6),
            floats(6, 6),
            floats(6)),
        wrong(
            new RecurrentOp.Lstm(Direction.FORWARD, false),
            "(Lstm): expected a first state for each sequence,"
                + " got [[N, 5, 8], [3, 6], [3, 6], [8, 24], [6, 24], [24]]. Broadcast it.",
            tokens,
            floats(3, 6),
            floats(3, 6),
            floats(8, 24),
            floats(6, 24),
            floats(24)),
        wrong(
            new RecurrentOp.Gru(Direction.REVERSE, true),
            "(Gru): expected lengths as INT32 as input 6, got FLOAT32. Cast it.",
            tokens,
            state,
            floats(8, 18),
            floats(6, 18),
            floats(18),
            floats(18),
            Type.floats(Shape.batch())));
  }

  private static Attention attention(int heads, int keyHeads, Operands operands, KeyMask mask) {
    return new Attention(heads, keyHeads, false, 1, operands, mask);
  }

  private static Stream<Wrong> updates() {
    return Stream.of(
        wrong(
            new CtcOp.Ctc(false),
            "(Ctc): expected log-probabilities [N, T, classes] as input 0, got [3, 4]. Reshape it.",
            MATRIX,
            ints(3, 2)),
        wrong(
            new CtcOp.Ctc(false),
            "(Ctc): expected targets of shape [3, 2] as input 1, got int[4, 2]. Make the two fit.",
            floats(3, 5, 4),
            ints(4, 2)),
        wrong(
            new CtcOp.Ctc(true),
            "(Ctc): expected lengths as INT32 as input 2, got FLOAT32. Cast it.",
            floats(3, 5, 4),
            ints(3, 2),
            floats(3)),
        wrong(
            new RandomOp.Dropout(1, 0, 0),
            "(Dropout): expected a probability of at least 0 and below 1, got 1.0."
                + " Drop a smaller part.",
            MATRIX,
            ints()),
        wrong(
            new RandomOp.Normal(0, 0),
            "(Normal): expected the number of the step as INT32 as input 1, got FLOAT32. Cast it.",
            MATRIX,
            floats()),
        wrong(
            new UpdateOp.Update(new Rule.Momentum(0.9, 0, 0), false),
            "(Update): expected a state of shape [3, 4] as input 4, got [4]. Make the two fit.",
            MATRIX,
            MATRIX,
            floats(),
            ints(),
            floats(4)),
        wrong(
            new UpdateOp.Accumulate(),
            "(Accumulate): expected the other operand of shape [3, 4] as input 1, got [4]."
                + " Make the two fit.",
            MATRIX,
            floats(4)),
        wrong(
            new UpdateOp.GlobalNorm(1, 1),
            "(GlobalNorm): expected at least one gradient, got []. Without any there is no norm."));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void the_message_says_where_what_and_what_to_do(Wrong wrong) {
    var g = new GraphBuilder(Mode.TRAIN, 1);
    var inputs = new ArrayList<Value>();
    for (Type type : wrong.inputs()) {
      inputs.add(g.input("x" + inputs.size(), type.dtype(), type.shape()));
    }
    assertThatThrownBy(() -> g.in("features", () -> g.in("3", () -> g.add(wrong.op(), inputs))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("features.3 " + wrong.message());
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void an_operation_without_inputs_is_refused_with_a_message(Wrong wrong) {
    var g = new GraphBuilder(Mode.TRAIN, 1);
    assertThatThrownBy(() -> g.add(wrong.op(), List.of()))
        .isInstanceOf(ShapeException.class)
        .message()
        .satisfies(
            message -> assertThat(message).contains("(" + wrong.op().name() + "): expected"));
  }
}
