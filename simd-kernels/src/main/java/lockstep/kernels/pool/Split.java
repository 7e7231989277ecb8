package lockstep.kernels.pool;

/// How rows of pixels are shared: a unit is a row of one image, or where rows are few, some of its
/// channels.
final class Split {

  private static final int MOST_SHARES = 32;
  private static final long SERIAL_BELOW = 1 << 14;

  /// A block of channels is a multiple of this: four of the widest vectors.
  private static final int CHANNELS = 64;

  final int shares;
  private final long units;
  private final int height;
  private final int channels;
  private final int blocks;
  private final int blockChannels;

  /// @param work how many floats are read or written
  Split(int batch, int height, int channels, long work) {
    this.height = height;
    this.channels = channels;
    long rows = (long) batch * height;
    int groups = Math.max(1, (channels + CHANNELS - 1) / CHANNELS);
    int wanted = (int) Math.max(1, MOST_SHARES / Math.max(1, rows));
    int groupsPerBlock = (groups + wanted - 1) / wanted;
    blockChannels = rows < MOST_SHARES ? groupsPerBlock * CHANNELS : Math.max(1, channels);
    blocks = Math.max(1, (channels + blockChannels - 1) / blockChannels);
    units = channels == 0 ? 0 : rows * blocks;
    shares = work < SERIAL_BELOW ? (int) Math.min(1, units) : (int) Math.min(MOST_SHARES, units);
  }

  long first(int share) {
    return units * share / shares;
  }

  int image(long unit) {
    return (int) (unit / blocks / height);
  }

  int row(long unit) {
    return (int) (unit / blocks % height);
  }

  int firstChannel(long unit) {
    return (int) (unit % blocks) * blockChannels;
  }

  int channels(long unit) {
    return Math.min(blockChannels, channels - firstChannel(unit));
  }
}
