package lockstep.nn.data.image.jpeg;

import java.util.Arrays;

/// Blocks whose numbers come all at once: they become samples as they are read.
final class Sequential implements Scan.Blocks {

  private static final int LOOK = 64 - Codes.LOOK;

  private static final int SIXTEEN_ZEROS = 0xf0;

  private final Bits bits;
  private final int[] block = new int[Component.BLOCK];

  Sequential(Bits bits) {
    this.bits = bits;
  }

  @Override
  public void read(Part part, int row, int column) {
    Component component = part.component;
    boolean flat = readBlock(part, component.quantisation());
    if (row < component.down() && column < component.across()) {
      int stride = component.stride();
      int at = (row * stride + column) * Component.SIDE;
      if (flat) {
        Cosines.putFlat(block[0], component.samples(), at, stride);
      } else {
        Cosines.put(block, component.samples(), at, stride);
      }
    }
  }

  @Override
  public void restart() {
    // Each block stands for itself but for its first number, which the part keeps.
  }

  /// Reads the numbers of a block, multiplied with their steps.
  ///
  /// This is where most of the time goes, so the state of the bits stays in variables.
  ///
  /// @return whether all but the first are zero
  private boolean readBlock(Part part, int[] steps) {
    Bits source = bits;
    int[] to = block;
    Arrays.fill(to, 0);
    part.last += source.number(source.symbol(part.first));
    to[0] = part.last * steps[0];

    int[] entries = part.others.entries();
    byte[] places = Zigzag.PLACES;
    byte[] data = source.data;
    long held = source.held;
    int count = source.count;
    int at = source.at;
    int next = 1;
    while (next < Component.BLOCK) {
      // A code and its number have at most 31 bits.
      if (count < 32) {
        held |= (long) Bits.LONGS.get(data, at) >>> count;
        int bytes = (63 - count) >>> 3;
        at += bytes;
        count += bytes << 3;
      }
      int entry = entries[(int) (held >>> LOOK)];
      int number = entry >> 16;
      if (number != 0) {
        int dropped = entry & 31;
        held <<= dropped;
        count -= dropped;
        next += entry >>> 5 & 31;
        to[places[next - 1]] = number * steps[next - 1];
        continue;
      }
      source.held = held;
      source.count = count;
      source.at = at;
      int symbol = source.symbol(part.others);
      int size = symbol & 15;
      if (size == 0 && symbol != SIXTEEN_ZEROS) {
        held = source.held;
        count = source.count;
        at = source.at;
        break;
      }
      next += (symbol >> 4) + 1;
      to[places[next - 1]] = source.number(size) * steps[next - 1];
      held = source.held;
      count = source.count;
      at = source.at;
    }
    source.held = held;
    source.count = count;
    source.at = at;
    source.requireEnough();
    if (next > Component.BLOCK) {
      throw source.damaged("a block of 64 numbers", "one of more");
    }
    return next == 1;
  }
}
