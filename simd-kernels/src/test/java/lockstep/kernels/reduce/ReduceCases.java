package lockstep.kernels.reduce;

import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;
import lockstep.kernels.map.Samples;

/// The reductions that every promise of all rooms is tested on.
public final class ReduceCases {

  private ReduceCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return Stream.of(
            Arrays.stream(Reduction.values())
                .flatMap(reduction ->
                    Stream.of(
                        reduce(reduction, new int[] {7, 101}, 1),
                        reduce(reduction, new int[] {33, 77}, 0))),
            Stream.of(
                reduce(Reduction.SUM, new int[] {50_003}, 0),
                reduce(Reduction.MAX, new int[] {50_003}, 0),
                reduce(Reduction.SUM, new int[] {3, 16_999}, 1),
                reduce(Reduction.SUM, new int[] {20_003, 3}, 0),
                reduce(Reduction.MEAN, new int[] {6, 9, 5, 131}, 0, 2, 3),
                reduce(Reduction.L2, new int[] {3, 4, 3, 5, 3, 6}, 0, 2, 4),
                argmax(new ArgmaxShape(301, 70, 1)),
                argmax(new ArgmaxShape(3, 70, 37)),
                argmax(new ArgmaxShape(5, 9, 600))))
        .flatMap(cases -> cases);
  }

  private static KernelCase reduce(Reduction reduction, int[] sizes, int... axes) {
    var shape = ReduceShape.of(sizes, axes);
    return new KernelCase(
        "reduce.Reduce " + reduction + " " + shape,
        () -> {
          int count = (int) (shape.kept() * shape.reduced());
          var in = Guarded.of(Samples.normal(count, 1));
          var out = Guarded.unwritten((int) shape.kept(), 0);
          var reduce = Reduce.of(reduction, shape);
          var scratch = Guarded.unwritten((int) (reduce.scratchBytes(4) / Float.BYTES), 0);
          return new KernelCase.Call(
              out,
              parallel -> reduce.run(parallel, in.address(), out.address(), scratch.address()));
        });
  }

  private static KernelCase argmax(ArgmaxShape shape) {
    return new KernelCase(
        "reduce.Argmax " + shape,
        () -> {
          var in = Guarded.of(Samples.normal(shape.outer() * shape.reduced() * shape.inner(), 1));
          var out = Guarded.unwritten(shape.outer() * shape.inner(), 0);
          var argmax = Argmax.of(shape);
          var scratch = Guarded.unwritten((int) (argmax.scratchBytes(4) / Float.BYTES), 0);
          return new KernelCase.Call(
              out,
              parallel -> argmax.run(parallel, in.address(), out.address(), scratch.address()));
        });
  }
}
