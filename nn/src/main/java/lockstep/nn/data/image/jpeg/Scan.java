package lockstep.nn.data.image.jpeg;

import java.util.ArrayList;
import java.util.List;

/// The scans of a JPEG file: the compressed blocks of one component row by row, or of several in
/// units that cover the same pixels.
final class Scan {

  private static final int MARKERS = 8;
  private static final int RST0 = 0xD0;
  private static final int MOST_LOW_BITS = 13;

  private final Input input;
  private final Tables tables;
  private final List<Bits> bits = new ArrayList<>(1);
  private final Codes none;

  Scan(Input input, Tables tables) {
    this.input = input;
    this.tables = tables;
    none = new Codes(input);
  }

  /// How the blocks of a scan are read.
  interface Blocks {

    /// Reads the next block, which may be one beyond the image.
    void read(Part part, int row, int column);

    /// Forgets what was before a restart marker.
    void restart();
  }

  /// Reads a scan into the components of a frame.
  ///
  /// @param at where the length of the scan's header stands
  /// @return where the scan ends
  int read(Frame frame, int at, int length) {
    int count = length < 3 ? 0 : input.at(at + 2);
    if (count < 1 || count > 4 || length != 6 + 2 * count) {
      throw input.damaged(at, "a scan of 1 to 4 components", count + " in " + length + " bytes");
    }
    int settings = at + 3 + 2 * count;
    int from = input.at(settings);
    int to = input.at(settings + 1);
    int high = input.at(settings + 2) >> 4;
    int low = input.at(settings + 2) & 15;
    if (frame.progressive()) {
      boolean first = from == 0;
      if (from > to
          || to >= Component.BLOCK
          || (first ? to != 0 : count != 1)
          || low > MOST_LOW_BITS
          || (high != 0 && high != low + 1)) {
        throw input.damaged(
            settings,
            "a scan of first numbers, or of others for one component",
            "numbers " + from + " to " + to + ", bits " + high + " to " + low);
      }
    }
    List<Part> parts = parts(frame, at, count, from, high);
    if (frame.progressive()) {
      for (Part part : parts) {
        requireOrder(part.component, settings, from, to, high, low);
      }
    }
    Bits data = bits();
    data.begin(at + length);
    Blocks blocks =
        frame.progressive() ? new Progressive(data, from, to, high > 0, low) : new Sequential(data);
    if (count == 1) {
      Component component = parts.getFirst().component;
      readUnits(parts, data, blocks, component.down(), component.across());
    } else {
      readUnits(
          parts,
          data,
          blocks,
          Frame.upwards(frame.height(), Component.SIDE * frame.vertical()),
          Frame.upwards(frame.width(), Component.SIDE * frame.horizontal()));
    }
    return data.next();
  }

  private List<Part> parts(Frame frame, int at, int count, int from, int high) {
    var parts = new ArrayList<Part>();
    for (int i = 0; i < count; i++) {
      int place = at + 3 + 2 * i;
      Component component = component(frame, place);
      for (Part other : parts) {
        if (other.component == component) {
          throw input.damaged(place, "each component of a scan once", "one twice");
        }
      }
      int slots = input.at(place + 1);
      boolean progressive = frame.progressive();
      // Refined first numbers are plain bits.
      boolean needsFirst = progressive ? from == 0 && high == 0 : true;
      boolean needsOthers = progressive ? from > 0 : true;
      component.see(tables.steps(component.table(), place));
      parts.add(
          new Part(
              component,
              needsFirst ? tables.first(slots >> 4, place) : none,
              needsOthers ? tables.others(slots & 15, place) : none,
              count == 1 ? 1 : component.horizontal(),
              count == 1 ? 1 : component.vertical()));
    }
    return parts;
  }

  private Component component(Frame frame, int place) {
    for (Component component : frame.components()) {
      if (component.id() == input.at(place)) {
        return component;
      }
    }
    throw input.damaged(place, "a component of the frame", "number " + input.at(place));
  }

  /// A scan gives bits that no other gave, and follows the one with the bits above.
  private void requireOrder(Component component, int at, int from, int to, int high, int low) {
    byte[] known = component.known();
    boolean follows = from == 0 || known[0] != Component.UNKNOWN;
    for (int i = from; i <= to; i++) {
      follows &= high == (known[i] == Component.UNKNOWN ? 0 : known[i]);
      known[i] = (byte) low;
    }
    if (!follows) {
      throw input.damaged(
          at,
          "a scan that refines those before",
          "numbers " + from + " to " + to + ", bits " + high + " to " + low);
    }
  }

  /// Made for the first scan: a file without one needs no memory for it.
  private Bits bits() {
    if (bits.isEmpty()) {
      bits.add(new Bits(input));
    }
    return bits.getFirst();
  }

  private void readUnits(List<Part> parts, Bits data, Blocks blocks, int rows, int columns) {
    int interval = tables.interval() == 0 ? Integer.MAX_VALUE : tables.interval();
    int left = interval;
    int restarts = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        if (left == 0) {
          restart(data, restarts++ % MARKERS);
          blocks.restart();
          for (Part part : parts) {
            part.last = 0;
          }
          left = interval;
        }
        left--;
        for (Part part : parts) {
          readUnit(part, blocks, row * part.down, column * part.across);
        }
      }
    }
  }

  private static void readUnit(Part part, Blocks blocks, int row, int column) {
    for (int down = 0; down < part.down; down++) {
      for (int across = 0; across < part.across; across++) {
        blocks.read(part, row + down, column + across);
      }
    }
  }

  private void restart(Bits data, int number) {
    int after = input.afterMarker(data.next());
    int marker = input.at(after - 1);
    if (marker != RST0 + number) {
      throw input.damaged(
          after - 1, "restart marker " + number, "marker " + Integer.toHexString(marker));
    }
    data.begin(after);
  }
}
