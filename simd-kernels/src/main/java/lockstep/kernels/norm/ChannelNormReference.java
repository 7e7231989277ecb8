package lockstep.kernels.norm;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.norm.Columns.at;

import lockstep.kernels.access.Sixteen;

/// What [BatchNorm], [BatchNormInference], [GroupNorm] and the gradients compute, column by column.
public final class ChannelNormReference {

  private ChannelNormReference() {}

  /// As [BatchNorm].
  public static void batch(
      int rows,
      int columns,
      float epsilon,
      float momentum,
      After after,
      long in,
      long gamma,
      long beta,
      long runningMean,
      long runningVariance,
      long out,
      long saved) {
    var chunks = new RowChunks(rows, columns);
    for (int c = 0; c < columns; c++) {
      float mean = 0;
      float squares = 0;
      for (int chunk = 0; chunk < chunks.count(); chunk++) {
        int first = chunks.first(chunk);
        int end = chunks.first(chunk + 1);
        float m = sum(at(in, c), columns, first, end) / (end - first);
        float s = 0;
        for (int r = first; r < end; r++) {
          float d = get(at(in, (long) r * columns + c)) - m;
          s = Math.fma(d, d, s);
        }
        float part = (end - first) / ((float) first + (end - first));
        float d = m - mean;
        squares = chunk == 0 ? s : Math.fma(d * d, first * part, squares + s);
        mean = chunk == 0 ? m : Math.fma(d, part, mean);
      }
      float inverse = 1 / (float) Math.sqrt(squares / Math.max(1, rows) + epsilon);
      set(at(saved, c), mean);
      set(at(saved, (long) columns + c), inverse);
      if (rows > 0) {
        update(at(runningMean, c), momentum, mean);
        update(at(runningVariance, c), momentum, squares / Math.max(1, rows - 1));
      }
      float factor = get(at(gamma, c)) * inverse;
      apply(rows, columns, after, in, mean, factor, get(at(beta, c)), out, c);
    }
  }

  /// As [BatchNormInference].
  public static void inference(
      int rows,
      int columns,
      float epsilon,
      After after,
      long in,
      long mean,
      long variance,
      long gamma,
      long beta,
      long out) {
    for (int c = 0; c < columns; c++) {
      float inverse = 1 / (float) Math.sqrt(get(at(variance, c)) + epsilon);
      float factor = get(at(gamma, c)) * inverse;
      apply(rows, columns, after, in, get(at(mean, c)), factor, get(at(beta, c)), out, c);
    }
  }

  /// As [BatchNormGradient].
  public static void batchGradient(
      int rows,
      int columns,
      long x,
      long dy,
      long gamma,
      long saved,
      long dx,
      long dgamma,
      long dbeta) {
    var chunks = new RowChunks(rows, columns);
    for (int c = 0; c < columns; c++) {
      float mean = get(at(saved, c));
      float inverse = get(at(saved, (long) columns + c));
      float total = 0;
      float product = 0;
      for (int chunk = 0; chunk < chunks.count(); chunk++) {
        int first = chunks.first(chunk);
        int end = chunks.first(chunk + 1);
        total += sum(at(dy, c), columns, first, end);
        product += product(at(x, c), at(dy, c), mean, columns, first, end);
      }
      float slope = product * inverse;
      float a = get(at(gamma, c)) * inverse;
      float b = -a * (slope / rows * inverse);
      float s = -a * (total / rows);
      for (int r = 0; r < rows; r++) {
        long i = (long) r * columns + c;
        float y = Math.fma(get(at(dy, i)), a, s);
        set(at(dx, i), Math.fma(get(at(x, i)) - mean, b, y));
      }
      set(at(dgamma, c), slope);
      set(at(dbeta, c), total);
    }
  }

