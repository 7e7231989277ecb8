package lockstep.nn.data;

import lockstep.kernels.random.Philox;

/// Random numbers for one sample in one epoch: the same whoever asks, and in whatever order samples
/// are made.
public final class Draw {

  private static final double UNIT = 0x1p-32;

  private final long seed;
  private final long stream;
  private long drawn;

  /// Those of a sample.
  public Draw(long seed, int epoch, int index) {
    this.seed = seed;
    stream = ((long) epoch << 32) | (index & 0xFFFF_FFFFL);
  }

  /// {@return 32 random bits}
  public int bits() {
    return Philox.word(seed, stream, drawn++);
  }

  /// {@return a number of at least 0, below 1}
  public double uniform() {
    return (bits() & 0xFFFF_FFFFL) * UNIT;
  }

  /// {@return a number of at least `low`, below `high`}
  public double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /// {@return a whole number of at least 0, below `bound`}
  public int below(int bound) {
    return (int) (((bits() & 0xFFFF_FFFFL) * bound) >>> 32);
  }

  /// {@return whether something happens that happens that often}
  public boolean happens(double probability) {
    return uniform() < probability;
  }

  /// {@return a number with mean 0 and deviation 1}
  public double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }
}
