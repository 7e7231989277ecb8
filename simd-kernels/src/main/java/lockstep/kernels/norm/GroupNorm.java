package lockstep.kernels.norm;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.norm.Columns.at;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSums;

/// Group norm over images, and instance norm as its special case: `y = (x − mean)/σ·gamma + beta`
/// with mean and `σ² = mean of (x − mean)² + epsilon` of each group of channels of each image.
///
/// | memory | shape | |
/// |---|---|---|
/// | in, out | `[images, pixels, channels]` | |
/// | gamma, beta | `[channels]` | |
/// | saved | `[2, images, groups]` | for the gradient: mean, 1/σ |
///
/// Sums go down each channel first, then along the channels of a group. `out` may be `in`, but the
/// gradient needs `in`. The bits are those of [ChannelNormReference].
public final class GroupNorm {

  private final GroupNormShape shape;
  private final RowShares shares;
  private final Parallel.Task task = this::images;
  private long in;
  private long gamma;
  private long beta;
  private long out;
  private long saved;
  private long scratch;

  private GroupNorm(GroupNormShape shape) {
    this.shape = shape;
    shares = new RowShares(shape.images(), Math.multiplyExact(shape.pixels(), shape.channels()));
  }

  /// {@return the kernel of that shape}
  public static GroupNorm of(GroupNormShape shape) {
    return new GroupNorm(shape);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return 3L * threads * shape.channels() * Float.BYTES;
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel, long in, long gamma, long beta, long out, long saved, long scratch) {
    this.in = in;
    this.gamma = gamma;
    this.beta = beta;
    this.out = out;
    this.saved = saved;
    this.scratch = scratch;
    parallel.run(shares.count(), task);
  }

  private void images(int share, int thread) {
    int end = shares.first(share + 1);
    for (int image = shares.first(share); image < end; image++) {
      image(image, at(scratch, 3L * thread * shape.channels()));
    }
  }

  private void image(int image, long center) {
    int channels = shape.channels();
    int pixels = shape.pixels();
    int width = shape.width();
    long x = at(in, (long) image * pixels * channels);
    long sums = at(center, channels);
    long factor = at(sums, channels);
    long means = at(saved, (long) image * shape.groups());
    long inverses = at(means, (long) shape.images() * shape.groups());
    Columns.sums(x, sums, pixels, channels);
    for (int g = 0; g < shape.groups(); g++) {
      float mean = RowSums.sum(at(sums, (long) g * width), width) / shape.members();
      set(at(means, g), mean);
      for (int c = g * width; c < (g + 1) * width; c++) {
        set(at(center, c), mean);
      }
    }
    Columns.squares(x, center, sums, pixels, channels);
    for (int g = 0; g < shape.groups(); g++) {
      float squares = RowSums.sum(at(sums, (long) g * width), width);
      float inverse = 1 / (float) Math.sqrt(squares / shape.members() + shape.epsilon());
      set(at(inverses, g), inverse);
      for (int c = g * width; c < (g + 1) * width; c++) {
        set(at(factor, c), get(at(gamma, c)) * inverse);
      }
    }
    long y = at(out, (long) image * pixels * channels);
    Columns.apply(x, center, factor, beta, y, pixels, channels);
  }
}
