package lockstep.nn;

import static lockstep.nn.OpCase.ints;
import static lockstep.nn.OpCase.x;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.kernels.move.PadMode;
import lockstep.kernels.move.ResizeMode;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.tensor.Shape;

/// Instances of {@link MoveOp}.
final class MoveCases {

  private static final MoveOp.Slice SLICE =
      new MoveOp.Slice(List.of(1, 0, 4), List.of(1, 3, 2), List.of(1, 1, -2));
  private static final MoveOp.Slice OF_BATCH =
      new MoveOp.Slice(List.of(0, 1), List.of(1, 2), List.of(1, 2));

  private MoveCases() {}

  static Stream<OpCase> small() {
    return Stream.of(
            shapes(),
            Arrays.stream(PadMode.values())
                .flatMap(mode ->
                    Stream.of(
                        pad(mode, List.of(0, 2), List.of(0, 1), x(3, 4)),
                        pad(mode, List.of(0, 1, 2, 0), List.of(0, 2, 1, 0), x(2, 3, 3, 2)),
                        pad(mode, List.of(0, 1), List.of(0, 0), x(Shape.batch(4))))),
            Arrays.stream(ResizeMode.values())
                .flatMap(mode -> Stream.of(resize(mode, 5, 7), resize(mode, 2, 3), back(mode, 5))))
        .flatMap(cases -> cases);
  }

  private static Stream<OpCase> shapes() {
    return Stream.of(
        OpCase.of(new MoveOp.Reshape(Shape.of(6, 2)), x(3, 4)),
        OpCase.of(new MoveOp.Reshape(Shape.batch(6)), x(Shape.batch(2, 3))),
        OpCase.of(new MoveOp.Transpose(List.of(1, 0)), x(3, 4)),
        OpCase.of(new MoveOp.Transpose(List.of(2, 0, 1)), x(Shape.batch(3, 4))),
        OpCase.of(new MoveOp.Transpose(List.of(0, 2, 1, 3)), x(2, 3, 4, 5)),
        OpCase.of(SLICE, x(3, 3, 5)),
        OpCase.of(OF_BATCH, x(Shape.batch(5))),
        OpCase.of(new MoveOp.SliceGradient(SLICE, Shape.of(3, 3, 5)), x(1, 3, 2)),
        OpCase.of(new MoveOp.SliceGradient(OF_BATCH, Shape.batch(5)), x(Shape.batch(2))),
        OpCase.of(new MoveOp.Concat(0), x(2, 3), x(1, 3), x(3, 3)),
        OpCase.of(new MoveOp.Concat(1), x(Shape.batch(2, 3)), x(Shape.batch(1, 3))),
        OpCase.of(new MoveOp.Concat(2), x(2, 2, 3), x(2, 2, 1)),
        OpCase.of(new MoveOp.Concat(0), x(2)),
        OpCase.of(new MoveOp.Gather(0), x(4, 3), ints(Shape.of(5), 0, 3, 3, 1, 0)),
        OpCase.of(new MoveOp.Gather(1), x(2, 4, 3), ints(Shape.of(2, 2), 3, 0, 3, 3)),
        OpCase.of(new MoveOp.Gather(0), x(4, 3), ints(Shape.batch(2), 0, 1, 1, 3, 2, 0)),
        OpCase.of(new MoveOp.Gather(0), x(4, 2), ints(Shape.scalar(), 2)),
        OpCase.of(new MoveOp.ScatterAdd(0, 4), x(5, 3), ints(Shape.of(5), 0, 3, 3, 1, 0)),
        OpCase.of(new MoveOp.ScatterAdd(1, 4), x(2, 2, 2, 3), ints(Shape.of(2, 2), 3, 0, 3, 3)),
        OpCase.of(
            new MoveOp.ScatterAdd(0, 4),
            x(Shape.batch(2, 3)),
            ints(Shape.batch(2), 0, 1, 1, 3, 2, 0)),
        OpCase.of(new MoveOp.Broadcast(Shape.of(2, 3, 4)), x(3, 1)),
        OpCase.of(new MoveOp.Broadcast(Shape.batch(4)), x(4)),
        OpCase.of(new MoveOp.Broadcast(Shape.of(2, 3)), x()),
        OpCase.of(new MoveOp.OneHot(4), ints(Shape.of(3), 0, 3, 1)).withoutGradient(),
        OpCase.of(new MoveOp.OneHot(3), ints(Shape.batch(1), 2, 0, 2)).withoutGradient());
  }

  static Stream<OpCase> large() {
    Integer[] rows = IntStream.range(0, 700).mapToObj(i -> i * i % 97).toArray(Integer[]::new);
    return Stream.of(
        OpCase.of(new MoveOp.Transpose(List.of(1, 0)), x(131, 257)),
        OpCase.of(new MoveOp.Transpose(List.of(0, 2, 1, 3)), x(3, 65, 7, 33)),
        OpCase.of(new MoveOp.Concat(1), x(131, 200), x(131, 57)),
        OpCase.of(new MoveOp.Gather(0), x(97, 65), ints(Shape.of(700), rows)),
        OpCase.of(new MoveOp.Broadcast(Shape.of(130, 129)), x(129)).sums(130),
        OpCase.of(new MoveOp.Resize(ResizeMode.LINEAR, 40, 50), x(3, 23, 22, 5)));
  }

  private static OpCase pad(
      PadMode mode, List<Integer> before, List<Integer> after, OpCase.Operand x) {
    return OpCase.of(new MoveOp.Pad(mode, before, after, 0.5f), x);
  }

  private static OpCase resize(ResizeMode mode, int height, int width) {
    return OpCase.of(new MoveOp.Resize(mode, height, width), x(Shape.batch(3, 4, 2)));
  }

  private static OpCase back(ResizeMode mode, int size) {
    return OpCase.of(new MoveOp.ResizeGradient(mode, 3, 2), x(2, size, size, 2));
  }
}
