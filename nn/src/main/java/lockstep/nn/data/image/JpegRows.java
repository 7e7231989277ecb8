package lockstep.nn.data.image;

/// The rows of a component, with a sample for each pixel of the image.
///
/// Where a component has half as many samples, the new ones lie between the old: three parts of the
/// nearest and one of the next, as most readers do it. Other ratios repeat samples.
final class JpegRows {

  private enum Way {
    AS_IT_IS,
    ACROSS,
    DOWN,
    BOTH,
    REPEATED
  }

  private final JpegComponent component;
  private final int width;
  private final int vertical;
  private final Way way;
  private final int[] columns;
  private final byte[] made;
  private byte[] row;
  private int at;

  JpegRows(JpegFrame frame, JpegComponent component) {
    this.component = component;
    width = frame.width();
    vertical = frame.vertical();
    way = way(frame, component);
    row = component.samples();
    made = new byte[way == Way.AS_IT_IS ? 0 : Math.max(width, 2 * component.width())];
    columns = new int[way == Way.REPEATED ? width : 0];
    for (int x = 0; x < columns.length; x++) {
      columns[x] = x * component.horizontal() / frame.horizontal();
    }
  }

  private static Way way(JpegFrame frame, JpegComponent component) {
    boolean across = frame.horizontal() == 2 * component.horizontal() && component.width() > 2;
    boolean down = frame.vertical() == 2 * component.vertical();
    boolean fullAcross = frame.horizontal() == component.horizontal();
    boolean fullDown = frame.vertical() == component.vertical();
    if (fullAcross) {
      return fullDown ? Way.AS_IT_IS : down ? Way.DOWN : Way.REPEATED;
    }
    if (!across) {
      return Way.REPEATED;
    }
    return fullDown ? Way.ACROSS : down ? Way.BOTH : Way.REPEATED;
  }

  /// {@return the array of the last row that was made}
  byte[] row() {
    return row;
  }

  /// {@return where that row begins}
  int at() {
    return at;
  }

  /// Makes a row of the image.
  void make(int y) {
    byte[] samples = component.samples();
    int stride = component.stride();
    int own = y * component.vertical() / vertical;
    int near = own * stride;
    // The row on the other side of the new one; at the edges the same.
    int other = Math.clamp((y & 1) == 0 ? own - 1 : own + 1, 0, component.height() - 1) * stride;
    row = made;
    at = 0;
    switch (way) {
      case AS_IT_IS -> {
        row = samples;
        at = near;
      }
      case ACROSS -> across(samples, near);
      case DOWN -> down(samples, near, other, (y & 1) == 0 ? 1 : 2);
      case BOTH -> both(samples, near, other);
      case REPEATED -> {
        for (int x = 0; x < width; x++) {
          made[x] = samples[near + columns[x]];
        }
      }
    }
  }

  /// Rounds down on the left and up on the right, so that rounding shifts nothing.
  private void across(byte[] samples, int near) {
    byte[] to = made;
    int last = component.width() - 1;
    int before = samples[near] & 0xff;
    int here = before;
    for (int x = 0; x <= last; x++) {
      int after = x < last ? samples[near + x + 1] & 0xff : here;
      to[2 * x] = (byte) (3 * here + before + 1 >> 2);
      to[2 * x + 1] = (byte) (3 * here + after + 2 >> 2);
      before = here;
      here = after;
    }
  }

  private void down(byte[] samples, int near, int other, int half) {
    for (int x = 0; x < width; x++) {
      made[x] = (byte) (3 * (samples[near + x] & 0xff) + (samples[other + x] & 0xff) + half >> 2);
    }
  }

  private void both(byte[] samples, int near, int other) {
    byte[] to = made;
    int last = component.width() - 1;
    int before = 3 * (samples[near] & 0xff) + (samples[other] & 0xff);
    int here = before;
    for (int x = 0; x <= last; x++) {
      int after =
          x < last ? 3 * (samples[near + x + 1] & 0xff) + (samples[other + x + 1] & 0xff) : here;
      to[2 * x] = (byte) (3 * here + before + 8 >> 4);
      to[2 * x + 1] = (byte) (3 * here + after + 7 >> 4);
      before = here;
      here = after;
    }
  }
}
