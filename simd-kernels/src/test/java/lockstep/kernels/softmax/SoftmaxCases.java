package lockstep.kernels.softmax;

import java.util.Random;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;

/// The rows that every promise of all rooms is tested on.
public final class SoftmaxCases {

  private SoftmaxCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return Stream.of(
        softmax(3, 10),
        softmax(19, 1000),
        kernel(
            "SoftmaxGradient 7x77",
            7 * 77,
            (a, b, out) -> {
              var kernel = SoftmaxGradient.of(7, 77);
              return p -> kernel.run(p, a, b, out);
            }),
        kernel(
            "LogSoftmax 17x1003",
            17 * 1003,
            (a, _, out) -> {
              var kernel = LogSoftmax.of(17, 1003);
              return p -> kernel.run(p, a, out);
            }),
        kernel(
            "LogSoftmaxGradient 9x45",
            9 * 45,
            (a, b, out) -> {
              var kernel = LogSoftmaxGradient.of(9, 45);
              return p -> kernel.run(p, a, b, out);
            }),
        crossEntropy(new CrossEntropyShape(33, 10, 0, 3), false),
        crossEntropy(new CrossEntropyShape(37, 501, 0.1f, 3), false),
        crossEntropy(new CrossEntropyShape(11, 61, 0.1f, 3), true),
        soft(13, 61));
  }

  private interface Binding {
    KernelCase.Run bind(long a, long b, long out);
  }

  private static KernelCase softmax(int rows, int columns) {
    return kernel(
        "Softmax " + rows + "x" + columns,
        rows * columns,
        (a, _, out) -> {
          var kernel = Softmax.of(rows, columns);
          return p -> kernel.run(p, a, out);
        });
  }

  private static KernelCase kernel(String name, int count, Binding binding) {
    return new KernelCase(
        "softmax." + name,
        () -> {
          var a = Guarded.of(numbers(count, 1));
          var b = Guarded.of(numbers(count, 2));
          var out = Guarded.unwritten(count, 0);
          KernelCase.Run bound = binding.bind(a.address(), b.address(), out.address());
          return new KernelCase.Call(
              out,
              p -> {
                bound.on(p);
                a.address();
                b.address();
              });
        });
  }

  private static KernelCase crossEntropy(CrossEntropyShape shape, boolean weighted) {
    return new KernelCase(
        "softmax.CrossEntropy " + shape + (weighted ? " weighted" : ""),
        () -> {
          int count = shape.rows() * shape.columns();
          var logits = Guarded.of(numbers(count, 1));
          var labels = Guarded.ofInts(labels(shape.rows(), shape.columns()));
          var weights = Guarded.of(weights(shape.columns()));
          // Losses, what is saved, the mean and the gradient, so that all of it is looked at.
          var out = Guarded.unwritten(4 * shape.rows() + 2 + count, 0);
          var forward = CrossEntropy.of(shape);
          var backward = CrossEntropyGradient.of(shape);
          int rows = shape.rows() * Float.BYTES;
          return new KernelCase.Call(
              out,
              p -> {
                long w = weighted ? weights.address() : Labels.NO_WEIGHTS;
                long saved = out.address() + rows;
                long mean = saved + 3L * rows;
                forward.run(p, logits.address(), labels.address(), w, out.address(), saved, mean);
                backward.run(p, logits.address(), labels.address(), w, saved, mean + 4, mean + 8);
              });
        });
  }

  private static KernelCase soft(int rows, int columns) {
    return new KernelCase(
        "softmax.SoftCrossEntropy " + rows + "x" + columns,
        () -> {
          int count = rows * columns;
          var logits = Guarded.of(numbers(count, 1));
          var targets = Guarded.of(weights(count));
          var out = Guarded.unwritten(3 * rows + 2 + count, 0);
          var forward = SoftCrossEntropy.of(rows, columns);
          var backward = SoftCrossEntropyGradient.of(rows, columns);
          return new KernelCase.Call(
              out,
              p -> {
                long saved = out.address() + (long) rows * Float.BYTES;
                long mean = saved + 2L * rows * Float.BYTES;
                forward.run(p, logits.address(), targets.address(), out.address(), saved, mean);
                backward.run(p, logits.address(), targets.address(), saved, mean + 4, mean + 8);
              });
        });
  }

  /// Normal, three wide.
  static float[] numbers(int count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (3 * random.nextGaussian());
    }
    return numbers;
  }

  /// From 0 to 1, every seventh 0.
  static float[] weights(int count) {
    var random = new Random(count);
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = i % 7 == 5 ? 0 : random.nextFloat();
    }
    return weights;
  }

  static int[] labels(int rows, int columns) {
    return new Random(rows).ints(rows, 0, columns).toArray();
  }
}
