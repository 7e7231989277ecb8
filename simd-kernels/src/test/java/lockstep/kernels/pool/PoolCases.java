package lockstep.kernels.pool;

import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;

/// The poolings that every promise of all rooms is tested on.
public final class PoolCases {

  private PoolCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return shapes().flatMap(PoolCases::of);
  }

  private static Stream<Pooling> shapes() {
    return Stream.of(
        PoolShape.tiled(2, 16, 18, 40, 2),
        PoolShape.tiled(2, 6, 6, 5, 2),
        PoolShape.square(3, 15, 14, 70, 3, 2, 1),
        PoolShape.square(1, 9, 9, 7, 3, 1, 1),
        new AdaptivePoolShape(2, 7, 10, 20, 3, 4),
        AdaptivePoolShape.global(2, 14, 14, 150));
  }

  private static Stream<KernelCase> of(Pooling shape) {
    return Stream.of(
        new KernelCase(
            "pool.MaxPool " + shape,
            () -> {
              var in = Guarded.of(Images.special(shape.inputSize(), 1));
              var out = Guarded.unwritten((int) shape.outputSize(), 0);
              var indices = Guarded.unwritten((int) shape.outputSize(), 0);
              var pool = MaxPool.of(shape);
              return new KernelCase.Call(
                  indices, p -> pool.run(p, in.address(), out.address(), indices.address()));
            }),
        new KernelCase(
            "pool.MaxPool without indices " + shape,
            () -> {
              var in = Guarded.of(Images.special(shape.inputSize(), 1));
              var out = Guarded.unwritten((int) shape.outputSize(), 0);
              var pool = MaxPool.of(shape);
              return new KernelCase.Call(out, p -> pool.run(p, in.address(), out.address()));
            }),
        new KernelCase(
            "pool.MaxPoolGradient " + shape,
            () -> {
              var in = Guarded.of(Images.special(shape.inputSize(), 1));
              var maxima = Guarded.unwritten((int) shape.outputSize(), 0);
              var indices = Guarded.unwritten((int) shape.outputSize(), 0);
              MaxPoolReference.run(shape, in.address(), maxima.address(), indices.address());
              var gradient = Guarded.of(Images.normal(shape.outputSize(), 2));
              var out = Guarded.unwritten((int) shape.inputSize(), 0);
              var pool = MaxPoolGradient.of(shape);
              return new KernelCase.Call(
                  out, p -> pool.run(p, gradient.address(), indices.address(), out.address()));
            }),
        new KernelCase(
            "pool.AveragePool " + shape,
            () -> {
              var in = Guarded.of(Images.normal(shape.inputSize(), 1));
              var out = Guarded.unwritten((int) shape.outputSize(), 0);
              var pool = AveragePool.of(shape);
              return new KernelCase.Call(out, p -> pool.run(p, in.address(), out.address()));
            }),
        new KernelCase(
            "pool.AveragePoolGradient " + shape,
            () -> {
              var in = Guarded.of(Images.normal(shape.outputSize(), 1));
              var out = Guarded.unwritten((int) shape.inputSize(), 0);
              var pool = AveragePoolGradient.of(shape);
              return new KernelCase.Call(out, p -> pool.run(p, in.address(), out.address()));
            }));
  }
}
