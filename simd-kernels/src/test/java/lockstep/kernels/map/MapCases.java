package lockstep.kernels.map;

import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;

/// The maps that every promise of all rooms is tested on.
public final class MapCases {

  private static final int SEVERAL_SHARES = 2 * Elements.SHARE + 21;

  private MapCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return Stream.of(
            Arrays.stream(Unary.values()).map(function -> gradient(function, 1_001)),
            Stream.of(
                unary(Unary.GELU, SEVERAL_SHARES),
                gradient(Unary.TANH, SEVERAL_SHARES),
                activation(new Shaped.LeakyRelu(0.1f), SEVERAL_SHARES),
                activation(new Shaped.Elu(0.7f), 1_001),
                activation(new Shaped.Mish(), 1_001),
                activation(new Shaped.Clamp(-1, 2), 1_001),
                activation(new Shaped.HardSwish(), 1_001),
                activation(new Shaped.Affine(1.5f, -2), SEVERAL_SHARES),
                activationGradient(new Shaped.LeakyRelu(0.1f), SEVERAL_SHARES),
                activationGradient(new Shaped.Elu(0.7f), 1_001),
                activationGradient(new Shaped.Mish(), 1_001),
                activationGradient(new Shaped.Clamp(-1, 2), 1_001),
                activationGradient(new Shaped.HardSwish(), 1_001),
                activationGradient(new Shaped.Affine(1.5f, -2), 1_001)),
            Arrays.stream(Cast.values()).map(cast -> cast(cast, 1_001)),
            Stream.of(cast(Cast.FLOAT_TO_INT, SEVERAL_SHARES)),
            Arrays.stream(Binary.values())
                .flatMap(function ->
                    Stream.of(
                        binary(function, new int[] {7, 53}, new int[] {7, 53}),
                        binary(function, new int[] {7, 53}, new int[] {7, 1}),
                        binary(function, new int[] {7, 1}, new int[] {53}))),
            Stream.of(
                binary(Binary.ADD, new int[] {SEVERAL_SHARES}, new int[] {SEVERAL_SHARES}),
                binary(Binary.MULTIPLY, new int[] {701, 53}, new int[] {53}),
                binary(Binary.ADD, new int[] {5, 1, 7, 31}, new int[] {37, 1, 31}),
                select(new int[] {61, 1, 17}, new int[] {61, 17, 17}, new int[] {}),
                select(new int[] {61, 17}, new int[] {61, 17}, new int[] {61, 17}),
                select(new int[] {17, 1}, new int[] {17, 17}, new int[] {17})))
        .flatMap(cases -> cases);
  }

  private static KernelCase unary(Unary function, int count) {
    return new KernelCase(
        "map.UnaryMap " + function + " " + count,
        () -> {
          var in = Guarded.of(Samples.normal(count, 1));
          var out = Guarded.unwritten(count, 0);
          var map = UnaryMap.of(function, count);
          return new KernelCase.Call(
              out, parallel -> map.run(parallel, in.address(), out.address()));
        });
  }

  private static KernelCase gradient(Unary function, int count) {
    return new KernelCase(
        "map.UnaryGradient " + function + " " + count,
        () -> {
          var dy = Guarded.of(Samples.normal(count, 1));
          var source = Guarded.of(Samples.normal(count, 2));
          var dx = Guarded.unwritten(count, 0);
          var gradient = UnaryGradient.of(function, count);
          return new KernelCase.Call(
              dx, parallel -> gradient.run(parallel, dy.address(), source.address(), dx.address()));
        });
  }

  private static KernelCase cast(Cast cast, int count) {
    return new KernelCase(
        "map.CastMap " + cast + " " + count,
        () -> {
          var in = Guarded.of(Samples.wild(count, 1));
          var out = Guarded.unwritten(count, 0);
          var map = CastMap.of(cast, count);
          return new KernelCase.Call(
              out, parallel -> map.run(parallel, in.address(), out.address()));
        });
  }

  private static KernelCase activation(Shaped activation, int count) {
    return new KernelCase(
        "map.ShapedMap " + activation + " " + count,
        () -> {
          var in = Guarded.of(Samples.normal(count, 1));
          var out = Guarded.unwritten(count, 0);
          var map = ShapedMap.of(activation, count);
          return new KernelCase.Call(
              out, parallel -> map.run(parallel, in.address(), out.address()));
        });
  }

  private static KernelCase activationGradient(Shaped activation, int count) {
    return new KernelCase(
        "map.ShapedGradient " + activation + " " + count,
        () -> {
          var dy = Guarded.of(Samples.normal(count, 1));
          var x = Guarded.of(Samples.normal(count, 2));
          var dx = Guarded.unwritten(count, 0);
          var gradient = ShapedGradient.of(activation, count);
          return new KernelCase.Call(
              dx, parallel -> gradient.run(parallel, dy.address(), x.address(), dx.address()));
        });
  }

  private static KernelCase binary(Binary function, int[] aSizes, int[] bSizes) {
    var shape = BroadcastShape.of(aSizes, bSizes);
    return new KernelCase(
        "map.BinaryMap " + function + " " + shape,
        () -> {
          var a = operand(aSizes, 1);
          var b = operand(bSizes, 2);
          var out = Guarded.unwritten((int) shape.count(), 0);
          var map = BinaryMap.of(function, shape);
          return new KernelCase.Call(
              out, parallel -> map.run(parallel, a.address(), b.address(), out.address()));
        });
  }

  private static KernelCase select(int[] conditionSizes, int[] aSizes, int[] bSizes) {
    var shape = BroadcastShape.of(conditionSizes, aSizes, bSizes);
    return new KernelCase(
        "map.Select " + shape,
        () -> {
          var truth = operand(conditionSizes, 3).floats();
          for (int i = 0; i < truth.length; i++) {
            truth[i] = Math.max(truth[i], 0);
          }
          var condition = Guarded.of(truth);
          var a = operand(aSizes, 1);
          var b = operand(bSizes, 2);
          var out = Guarded.unwritten((int) shape.count(), 0);
          var select = Select.of(shape);
          return new KernelCase.Call(
              out,
              parallel ->
                  select.run(
                      parallel, condition.address(), a.address(), b.address(), out.address()));
        });
  }

  private static Guarded operand(int[] sizes, long seed) {
    return Guarded.of(Samples.normal(Arrays.stream(sizes).reduce(1, (x, y) -> x * y), seed));
  }
}
