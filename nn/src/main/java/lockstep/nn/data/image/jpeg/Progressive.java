package lockstep.nn.data.image.jpeg;

/// Blocks whose numbers come in several scans: some numbers of each block in one, and their lower
/// bits in later ones.
final class Progressive implements Scan.Blocks {

  private final Bits bits;
  private final int from;
  private final int to;
  private final boolean refines;
  private final int low;

  /// Blocks to come, this one counted, in which no number becomes other than zero.
  private int empty;

  /// @param from the first number of a block that is read
  /// @param to the last
  /// @param refines whether the bits above are there
  /// @param low the lowest bit that is read
  Progressive(Bits bits, int from, int to, boolean refines, int low) {
    this.bits = bits;
    this.from = from;
    this.to = to;
    this.refines = refines;
    this.low = low;
  }

  @Override
  public void restart() {
    empty = 0;
  }

  @Override
  public void read(Part part, int row, int column) {
    Component component = part.component;
    boolean inside = row < component.down() && column < component.across();
    int at = (row * component.across() + column) * Component.BLOCK;
    if (from == 0) {
      int value;
      if (refines) {
        value = bits.bit() << low;
      } else {
        part.last += bits.number(bits.symbol(part.first));
        value = part.last << low;
      }
      if (inside) {
        component.numbers()[at] |= (short) value;
      }
    } else if (refines) {
      refine(part.others, component.numbers(), at);
    } else {
      readOthers(part.others, component.numbers(), at);
    }
    bits.requireEnough();
  }

  private void readOthers(Codes codes, short[] numbers, int at) {
    if (empty > 0) {
      empty--;
      return;
    }
    int next = from;
    while (next <= to) {
      int symbol = bits.symbol(codes);
      int skipped = symbol >> 4;
      int size = symbol & 15;
      if (size == 0 && skipped < 15) {
        empty = (1 << skipped) - 1 + bits.bits(skipped);
        return;
      }
      next += skipped;
      if (next > to) {
        throw bits.damaged("numbers " + from + " to " + to, "more");
      }
      numbers[at + Zigzag.PLACES[next]] = (short) (bits.number(size) << low);
      next++;
    }
  }

  /// Numbers that are not zero get a bit; among them stand new ones, of 1 or -1.
  private void refine(Codes codes, short[] numbers, int at) {
    int next = from;
    while (empty == 0 && next <= to) {
      int symbol = bits.symbol(codes);
      int zeros = symbol >> 4;
      int size = symbol & 15;
      int added = 0;
      if (size > 1) {
        throw bits.damaged("a number of one bit", "one of " + size);
      }
      if (size == 1) {
        added = bits.bit() == 1 ? 1 << low : -1 << low;
      } else if (zeros < 15) {
        empty = (1 << zeros) + bits.bits(zeros);
        break;
      }
      next = refineOver(zeros, numbers, at, next);
      if (next > to) {
        // Where only old numbers follow, sixteen zeros end with the block.
        if (size == 1) {
          throw bits.damaged("numbers " + from + " to " + to, "more");
        }
        return;
      }
      numbers[at + Zigzag.PLACES[next]] = (short) added;
      next++;
    }
    if (empty > 0) {
      refineOver(Component.BLOCK, numbers, at, next);
      empty--;
    }
  }

  /// Refines the numbers between some zeros.
  ///
  /// @return the place of the zero after these, or the one after the last
  private int refineOver(int zeros, short[] numbers, int at, int from) {
    int left = zeros;
    int next = from;
    while (next <= to) {
      int place = at + Zigzag.PLACES[next];
      int number = numbers[place];
      if (number == 0) {
        if (left == 0) {
          return next;
        }
        left--;
      } else if (bits.bit() == 1 && (number & (1 << low)) == 0) {
        numbers[place] = (short) (number + (number > 0 ? 1 << low : -1 << low));
      }
      next++;
    }
    return next;
  }

  /// Makes samples of the numbers, once there are all.
  static void finish(Frame frame) {
    int[] block = new int[Component.BLOCK];
    int[] steps = new int[Component.BLOCK];
    for (Component component : frame.components()) {
      for (int i = 0; i < Component.BLOCK; i++) {
        steps[Zigzag.PLACES[i]] = component.quantisation()[i];
      }
      short[] numbers = component.numbers();
      int from = 0;
      for (int row = 0; row < component.down(); row++) {
        int to = row * Component.SIDE * component.stride();
        for (int column = 0; column < component.across(); column++) {
          for (int i = 0; i < Component.BLOCK; i++) {
            block[i] = numbers[from + i] * steps[i];
          }
          Cosines.put(block, component.samples(), to, component.stride());
          from += Component.BLOCK;
          to += Component.SIDE;
        }
      }
    }
  }
}
