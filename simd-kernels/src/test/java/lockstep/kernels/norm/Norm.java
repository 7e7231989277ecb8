package lockstep.kernels.norm;

import java.util.Random;
import java.util.stream.IntStream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;

/// A norm with its gradient and all their memory, by kernels or by reference.
final class Norm {

  static final float EPSILON = 1e-5f;
  static final float MOMENTUM = 0.1f;

  /// Which norm.
  enum Kind {
    LAYER,
    RMS,
    BATCH,
    BATCH_RELU,
    INFERENCE,
    GROUP,
    INSTANCE
  }

  final Kind kind;
  final int rows;
  final int columns;
  final int images;
  final int groups;
  final Guarded x;
  final Guarded dy;
  final Guarded gamma;
  final Guarded beta;
  final Guarded scratch;

  /// y, dx, dgamma, dbeta, the running mean and variance, and what is saved.
  final Guarded out;

  private final Runner runner;

  private interface Runner {
    void run(Parallel parallel);
  }

  Norm(Kind kind, int rows, int columns, float[] numbers) {
    this.kind = kind;
    this.rows = rows;
    this.columns = columns;
    images = rows % 3 == 0 ? 3 : 1;
    groups = kind == Kind.INSTANCE ? Math.max(1, columns) : columns % 3 == 0 ? 3 : 1;
    x = Guarded.of(numbers, 1);
    dy = Guarded.of(numbers(rows * columns, 2), 2);
    gamma = Guarded.of(numbers(columns, 3), 3);
    beta = Guarded.of(numbers(columns, 4), 1);
    scratch = Guarded.unwritten(1 << 17, 0);
    float[] start = new float[2 * rows * columns + 4 * columns + 2 * savedCount()];
    for (int i = 0; i < start.length; i++) {
      start[i] = 0.5f + i % 3;
    }
    out = Guarded.of(start, 1);
    runner = bind();
  }

  /// Enough for the statistics of rows, columns, or groups of images.
  private int savedCount() {
    return Math.max(rows, Math.max(columns, images * groups));
  }

  GroupNormShape shape() {
    return new GroupNormShape(images, rows / images, columns, groups, EPSILON);
  }

  long y() {
    return out.address();
  }

  long dx() {
    return out.address() + 4L * rows * columns;
  }

  long dgamma() {
    return dx() + 4L * rows * columns;
  }

  long dbeta() {
    return dgamma() + 4L * columns;
  }

  long runningMean() {
    return dbeta() + 4L * columns;
  }

  long runningVariance() {
    return runningMean() + 4L * columns;
  }

  long saved() {
    return runningVariance() + 4L * columns;
  }

  void run(Parallel parallel) {
    runner.run(parallel);
  }

  private Runner bind() {
    long s = scratch.address();
    return switch (kind) {
      case LAYER -> {
        var forward = LayerNorm.of(rows, columns, EPSILON);
        var backward = LayerNormGradient.of(rows, columns);
        yield p -> {
          forward.run(p, x.address(), gamma.address(), beta.address(), y(), saved());
          backward.run(
              p, x.address(), dy.address(), gamma.address(), saved(), dx(), dgamma(), dbeta(), s);
        };
      }
      case RMS -> {
        var forward = RmsNorm.of(rows, columns, EPSILON);
        var backward = RmsNormGradient.of(rows, columns);
        yield p -> {
          forward.run(p, x.address(), gamma.address(), y(), saved());
          backward.run(p, x.address(), dy.address(), gamma.address(), saved(), dx(), dgamma(), s);
        };
      }
      case BATCH, BATCH_RELU -> {
        var after = kind == Kind.BATCH ? After.NOTHING : After.RELU;
        var forward = BatchNorm.of(rows, columns, EPSILON, MOMENTUM, after);
        var backward = BatchNormGradient.of(rows, columns);
        yield p -> {
          forward.run(
              p,
              x.address(),
              gamma.address(),
              beta.address(),
              runningMean(),
              runningVariance(),
              y(),
              saved(),
              s);
          backward.run(
              p, x.address(), dy.address(), gamma.address(), saved(), dx(), dgamma(), dbeta(), s);
        };
      }
      case INFERENCE -> {
        var plain = BatchNormInference.of(rows, columns, EPSILON, After.NOTHING);
        var relu = BatchNormInference.of(rows, columns, EPSILON, After.RELU);
        yield p -> {
          long mean = runningMean();
          long variance = runningVariance();
          plain.run(p, x.address(), mean, variance, gamma.address(), beta.address(), y(), s);
          relu.run(p, x.address(), mean, variance, gamma.address(), beta.address(), dx(), s);
        };
      }
      case GROUP, INSTANCE -> {
        var forward = GroupNorm.of(shape());
        var backward = GroupNormGradient.of(shape());
        yield p -> {
          forward.run(p, x.address(), gamma.address(), beta.address(), y(), saved(), s);
          backward.run(
              p, x.address(), dy.address(), gamma.address(), saved(), dx(), dgamma(), dbeta(), s);
        };
      }
    };
  }