  /// As [GroupNorm].
  public static void group(
      GroupNormShape shape, long in, long gamma, long beta, long out, long saved) {
    int channels = shape.channels();
    for (int image = 0; image < shape.images(); image++) {
      long from = (long) image * shape.pixels() * channels;
      for (int g = 0; g < shape.groups(); g++) {
        float[] lanes = new float[Sixteen.LANES];
        int first = g * shape.width();
        for (int i = 0; i < shape.width(); i++) {
          lanes[i % Sixteen.LANES] += sum(at(in, from + first + i), channels, 0, shape.pixels());
        }
        float mean = Sixteen.sum(lanes) / shape.members();
        lanes = new float[Sixteen.LANES];
        for (int i = 0; i < shape.width(); i++) {
          float s = 0;
          for (int r = 0; r < shape.pixels(); r++) {
            float d = get(at(in, from + (long) r * channels + first + i)) - mean;
            s = Math.fma(d, d, s);
          }
          lanes[i % Sixteen.LANES] += s;
        }
        float inverse =
            1 / (float) Math.sqrt(Sixteen.sum(lanes) / shape.members() + shape.epsilon());
        set(at(saved, (long) image * shape.groups() + g), mean);
        set(at(saved, ((long) shape.images() + image) * shape.groups() + g), inverse);
        for (int c = first; c < first + shape.width(); c++) {
          float factor = get(at(gamma, c)) * inverse;
          float shift = get(at(beta, c));
          apply(
              shape.pixels(),
              channels,
              After.NOTHING,
              at(in, from),
              mean,
              factor,
              shift,
              at(out, from),
              c);
        }
      }
    }
  }

  /// As [GroupNormGradient].
  public static void groupGradient(
      GroupNormShape shape,
      long x,
      long dy,
      long gamma,
      long saved,
      long dx,
      long dgamma,
      long dbeta) {
    int channels = shape.channels();
    float[] gammas = new float[channels];
    float[] betas = new float[channels];
    for (int image = 0; image < shape.images(); image++) {
      long from = (long) image * shape.pixels() * channels;
      for (int g = 0; g < shape.groups(); g++) {
        float mean = get(at(saved, (long) image * shape.groups() + g));
        float inverse = get(at(saved, ((long) shape.images() + image) * shape.groups() + g));
        float[] sums = new float[Sixteen.LANES];
        float[] products = new float[Sixteen.LANES];
        int first = g * shape.width();
        for (int c = first; c < first + shape.width(); c++) {
          float s = sum(at(dy, from + c), channels, 0, shape.pixels());
          float p =
              product(at(x, from + c), at(dy, from + c), mean, channels, 0, shape.pixels())
                  * inverse;
          betas[c] += s;
          gammas[c] += p;
          sums[(c - first) % Sixteen.LANES] += get(at(gamma, c)) * s;
          products[(c - first) % Sixteen.LANES] += get(at(gamma, c)) * p;
        }
        float b = -inverse * (Sixteen.sum(products) / shape.members() * inverse);
        float s = -inverse * (Sixteen.sum(sums) / shape.members());
        for (int c = first; c < first + shape.width(); c++) {
          float a = get(at(gamma, c)) * inverse;
          for (int r = 0; r < shape.pixels(); r++) {
            long i = from + (long) r * channels + c;
            float y = Math.fma(get(at(dy, i)), a, s);
            set(at(dx, i), Math.fma(get(at(x, i)) - mean, b, y));
          }
        }
      }
    }
    for (int c = 0; c < channels; c++) {
      set(at(dgamma, c), gammas[c]);
      set(at(dbeta, c), betas[c]);
    }
  }

  private static void update(long running, float momentum, float now) {
    set(running, Math.fma(momentum, now, (1 - momentum) * get(running)));
  }

  private static void apply(
      int rows,
      int columns,
      After after,
      long in,
      float mean,
      float factor,
      float shift,
      long out,
      int c) {
    for (int r = 0; r < rows; r++) {
      long i = (long) r * columns + c;
      float y = Math.fma(get(at(in, i)) - mean, factor, shift);
      set(at(out, i), after == After.RELU && y <= 0 ? 0 : y);
    }
  }

  private static float sum(long column, int columns, int from, int to) {
    float sum = 0;
    for (int r = from; r < to; r++) {
      sum += get(at(column, (long) r * columns));
    }
    return sum;
  }

  private static float product(long x, long dy, float mean, int columns, int from, int to) {
    float sum = 0;
    for (int r = from; r < to; r++) {
      long i = (long) r * columns;
      sum = Math.fma(get(at(dy, i)), get(at(x, i)) - mean, sum);
    }
    return sum;
  }
}
