package lockstep.kernels.ctc;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.lang.foreign.ValueLayout;

/// The labels of a target and the states that they make.
final class Labels {

  /// The class that says nothing.
  static final int BLANK = 0;

  /// Instead of how many labels there are, where one of them is no class.
  static final int NONE_SUCH = -1;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private Labels() {}

  static int word(long words, int index) {
    return SEGMENT.get(INT, (words + (long) index * Integer.BYTES) & ADDRESS_MASK);
  }

  private static void set(long words, int index, int word) {
    SEGMENT.set(INT, (words + (long) index * Integer.BYTES) & ADDRESS_MASK, word);
  }

  /// Copies what is above 0 of `count` words; returns how many that are, or {@link #NONE_SUCH}.
  static int copy(long target, int count, int classes, long labels) {
    int copied = 0;
    for (int i = 0; i < count; i++) {
      int label = word(target, i);
      if (label >= classes) {
        return NONE_SUCH;
      }
      if (label > BLANK) {
        set(labels, copied++, label);
      }
    }
    return copied;
  }

  /// What a state says.
  static int ofState(long labels, int state) {
    return (state & 1) == 0 ? BLANK : word(labels, state >> 1);
  }

  /// Whether a path may come to a state from two before it.
  static boolean jumps(long labels, int state) {
    return (state & 1) == 1
        && state > 1
        && word(labels, state >> 1) != word(labels, (state >> 1) - 1);
  }
}
