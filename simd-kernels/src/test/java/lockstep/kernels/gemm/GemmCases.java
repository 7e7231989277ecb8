package lockstep.kernels.gemm;

import java.util.Random;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;

/// The products that every promise of all rooms is tested on.
public final class GemmCases {

  private GemmCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return Stream.of(
        product(37, 65, 300, false, false),
        product(100, 130, 70, true, true),
        product(64, 10, 256, false, false),
        product(90, 35, 70, true, false),
        product(3, 200, 90, false, true),
        product(1, 90, 77, false, true),
        product(75, 1, 90, true, false),
        packed(100, 70, 60));
  }

  private static KernelCase product(int m, int n, int k, boolean transA, boolean transB) {
    var shape = GemmShape.dense(m, n, k, transA, transB);
    return new KernelCase(
        "gemm.Gemm " + shape,
        () -> {
          var a = Guarded.of(numbers(m * k, 1));
          var b = Guarded.of(numbers(k * n, 2));
          var c = Guarded.of(numbers(m * n, 3));
          var gemm = Gemm.of(shape);
          var scratch = Guarded.unwritten((int) (gemm.scratchBytes(4) / Float.BYTES), 0);
          return new KernelCase.Call(
              c,
              parallel ->
                  gemm.run(
                      parallel, 0.5f, a.address(), b.address(), 1, c.address(), scratch.address()));
        });
  }

  private static KernelCase packed(int m, int n, int k) {
    var shape = GemmShape.dense(m, n, k, false, true);
    return new KernelCase(
        "gemm.Gemm packed " + shape,
        () -> {
          var a = Guarded.of(numbers(m * k, 1));
          var b = Guarded.of(numbers(k * n, 2));
          var c = Guarded.of(numbers(m * n, 3));
          var gemm = Gemm.of(shape);
          var scratch = Guarded.unwritten((int) (gemm.scratchBytes(4) / Float.BYTES), 0);
          var copy = Guarded.unwritten((int) (gemm.packedBytes() / Float.BYTES), 0);
          return new KernelCase.Call(
              c,
              parallel -> {
                gemm.pack(parallel, b.address(), copy.address());
                gemm.runPacked(
                    parallel, a.address(), copy.address(), 1, c.address(), scratch.address());
              });
        });
  }

  private static float[] numbers(int count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
