package lockstep.nn.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Places in a slab for bytes that are needed for a while: no two that are needed at once overlap.
///
/// They are placed in several orders, each into the lowest gap that holds it; the smallest slab
/// wins. No order is best for all: the largest first leaves few gaps, the longest first keeps what
/// stays out of the way of what comes and goes.
///
/// @param offsets a place for each lifetime, a multiple of {@link #ALIGNMENT}
/// @param bytes the size of the slab
public record Slots(List<Long> offsets, long bytes) {

  private static final Comparator<Lifetime> LARGEST =
      Comparator.comparingLong((Lifetime life) -> -life.bytes());
  private static final Comparator<Lifetime> LONGEST =
      Comparator.comparingInt((Lifetime life) -> life.first() - life.last());
  private static final Comparator<Lifetime> AREA =
      Comparator.comparingLong((Lifetime life) -> -life.bytes() * (life.last() - life.first() + 1));
  private static final List<Comparator<Lifetime>> ORDERS =
      List.of(
          LARGEST,
          LARGEST.thenComparing(LONGEST),
          LONGEST.thenComparing(LARGEST),
          AREA,
          Comparator.comparingInt(Lifetime::first).thenComparing(LARGEST),
          Comparator.comparingInt((Lifetime life) -> -life.last()).thenComparing(LARGEST));

  /// A cache line.
  public static final long ALIGNMENT = 64;

  /// {@return places for those lifetimes: the best of a few orders}
  public static Slots of(List<Lifetime> lifetimes) {
    long least = leastBytes(lifetimes);
    Slots best = inOrder(lifetimes, ORDERS.getFirst());
    for (Comparator<Lifetime> order : ORDERS.subList(1, ORDERS.size())) {
      if (best.bytes == least) {
        break;
      }
      Slots other = inOrder(lifetimes, order);
      best = other.bytes < best.bytes ? other : best;
    }
    return best;
  }

  private static Slots inOrder(List<Lifetime> lifetimes, Comparator<Lifetime> comparator) {
    Integer[] order =
        IntStream.range(0, lifetimes.size())
            .boxed()
            .sorted((i, j) -> comparator.compare(lifetimes.get(i), lifetimes.get(j)))
            .toArray(Integer[]::new);
    var offsets = new long[lifetimes.size()];
    var placed = new ArrayList<Integer>(); // by offset
    long end = 0;
    for (int i : order) {
      Lifetime lifetime = lifetimes.get(i);
      long offset = lowestGap(lifetime, lifetimes, placed, offsets);
      offsets[i] = offset;
      end = Math.max(end, aligned(offset + lifetime.bytes()));
      int at = 0;
      while (at < placed.size() && offsets[placed.get(at)] <= offset) {
        at++;
      }
      placed.add(at, i);
    }
    return new Slots(LongStream.of(offsets).boxed().toList(), end);
  }

  private static long lowestGap(
      Lifetime lifetime, List<Lifetime> lifetimes, List<Integer> placed, long[] offsets) {
    long offset = 0;
    for (int other : placed) {
      if (lifetime.meets(lifetimes.get(other))) {
        if (offset + lifetime.bytes() <= offsets[other]) {
          break;
        }
        offset = Math.max(offset, aligned(offsets[other] + lifetimes.get(other).bytes()));
      }
    }
    return offset;
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
