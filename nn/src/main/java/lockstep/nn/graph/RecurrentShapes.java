package lockstep.nn.graph;

import java.util.List;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link RecurrentOp}.
final class RecurrentShapes {

  /// Floats for each row beyond what the kernels save: they align two parts to cache lines.
  private static final int ALIGNMENT = 32;

  private RecurrentShapes() {}

  static List<Type> outputs(RecurrentOp op, Inputs in) {
    return switch (op) {
      case RecurrentOp.Lstm(_, var masked) -> {
        in.expectCount(masked ? 7 : 6);
        yield lstm(masked, in);
      }
      case RecurrentOp.LstmGradient(var of) -> {
        in.expectCount((of.masked() ? 7 : 6) + 5);
        lstm(of.masked(), in);
        yield firstTypes(in, 6);
      }
      case RecurrentOp.Gru(_, var masked) -> {
        in.expectCount(masked ? 7 : 6);
        yield gru(masked, in);
      }
      case RecurrentOp.GruGradient(var of) -> {
        in.expectCount((of.masked() ? 7 : 6) + 4);
        gru(of.masked(), in);
        yield firstTypes(in, 6);
      }
      case RecurrentOp.Rnn(_, var masked) -> {
        in.expectCount(masked ? 6 : 5);
        yield rnn(masked, in);
      }
      case RecurrentOp.RnnGradient(var of) -> {
        in.expectCount((of.masked() ? 6 : 5) + 3);
        rnn(of.masked(), in);
        yield firstTypes(in, 5);
      }
    };
  }

  private static List<Type> lstm(boolean masked, Inputs in) {
    Shape y = sequence(in);
    in.expectShape(2, in.shape(1), "c, as h,");
    expectWeights(in, 3, 4);
    expectLengths(masked, 6, in);
    return List.of(Type.floats(y), in.type(1), in.type(1), Type.saved(saved(y, 5)));
  }

  private static List<Type> gru(boolean masked, Inputs in) {
    Shape y = sequence(in);
    expectWeights(in, 2, 3);
    in.expectShape(5, in.shape(4), "the recurrent bias");
    expectLengths(masked, 6, in);
    return List.of(Type.floats(y), in.type(1), Type.saved(saved(y, 4)));
  }

  private static List<Type> rnn(boolean masked, Inputs in) {
    Shape y = sequence(in);
    expectWeights(in, 2, 1);
    expectLengths(masked, 5, in);
    return List.of(Type.floats(y), in.type(1));
  }

  private static Shape sequence(Inputs in) {
    in.expectFloats(0, "sequences");
    in.expectFloats(1, "a first state");
    in.expectRank(0, 3, "sequences [N, T, features]");
    in.expectRank(1, 2, "a first state [N, hidden]");
    in.expect(
        in.shape(0).sameAxis(0, in.shape(1), 0),
        "a first state for each sequence",
        "Broadcast it.");
    return in.shape(0).with(2, in.shape(1).size(1));
  }

  private static void expectWeights(Inputs in, int first, int gates) {
    int width = gates * in.shape(1).size(1);
    in.expectShape(first, Shape.of(in.shape(0).size(2), width), "input weights");
    in.expectShape(first + 1, Shape.of(in.shape(1).size(1), width), "recurrent weights");
    in.expectShape(first + 2, Shape.of(width), "a bias");
  }

  private static void expectLengths(boolean masked, int index, Inputs in) {
    if (masked) {
      in.expectShape(index, in.shape(0).without(2).without(1), "lengths");
      in.expectInts(index, "lengths");
    }
  }

  private static Shape saved(Shape y, int widths) {
    return y.without(2).with(1, widths * y.size(1) * y.size(2) + ALIGNMENT);
  }

  private static List<Type> firstTypes(Inputs in, int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(in::type).toList();
  }
}
