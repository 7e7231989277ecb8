package lockstep.nn.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Places in a slab for bytes that are needed for a while: no two that are needed at once overlap.
///
/// The largest are placed first, each into the lowest gap that holds it.
///
/// @param offsets a place for each lifetime, a multiple of {@link #ALIGNMENT}
/// @param bytes the size of the slab
public record Slots(List<Long> offsets, long bytes) {

  /// A cache line.
  public static final long ALIGNMENT = 64;

  /// {@return places for those lifetimes}
  public static Slots of(List<Lifetime> lifetimes) {
    Integer[] order =
        IntStream.range(0, lifetimes.size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -lifetimes.get(i).bytes()))
            .toArray(Integer[]::new);
    var offsets = new long[lifetimes.size()];
    var placed = new ArrayList<Integer>(); // by offset
    long end = 0;
    for (int i : order) {
      Lifetime lifetime = lifetimes.get(i);
      long offset = 0;
      for (int other : placed) {
        if (lifetime.meets(lifetimes.get(other))) {
          if (offset + lifetime.bytes() <= offsets[other]) {
            break;
          }
          offset = Math.max(offset, aligned(offsets[other] + lifetimes.get(other).bytes()));
        }
      }
      offsets[i] = offset;
      end = Math.max(end, aligned(offset + lifetime.bytes()));
      int at = 0;
      while (at < placed.size() && offsets[placed.get(at)] <= offset) {
        at++;
      }
      placed.add(at, i);
    }
    return new Slots(java.util.stream.LongStream.of(offsets).boxed().toList(), end);
  }

  /// {@return the largest sum of bytes that are needed at once: no slab can be smaller}
  public static long leastBytes(List<Lifetime> lifetimes) {
    int steps = lifetimes.stream().mapToInt(Lifetime::last).max().orElse(0) + 1;
    var live = new long[steps + 1];
    for (Lifetime lifetime : lifetimes) {
      live[lifetime.first()] += aligned(lifetime.bytes());
      live[lifetime.last() + 1] -= aligned(lifetime.bytes());
    }
    long now = 0;
    long most = 0;
    for (long change : live) {
      now += change;
      most = Math.max(most, now);
    }
    return most;
  }

  static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
