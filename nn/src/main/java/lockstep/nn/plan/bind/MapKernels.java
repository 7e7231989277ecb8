package lockstep.nn.plan.bind;

import lockstep.kernels.map.BinaryMap;
import lockstep.kernels.map.BroadcastShape;
import lockstep.kernels.map.Cast;
import lockstep.kernels.map.CastMap;
import lockstep.kernels.map.Select;
import lockstep.kernels.map.Shaped;
import lockstep.kernels.map.ShapedGradient;
import lockstep.kernels.map.ShapedMap;
import lockstep.kernels.map.UnaryGradient;
import lockstep.kernels.map.UnaryMap;
import lockstep.kernels.move.Copy;
import lockstep.nn.graph.MapOp;
import lockstep.nn.tensor.DType;

/// The kernels of {@link MapOp}.
final class MapKernels {

  private MapKernels() {}

  static Kernel of(MapOp op, Sizes sizes) {
    return switch (op) {
      case MapOp.UnaryMap(var function) -> {
        var map = UnaryMap.of(function, sizes.inCount(0));
        yield Kernel.of((parallel, at) -> map.run(parallel, at.in(0), at.out(0)));
      }
      case MapOp.UnaryGradient(var function) -> {
        var gradient = UnaryGradient.of(function, sizes.inCount(0));
        yield Kernel.of((parallel, at) -> gradient.run(parallel, at.in(0), at.in(1), at.out(0)));
      }
      case MapOp.ShapedMap(var activation) -> {
        var map = ShapedMap.of(activation, sizes.inCount(0));
        yield Kernel.of((parallel, at) -> map.run(parallel, at.in(0), at.out(0)));
      }
      case MapOp.ShapedGradient(var activation) -> {
        var gradient = ShapedGradient.of(activation, sizes.inCount(0));
        yield Kernel.of((parallel, at) -> gradient.run(parallel, at.in(0), at.in(1), at.out(0)));
      }
      case MapOp.BinaryMap(var function) -> {
        var map =
            BinaryMap.of(function, BroadcastShape.of(sizes.in(0).sizes(), sizes.in(1).sizes()));
        yield Kernel.of((parallel, at) -> map.run(parallel, at.in(0), at.in(1), at.out(0)));
      }
      case MapOp.Select _ -> {
        var select =
            Select.of(
                BroadcastShape.of(sizes.in(0).sizes(), sizes.in(1).sizes(), sizes.in(2).sizes()));
        yield Kernel.of(
            (parallel, at) -> select.run(parallel, at.in(0), at.in(1), at.in(2), at.out(0)));
      }
      case MapOp.Affine(var scale, var shift) -> {
        var map = ShapedMap.of(new Shaped.Affine(scale, shift), sizes.inCount(0));
        yield Kernel.of((parallel, at) -> map.run(parallel, at.in(0), at.out(0)));
      }
      case MapOp.Cast(var to) -> cast(sizes.inType(0), to, sizes);
    };
  }

  private static Kernel cast(DType from, DType to, Sizes sizes) {
    if (from == to) {
      var copy = Copy.of(sizes.inCount(0));
      return Kernel.of((parallel, at) -> copy.run(parallel, at.in(0), at.out(0)));
    }
    Cast kind =
        switch (to) {
          case FLOAT32 -> Cast.INT_TO_FLOAT;
          case INT32 -> Cast.FLOAT_TO_INT;
        };
    var cast = CastMap.of(kind, sizes.inCount(0));
    return Kernel.of((parallel, at) -> cast.run(parallel, at.in(0), at.out(0)));
  }
}
