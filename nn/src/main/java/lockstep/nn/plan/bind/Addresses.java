package lockstep.nn.plan.bind;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Where a kernel's operands are. It keeps their memory reachable.
public final class Addresses {

  private final MemorySegment[] segments;
  private final long[] in;
  private final long[] out;
  private final long scratch;
  private final long kept;

  /// The places of inputs and outputs, memory that is free while the kernel runs, and memory that
  /// is the kernel's from run to run.
  public Addresses(
      List<MemorySegment> in, List<MemorySegment> out, MemorySegment scratch, MemorySegment kept) {
    segments = in.toArray(MemorySegment[]::new);
    this.in = in.stream().mapToLong(MemorySegment::address).toArray();
    this.out = out.stream().mapToLong(MemorySegment::address).toArray();
    this.scratch = scratch.address();
    this.kept = kept.address();
  }

  long in(int index) {
    return in[index];
  }

  /// The address of an input, or `absent` where the index is negative.
  long in(int index, long absent) {
    return index < 0 ? absent : in[index];
  }

  long[] ins() {
    return in;
  }

  /// The address of an output, 0 of one that has no memory.
  long out(int index) {
    return out[index];
  }

  long scratch() {
    return scratch;
  }

  long kept() {
    return kept;
  }

  /// The number that an input is now.
  float number(int index) {
    return segments[index].get(JAVA_FLOAT, 0);
  }

  /// The integer that an input is now.
  int integer(int index) {
    return integer(index, 0);
  }

  /// The integer that an element of an input is now.
  int integer(int index, int element) {
    return segments[index].getAtIndex(JAVA_INT, element);
  }
}
