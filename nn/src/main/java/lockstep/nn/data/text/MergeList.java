package lockstep.nn.data.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/// A list of merges, `left right` each, that knows what they make: what lets a vocabulary be a
/// record of nothing but its list.
final class MergeList extends AbstractList<String> implements RandomAccess {

  private final List<String> merges;
  private final PairTable ranks;
  private final int[] results;
  private final List<byte[]> parts = new ArrayList<>();

  private MergeList(List<String> merges) {
    this.merges = List.copyOf(merges);
    this.ranks = new PairTable(merges.size());
    this.results = new int[merges.size()];
    Map<String, Integer> numbers = new HashMap<>();
    for (int value = 0; value < ByteAlphabet.BYTES; value++) {
      numbers.put(Character.toString(ByteAlphabet.character(value)), numbers.size());
      parts.add(new byte[] {(byte) value});
    }
    for (int rank = 0; rank < results.length; rank++) {
      String merge = this.merges.get(rank);
      int space = merge.indexOf(' ');
      Integer left = numbers.get(merge.substring(0, Math.max(space, 0)));
      Integer right = numbers.get(merge.substring(space + 1));
      if (left == null || right == null || !ranks.put(left, right, rank)) {
        throw new IllegalArgumentException(
            "BytePairVocabulary: expected two known parts with a space between them, each pair"
                + " once, got '"
                + merge
                + "' as merge "
                + rank
                + ".");
      }
      String whole = merge.substring(0, space) + merge.substring(space + 1);
      Integer known = numbers.putIfAbsent(whole, numbers.size());
      results[rank] = known == null ? numbers.size() - 1 : known;
      if (known == null) {
        parts.add(joined(parts.get(left), parts.get(right)));
      }
    }
  }

  static MergeList of(List<String> merges) {
    return merges instanceof MergeList list ? list : new MergeList(merges);
  }

  private static byte[] joined(byte[] left, byte[] right) {
    byte[] both = new byte[left.length + right.length];
    System.arraycopy(left, 0, both, 0, left.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  /// How many parts there are, single bytes first.
  int parts() {
    return parts.size();
  }

  void decode(int part, ByteArrayOutputStream out) {
    out.writeBytes(parts.get(part));
  }

  /// The parts of a piece: of all pairs that may be merged the one learnt first is, the leftmost of
  /// those, until none may be.
  int[] encode(String piece) {
    byte[] bytes = piece.getBytes(UTF_8);
    int[] parts = new int[bytes.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = bytes[i] & 0xFF;
    }
    int count = parts.length;
    while (count > 1) {
      int best = Integer.MAX_VALUE;
      int place = 0;
      for (int i = 0; i + 1 < count; i++) {
        int rank = ranks.get(parts[i], parts[i + 1]);
        if (rank != PairTable.ABSENT && rank < best) {
          best = rank;
          place = i;
        }
      }
      if (best == Integer.MAX_VALUE) {
        break;
      }
      parts[place] = results[best];
      System.arraycopy(parts, place + 2, parts, place + 1, count - place - 2);
      count--;
    }
    return Arrays.copyOf(parts, count);
  }

  @Override
  public String get(int index) {
    return merges.get(index);
  }

  @Override
  public int size() {
    return merges.size();
  }
}
