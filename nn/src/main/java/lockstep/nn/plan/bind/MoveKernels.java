package lockstep.nn.plan.bind;

import java.util.List;
import lockstep.kernels.move.Broadcast;
import lockstep.kernels.move.Concat;
import lockstep.kernels.move.Copy;
import lockstep.kernels.move.Fill;
import lockstep.kernels.move.Gather;
import lockstep.kernels.move.GatherShape;
import lockstep.kernels.move.OneHot;
import lockstep.kernels.move.Pad;
import lockstep.kernels.move.PadGradient;
import lockstep.kernels.move.PadShape;
import lockstep.kernels.move.Resize;
import lockstep.kernels.move.ResizeGradient;
import lockstep.kernels.move.ResizeMode;
import lockstep.kernels.move.ResizeShape;
import lockstep.kernels.move.ScatterAdd;
import lockstep.kernels.move.Slice;
import lockstep.kernels.move.SliceGradient;
import lockstep.kernels.move.SliceShape;
import lockstep.kernels.move.Transpose;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.tensor.Shape;

/// The kernels of {@link MoveOp}.
final class MoveKernels {

  private MoveKernels() {}

  static Kernel of(MoveOp op, Sizes sizes) {
    return switch (op) {
      case MoveOp.Reshape _ -> {
        var copy = Copy.of(sizes.inCount(0));
        yield Kernel.of((parallel, at) -> copy.run(parallel, at.in(0), at.out(0)));
      }
      case MoveOp.Transpose(var order) -> {
        var transpose = Transpose.of(sizes.in(0).sizes(), ints(order));
        yield Kernel.of((parallel, at) -> transpose.run(parallel, at.in(0), at.out(0)));
      }
      case MoveOp.Slice(var starts, _, var steps) -> {
        var slice =
            Slice.of(
                SliceShape.of(
                    sizes.in(0).sizes(), ints(starts), sizes.out(0).sizes(), ints(steps)));
        yield Kernel.of((parallel, at) -> slice.run(parallel, at.in(0), at.out(0)));
      }
      case MoveOp.SliceGradient(var slice, _) -> {
        var gradient =
            SliceGradient.of(
                SliceShape.of(
                    sizes.out(0).sizes(),
                    ints(slice.starts()),
                    sizes.in(0).sizes(),
                    ints(slice.steps())));
        yield Kernel.of((parallel, at) -> gradient.run(parallel, at.in(0), at.out(0)));
      }
      case MoveOp.Concat(var axis) -> {
        int[] parts = new int[sizes.inputs()];
        for (int i = 0; i < parts.length; i++) {
          parts[i] = sizes.in(i).size(axis);
        }
        var concat = Concat.of(sizes.in(0).sizes(), axis, parts);
        yield Kernel.of((parallel, at) -> concat.run(parallel, at.ins(), at.out(0)));
      }
      case MoveOp.Pad(var mode, var before, var after, var value) -> {
        var pad = Pad.of(PadShape.of(mode, sizes.in(0).sizes(), ints(before), ints(after)));
        yield Kernel.of((parallel, at) -> pad.run(parallel, value, at.in(0), at.out(0)));
      }
      case MoveOp.PadGradient(var mode, var before, var after) -> {
        var gradient =
            PadGradient.of(PadShape.of(mode, sizes.out(0).sizes(), ints(before), ints(after)));
        yield Kernel.of((parallel, at) -> gradient.run(parallel, at.in(0), at.out(0)));
      }
      case MoveOp.Gather(var axis) -> {
        var gather = Gather.of(GatherShape.along(sizes.in(0).sizes(), axis, sizes.inCount(1)));
        yield Kernel.of((parallel, at) -> gather.run(parallel, at.in(0), at.in(1), at.out(0)));
      }
      case MoveOp.ScatterAdd(var axis, _) -> {
        var scatter =
            ScatterAdd.of(GatherShape.along(sizes.out(0).sizes(), axis, sizes.inCount(1)));
        var zeros = Fill.of(sizes.outCount(0)); // the kernel adds to what is there
        yield Kernel.of((parallel, at) -> {
          zeros.run(parallel, 0, at.out(0));
          scatter.run(parallel, at.in(0), at.in(1), at.out(0));
        });
      }
      case MoveOp.Broadcast _ -> {
        var broadcast = Broadcast.of(padded(sizes.in(0), sizes.out(0)), sizes.out(0).sizes());
        yield Kernel.of((parallel, at) -> broadcast.run(parallel, at.in(0), at.out(0)));
      }
      case MoveOp.Resize(var mode, _, _) -> {
        var resize = Resize.of(resize(sizes.in(0), sizes.out(0), mode));
        yield Kernel.of((parallel, at) -> resize.run(parallel, at.in(0), at.out(0)));
      }
      case MoveOp.ResizeGradient(var mode, _, _) -> {
        var gradient = ResizeGradient.of(resize(sizes.out(0), sizes.in(0), mode));
        yield Kernel.of((parallel, at) -> gradient.run(parallel, at.in(0), at.out(0)));
      }
      case MoveOp.OneHot(var classes) -> {
        var oneHot = OneHot.of(sizes.inCount(0), classes);
        yield Kernel.of((parallel, at) -> oneHot.run(parallel, at.in(0), at.out(0)));
      }
    };
  }

  /// The sizes of a shape with 1 for the axes that it lacks in front.
  private static int[] padded(Shape from, Shape to) {
    Shape padded = from;
    while (padded.rank() < to.rank()) {
      padded = padded.insert(0, 1);
    }
    return padded.sizes();
  }

  private static ResizeShape resize(Shape from, Shape to, ResizeMode mode) {
    return new ResizeShape(
        from.size(0), from.size(1), from.size(2), from.size(3), to.size(1), to.size(2), mode);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
