package lockstep.nn.data.image.jpeg;

/// The rows of a component, with a sample for each pixel of the image.
///
/// Where a component has half as many samples, the new ones lie between the old: three parts of the
/// nearest and one of the next, as most readers do it. Other ratios repeat samples.
final class Rows {

  private enum Way {
    AS_IT_IS,
    ACROSS,
    DOWN,
    BOTH,
    REPEATED
  }

  private final Component component;
  private final int width;
  private final int vertical;
  private final Way way;
  private final int[] columns;
  private final int[] sums;
  private final int[] row;

  Rows(Frame frame, Component component) {
    this.component = component;
    width = frame.width();
    vertical = frame.vertical();
    way = way(frame, component);
    sums = new int[way == Way.BOTH ? component.width() : 0];
    row = new int[Math.max(width, 2 * component.width())];
    columns = new int[way == Way.REPEATED ? width : 0];
    for (int x = 0; x < columns.length; x++) {
      columns[x] = x * component.horizontal() / frame.horizontal();
    }
  }

  private static Way way(Frame frame, Component component) {
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

  /// {@return the last row that was made, from 0 to 255; it may be longer than the image is wide}
  int[] row() {
    return row;
  }

  /// Makes a row of the image.
  void make(int y) {
    byte[] samples = component.samples();
    int stride = component.stride();
    int own = y * component.vertical() / vertical;
    int near = own * stride;
    // The row on the other side of the new one; at the edges the same.
    int other = Math.clamp((y & 1) == 0 ? own - 1 : own + 1, 0, component.height() - 1) * stride;
    switch (way) {
      case AS_IT_IS -> copy(samples, near);
      case ACROSS -> across(samples, near);
      case DOWN -> down(samples, near, other, (y & 1) == 0 ? 1 : 2);
      case BOTH -> both(samples, near, other);
      case REPEATED -> {
        for (int x = 0; x < width; x++) {
          row[x] = samples[near + columns[x]] & 0xff;
        }
      }
    }
  }

  private void copy(byte[] samples, int near) {
    int[] to = row;
    for (int x = 0; x < width; x++) {
      to[x] = samples[near + x] & 0xff;
    }
  }

  /// Rounds down on the left and up on the right, so that rounding shifts nothing.
  private void across(byte[] samples, int near) {
    int[] to = row;
    int last = component.width() - 1;
    int before = samples[near] & 0xff;
    int here = before;
    for (int x = 0; x <= last; x++) {
      int after = x < last ? samples[near + x + 1] & 0xff : here;
      to[2 * x] = (3 * here + before + 1) >> 2;
      to[2 * x + 1] = (3 * here + after + 2) >> 2;
      before = here;
      here = after;
    }
  }

  private void down(byte[] samples, int near, int other, int half) {
    int[] to = row;
    for (int x = 0; x < width; x++) {
      to[x] = (3 * (samples[near + x] & 0xff) + (samples[other + x] & 0xff) + half) >> 2;
    }
  }

  private void both(byte[] samples, int near, int other) {
    int[] to = row;
    int[] from = sums;
    int last = from.length - 1;
    for (int x = 0; x <= last; x++) {
      from[x] = 3 * (samples[near + x] & 0xff) + (samples[other + x] & 0xff);
    }
    to[0] = (4 * from[0] + 8) >> 4;
    for (int x = 0; x < last; x++) {
      to[2 * x + 1] = (3 * from[x] + from[x + 1] + 7) >> 4;
      to[2 * x + 2] = (3 * from[x + 1] + from[x] + 8) >> 4;
    }
    to[2 * last + 1] = (4 * from[last] + 7) >> 4;
  }
}
