package lockstep.nn;

import static lockstep.nn.OpCase.Numbers.APART;
import static lockstep.nn.OpCase.Numbers.POSITIVE;
import static lockstep.nn.OpCase.x;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.kernels.map.Binary;
import lockstep.kernels.map.Shaped;
import lockstep.kernels.map.Unary;
import lockstep.nn.graph.MapOp;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// Instances of {@link MapOp}.
final class MapCases {

  private static final List<Shaped> SHAPED =
      List.of(
          new Shaped.LeakyRelu(0.1f),
          new Shaped.Elu(1.5f),
          new Shaped.Mish(),
          new Shaped.HardSwish(),
          new Shaped.Affine(0.5f, -2),
          new Shaped.Clamp(-1, 0.4f));

  private MapCases() {}

  static Stream<OpCase> small() {
    return Stream.of(
            Arrays.stream(Unary.values()).map(MapCases::unary),
            SHAPED.stream().map(shaped -> OpCase.of(new MapOp.ShapedMap(shaped), x(APART, 19))),
            Arrays.stream(Binary.values()).flatMap(MapCases::binary),
            Stream.of(
                OpCase.of(new MapOp.Affine(-0.5f, 3), x(Shape.batch(7))),
                OpCase.of(new MapOp.Affine(0, 3), x(5)).flat(),
                OpCase.of(
                    new MapOp.Select(),
                    OpCase.flags(Shape.of(2, 3), 1, 0, 0, 1, 1, 0),
                    x(2, 3),
                    x(2, 3)),
                OpCase.of(
                    new MapOp.Select(), OpCase.flags(Shape.of(3), 1, 0, 1), x(2, 1), x(4, 1, 1)),
                OpCase.of(new MapOp.Select(), OpCase.flags(Shape.of(2, 1), 1, 0), x(1), x(2, 5)),
                OpCase.of(new MapOp.Cast(DType.FLOAT32), x(2, 9)),
                OpCase.of(new MapOp.Cast(DType.INT32), x(2, 9)).withoutGradient(),
                OpCase.of(new MapOp.Cast(DType.INT32), OpCase.ints(Shape.of(3), -1, 2, 3))
                    .withoutGradient(),
                OpCase.of(new MapOp.Cast(DType.FLOAT32), OpCase.ints(Shape.of(3), -1, 2, 3))
                    .withoutGradient()))
        .flatMap(cases -> cases);
  }

  static Stream<OpCase> large() {
    return Stream.of(
        OpCase.of(new MapOp.UnaryMap(Unary.GELU), x(2, 9001)),
        OpCase.of(new MapOp.ShapedMap(new Shaped.Mish()), x(2, 9001)),
        OpCase.of(new MapOp.BinaryMap(Binary.MULTIPLY), x(130, 140), x(140)).sums(130),
        OpCase.of(new MapOp.BinaryMap(Binary.DIVIDE), x(130, 140), x(POSITIVE, 130, 1)).sums(140),
        OpCase.of(new MapOp.Affine(3, 4), x(20_011)),
        OpCase.of(new MapOp.Cast(DType.INT32), x(20_011)).withoutGradient());
  }

  private static OpCase unary(Unary function) {
    OpCase.Operand x =
        switch (function) {
          case SQRT, LOG, RECIPROCAL -> x(POSITIVE, 3, 7);
          case ABS, RELU -> x(APART, 3, 7);
          case NEGATE, SQUARE, EXP, TANH, SIGMOID, ERF, SIN, COS, GELU, SILU, SOFTPLUS -> x(3, 7);
        };
    return OpCase.of(new MapOp.UnaryMap(function), x);
  }

  /// Equal shapes, and all ways of repeating.
  private static Stream<OpCase> binary(Binary function) {
    var op = new MapOp.BinaryMap(function);
    return switch (function) {
      case ADD, SUBTRACT, MULTIPLY ->
          Stream.of(
              OpCase.of(op, x(Shape.batch(5)), x(Shape.batch(5))),
              OpCase.of(op, x(2, 3, 4), x(4)),
              OpCase.of(op, x(3, 1), x(2, 3, 5)),
              OpCase.of(op, x(2, 1, 4), x(1, 3, 1)),
              OpCase.of(op, x(Shape.batch(4)), x(1, 4)),
              OpCase.of(op, x(), x(2, 2)),
              OpCase.of(op, x(1, 1), x()));
      case DIVIDE ->
          Stream.of(
              OpCase.of(op, x(3, 4), x(POSITIVE, 3, 4)),
              OpCase.of(op, x(3, 4), x(POSITIVE, 4)),
              OpCase.of(op, x(4, 1), x(POSITIVE, 2, 1, 3)));
      case POWER ->
          Stream.of(
              OpCase.of(op, x(POSITIVE, 3, 4), x(3, 4)),
              OpCase.of(op, x(POSITIVE, 3, 4), x(4)),
              OpCase.of(op, x(POSITIVE, 4, 1), x(2, 1, 3)),
              OpCase.of(op, x(POSITIVE, 1), x(2, 3)));
      case MAXIMUM, MINIMUM ->
          Stream.of(
              OpCase.of(op, x(APART, 3, 4), x(APART, 3, 4)),
              OpCase.of(op, x(APART, 3, 4), x(APART, 4)),
              OpCase.of(op, x(APART, 3, 1), x(APART, 2, 1, 4)));
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
          Stream.of(OpCase.of(op, x(APART, 3, 4), x(APART, 4)).flat());
    };
  }
}