  void refer() {
    long in = x.address();
    long d = dy.address();
    long g = gamma.address();
    long b = beta.address();
    switch (kind) {
      case LAYER -> {
        RowNormReference.layer(rows, columns, EPSILON, in, g, b, y(), saved());
        RowNormReference.gradient(rows, columns, true, in, d, g, saved(), dx(), dgamma(), dbeta());
      }
      case RMS -> {
        RowNormReference.rms(rows, columns, EPSILON, in, g, y(), saved());
        RowNormReference.gradient(rows, columns, false, in, d, g, saved(), dx(), dgamma(), dbeta());
      }
      case BATCH, BATCH_RELU -> {
        var after = kind == Kind.BATCH ? After.NOTHING : After.RELU;
        ChannelNormReference.batch(
            rows,
            columns,
            EPSILON,
            MOMENTUM,
            after,
            in,
            g,
            b,
            runningMean(),
            runningVariance(),
            y(),
            saved());
        ChannelNormReference.batchGradient(
            rows, columns, in, d, g, saved(), dx(), dgamma(), dbeta());
      }
      case INFERENCE -> {
        long mean = runningMean();
        long variance = runningVariance();
        ChannelNormReference.inference(
            rows, columns, EPSILON, After.NOTHING, in, mean, variance, g, b, y());
        ChannelNormReference.inference(
            rows, columns, EPSILON, After.RELU, in, mean, variance, g, b, dx());
      }
      case GROUP, INSTANCE -> {
        ChannelNormReference.group(shape(), in, g, b, y(), saved());
        ChannelNormReference.groupGradient(shape(), in, d, g, saved(), dx(), dgamma(), dbeta());
      }
    }
  }

  /// Which elements are normalised together with element i.
  private boolean together(int i, int j) {
    int pixels = rows / images;
    int width = columns / groups;
    return switch (kind) {
      case LAYER, RMS -> i / columns == j / columns;
      case BATCH, BATCH_RELU, INFERENCE -> i % columns == j % columns;
      case GROUP, INSTANCE ->
          i / columns / pixels == j / columns / pixels
              && i % columns / width == j % columns / width;
    };
  }

  /// The norm of element i, by the textbook in double.
  double textbook(double[] in, double[] gammas, double[] betas, int i) {
    int[] members = IntStream.range(0, in.length).filter(j -> together(i, j)).toArray();
    double mean =
        kind == Kind.RMS ? 0 : IntStream.of(members).mapToDouble(j -> in[j]).average().orElse(0);
    double variance =
        IntStream.of(members).mapToDouble(j -> (in[j] - mean) * (in[j] - mean)).average().orElse(0);
    double shift = kind == Kind.RMS ? 0 : betas[i % columns];
    return (in[i] - mean) / Math.sqrt(variance + EPSILON) * gammas[i % columns] + shift;
  }

  static float[] numbers(int count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (0.5 + 2 * random.nextGaussian());
    }
    return numbers;
  }
}
