package lockstep.nn.data.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Learns merges: counts pairs once, then, merge by merge, changes only the pieces that have the
/// pair.
final class BytePairTraining {

  /// A pair that is there once saves nothing.
  private static final int LEAST = 2;

  private final List<int[]> pieces = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<Claim> queue = new PriorityQueue<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /// Where a pair is, and how often; a piece may be listed that has it no more.
  private static final class Pair {
    private final List<Integer> pieces = new ArrayList<>();
    private long count;
  }

  /// How often a pair was there when this was written; outdated if it is not so any more.
  private record Claim(long count, long key) implements Comparable<Claim> {

    @Override
    public int compareTo(Claim other) {
      int more = Long.compare(other.count, count);
      return more != 0 ? more : Long.compare(key, other.key);
    }
  }

  BytePairTraining(Map<String, Integer> texts) {
    for (int value = 0; value < ByteAlphabet.BYTES; value++) {
      number(Character.toString(ByteAlphabet.character(value)));
    }
    texts.forEach((text, count) -> {
      byte[] bytes = text.getBytes(UTF_8);
      int[] parts = new int[bytes.length];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = bytes[i] & 0xFF;
      }
      pieces.add(parts);
      counts.add(count);
    });
    for (int piece = 0; piece < pieces.size(); piece++) {
      count(piece, counts.get(piece), new LinkedHashSet<>());
    }
    pairs.forEach((key, pair) -> queue.add(new Claim(pair.count, key)));
  }

  private int number(String name) {
    Integer known = numbers.putIfAbsent(name, names.size());
    if (known == null) {
      names.add(name);
      return names.size() - 1;
    }
    return known;
  }

  List<String> merges(int most) {
    var merges = new ArrayList<String>();
    while (merges.size() < most && !queue.isEmpty()) {
      Claim best = queue.remove();
      Pair pair = pairs.get(best.key);
      if (pair == null || pair.count != best.count) {
        continue;
      }
      if (best.count < LEAST) {
        break;
      }
      int left = (int) (best.key >>> 32);
      int right = (int) best.key;
      merges.add(names.get(left) + " " + names.get(right));
      merge(pair, left, right, number(names.get(left) + names.get(right)));
    }
    return merges;
  }

  private void merge(Pair pair, int left, int right, int whole) {
    Set<Long> touched = new LinkedHashSet<>();
    for (int piece : List.copyOf(pair.pieces)) {
      int[] parts = pieces.get(piece);
      int[] merged = merged(parts, left, right, whole);
      if (merged.length < parts.length) {
        count(piece, -counts.get(piece), touched);
        pieces.set(piece, merged);
        count(piece, counts.get(piece), touched);
      }
    }
    pairs.remove(PairTable.key(left, right));
    for (long key : touched) {
      Pair changed = pairs.get(key);
      if (changed != null) {
        queue.add(new Claim(changed.count, key));
      }
    }
  }

  /// Adds a piece's pairs so many times, or takes them away.
  private void count(int piece, int times, Set<Long> touched) {
    int[] parts = pieces.get(piece);
    for (int i = 0; i + 1 < parts.length; i++) {
      long key = PairTable.key(parts[i], parts[i + 1]);
      Pair pair = pairs.computeIfAbsent(key, _ -> new Pair());
      pair.count += times;
      if (times > 0 && (pair.pieces.isEmpty() || pair.pieces.getLast() != piece)) {
        pair.pieces.add(piece);
      }
      touched.add(key);
    }
  }

  private static int[] merged(int[] parts, int left, int right, int whole) {
    int[] merged = new int[parts.length];
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean here = parts[i] == left && i + 1 < parts.length && parts[i + 1] == right;
      merged[count++] = here ? whole : parts[i];
      i += here ? 1 : 0;
    }
    return Arrays.copyOf(merged, count);
  }
}
