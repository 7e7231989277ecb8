package lockstep.nn.plan.bind;

import java.util.List;
import lockstep.kernels.map.Binary;
import lockstep.kernels.map.BinaryMap;
import lockstep.kernels.map.BroadcastShape;
import lockstep.kernels.move.Fill;
import lockstep.kernels.reduce.Argmax;
import lockstep.kernels.reduce.ArgmaxShape;
import lockstep.kernels.reduce.Reduce;
import lockstep.kernels.reduce.ReduceShape;
import lockstep.nn.graph.ReduceOp;

/// The kernels of {@link ReduceOp}.
final class ReduceKernels {

  private ReduceKernels() {}

  static Kernel of(ReduceOp op, Sizes sizes) {
    return switch (op) {
      case ReduceOp.Reduce(var reduction, var axes) -> {
        var reduce = Reduce.of(reduction, ReduceShape.of(sizes.in(0).sizes(), ints(axes)));
        yield Kernel.of(
            reduce::scratchBytes,
            (parallel, at) -> reduce.run(parallel, at.in(0), at.out(0), at.scratch()));
      }
      case ReduceOp.Argmax(var axes) -> {
        var argmax = Argmax.of(ArgmaxShape.of(sizes.in(0).sizes(), ints(axes)));
        yield Kernel.of(
            argmax::scratchBytes,
            (parallel, at) -> argmax.run(parallel, at.in(0), at.out(0), at.scratch()));
      }
      case ReduceOp.MeanGradient _ -> {
        var divide =
            BinaryMap.of(
                Binary.DIVIDE, BroadcastShape.of(sizes.in(0).sizes(), sizes.out(0).sizes()));
        var fill = Fill.of(sizes.outCount(0));
        float count = (float) sizes.outCount(0) / sizes.inCount(0);
        yield Kernel.of(
            _ -> (long) sizes.outCount(0) * Float.BYTES,
            (parallel, at) -> {
              fill.run(parallel, count, at.scratch());
              divide.run(parallel, at.in(0), at.scratch(), at.out(0));
            });
      }
    };
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
