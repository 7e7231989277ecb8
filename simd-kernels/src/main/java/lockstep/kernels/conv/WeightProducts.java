package lockstep.kernels.conv;

import static java.lang.Math.max;
import static java.lang.Math.min;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;

/// Sums the gradient of the weights of a 1×1 convolution as matrix products, `xᵀ·dy` over the
/// pixels of a chunk. A product's chain runs over the pixels in order, as that of the sums does.
///
/// A part is some input channels of a chunk.
final class WeightProducts implements WeightWay {

  /// So many shares keep the threads busy; more would copy dy once more each.
  private static final int SHARES = 8;

  /// Input channels that are worth a product of their own.
  private static final int LEAST_ROWS = 64;

  private static final Parallel ALONE = Parallel.of(1, Parallel.Idle.SLEEP);

  private final ConvShape shape;
  private final int parts;
  private final Gemm[] products;
  private final long scratchBytes;

  WeightProducts(ConvShape shape, boolean serial) {
    this.shape = shape;
    int chunks = Chunks.count(shape);
    int most = max(1, shape.inChannels() / LEAST_ROWS);
    parts = serial ? 1 : min(most, Math.ceilDiv(SHARES, chunks));
    products = new Gemm[chunks * parts];
    long bytes = 0;
    for (int i = 0; i < products.length; i++) {
      products[i] = Gemm.of(product(i / parts, i % parts));
      bytes = max(bytes, products[i].scratchBytes(1));
    }
    scratchBytes = Math.ceilDiv(bytes, 64) * 64L;
  }

  /// Whether the weights' gradient of that shape is a product. One with a single row or column has
  /// another order.
  static boolean suit(ConvShape s) {
    return s.windowH() == 1
        && s.windowW() == 1
        && s.strideH() == 1
        && s.strideW() == 1
        && s.padTop() + s.padBottom() + s.padLeft() + s.padRight() == 0
        && s.groups() == 1
        && s.inChannels() > 1
        && s.outChannels() > 1
        && (long) s.batch() * s.height() * s.width() <= Integer.MAX_VALUE;
  }

  private GemmShape product(int chunk, int part) {
    int images = Chunks.first(shape, chunk + 1) - Chunks.first(shape, chunk);
    return new GemmShape(
        firstRow(part + 1) - firstRow(part),
        shape.outChannels(),
        images * shape.height() * shape.width(),
        true,
        false,
        shape.inChannels(),
        shape.outChannels(),
        shape.outChannels());
  }

  private int firstRow(int part) {
    return WeightWay.first(part, parts, shape.inChannels());
  }

  @Override
  public int parts() {
    return parts;
  }

  @Override
  public long scratchBytes() {
    return scratchBytes;
  }

  @Override
  public void run(int chunk, int part, long x, long dy, long dweights, long scratch) {
    long pixel = (long) Chunks.first(shape, chunk) * shape.height() * shape.width();
    long row = firstRow(part);
    products[chunk * parts + part].run(
        ALONE,
        1,
        x + (pixel * shape.inChannels() + row) * Float.BYTES,
        dy + pixel * shape.outChannels() * Float.BYTES,
        0,
        dweights + row * shape.outChannels() * Float.BYTES,
        scratch);
  }
}
