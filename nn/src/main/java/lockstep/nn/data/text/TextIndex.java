package lockstep.nn.data.text;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/// A list of different texts that knows the place of each: what lets a vocabulary be a record of
/// nothing but its list.
final class TextIndex extends AbstractList<String> implements RandomAccess {

  static final int ABSENT = -1;

  private final List<String> texts;
  private final Map<String, Integer> places;

  private TextIndex(String owner, List<String> texts) {
    this.texts = List.copyOf(texts);
    this.places = HashMap.newHashMap(texts.size());
    for (String text : this.texts) {
      if (text.isEmpty() || places.put(text, places.size()) != null) {
        throw new IllegalArgumentException(
            owner + ": expected different texts, got '" + text + "' again or empty.");
      }
    }
  }

  /// Those texts, or the same list if it is one already.
  static TextIndex of(String owner, List<String> texts) {
    return texts instanceof TextIndex index ? index : new TextIndex(owner, texts);
  }

  int place(String text) {
    return places.getOrDefault(text, ABSENT);
  }

  @Override
  public String get(int index) {
    return texts.get(index);
  }

  @Override
  public int size() {
    return texts.size();
  }
}
