package lockstep.kernels.norm;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.norm.Columns.at;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSums;

/// The gradients of [GroupNorm]. With `x̂ = (x − mean)/σ` and `g = dy·gamma`, means over the group:
///
/// ```
/// dx = (g − mean of g − x̂·mean of g·x̂)/σ      dgamma = Σ dy·x̂      dbeta = Σ dy
/// ```
///
/// | memory | shape | |
/// |---|---|---|
/// | x, dy, dx | `[images, pixels, channels]` | |
/// | gamma, dgamma, dbeta | `[channels]` | |
/// | saved | `[2, images, groups]` | by [GroupNorm] |
///
/// Each image has sums of its own, which are added in the order of images. `dx` may be `dy` or `x`.
/// The bits are those of [ChannelNormReference].
public final class GroupNormGradient {

  private static final int ROWS = 6;

  private final GroupNormShape shape;
  private final RowShares shares;
  private final Parallel.Task task = this::images;
  private long x;
  private long dy;
  private long gamma;
  private long saved;
  private long dx;
  private long sums;
  private long products;
  private long scratch;

  private GroupNormGradient(GroupNormShape shape) {
    this.shape = shape;
    shares = new RowShares(shape.images(), Math.multiplyExact(shape.pixels(), shape.channels()));
  }

  /// {@return the kernel of that shape}
  public static GroupNormGradient of(GroupNormShape shape) {
    return new GroupNormGradient(shape);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return ((long) ROWS * threads + 2L * shape.images()) * shape.channels() * Float.BYTES;
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel,
      long x,
      long dy,
      long gamma,
      long saved,
      long dx,
      long dgamma,
      long dbeta,
      long scratch) {
    this.x = x;
    this.dy = dy;
    this.gamma = gamma;
    this.saved = saved;
    this.dx = dx;
    sums = scratch;
    products = at(sums, (long) shape.images() * shape.channels());
    this.scratch = at(products, (long) shape.images() * shape.channels());
    parallel.run(shares.count(), task);
    Columns.sums(sums, dbeta, shape.images(), shape.channels());
    Columns.sums(products, dgamma, shape.images(), shape.channels());
  }

  private void images(int share, int thread) {
    int end = shares.first(share + 1);
    for (int image = shares.first(share); image < end; image++) {
      image(image, at(scratch, (long) ROWS * thread * shape.channels()));
    }
  }

  private void image(int image, long center) {
    int channels = shape.channels();
    int pixels = shape.pixels();
    int width = shape.width();
    long from = (long) image * pixels * channels;
    long means = at(saved, (long) image * shape.groups());
    long inverses = at(means, (long) shape.images() * shape.groups());
    for (int c = 0; c < channels; c++) {
      set(at(center, c), get(at(means, c / width)));
    }
    long sum = at(sums, (long) image * channels);
    long product = at(products, (long) image * channels);
    Columns.sumsAndProducts(at(x, from), at(dy, from), center, sum, product, pixels, channels);
    for (int g = 0; g < shape.groups(); g++) {
      group(g, get(at(inverses, g)), center, sum, product);
    }
    Columns.gradient(at(x, from), at(dy, from), center, at(dx, from), pixels, channels);
  }

  private void group(int g, float inverse, long center, long sum, long product) {
    int channels = shape.channels();
    int width = shape.width();
    int first = g * width;
    // The last two rows of the scratch: what the group sums along its channels.
    long weighted = at(center, 4L * channels);
    long weightedProduct = at(center, 5L * channels);
    for (int c = first; c < first + width; c++) {
      float p = get(at(product, c)) * inverse;
      set(at(product, c), p);
      set(at(weighted, c), get(at(gamma, c)) * get(at(sum, c)));
      set(at(weightedProduct, c), get(at(gamma, c)) * p);
    }
    float mean = RowSums.sum(at(weighted, first), width) / shape.members();
    float slope = RowSums.sum(at(weightedProduct, first), width) / shape.members();
    for (int c = first; c < first + width; c++) {
      set(at(center, (long) channels + c), get(at(gamma, c)) * inverse);
      set(at(center, 2L * channels + c), -inverse * (slope * inverse));
      set(at(center, 3L * channels + c), -inverse * mean);
    }
  }
}
