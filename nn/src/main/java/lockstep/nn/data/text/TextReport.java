package lockstep.nn.data.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Item;
import lockstep.nn.data.Leaks;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;

/// What there is in a data set of texts, for people to look at before they train.
///
/// @param samples how many there are
/// @param labels the classes
/// @param classes how many texts each class has
/// @param characters the least length of a text, those of a quarter, half and three quarters of the
///   way, and the greatest
/// @param words the same in words and punctuation marks
/// @param vocabulary how many different words and punctuation marks there are
/// @param empty where texts of nothing but white space are
/// @param duplicates texts that were there before
public record TextReport(
    int samples,
    List<String> labels,
    List<Integer> classes,
    List<Integer> characters,
    List<Integer> words,
    int vocabulary,
    List<String> empty,
    List<Leaks.Pair> duplicates) {

  private static final int QUARTERS = 4;
  private static final int SHOWN = 6;

  /// Copies the lists.
  public TextReport {
    labels = List.copyOf(labels);
    classes = List.copyOf(classes);
    characters = List.copyOf(characters);
    words = List.copyOf(words);
    empty = List.copyOf(empty);
    duplicates = List.copyOf(duplicates);
  }

  /// {@return what there is in a data set of texts}
  ///
  /// @throws IllegalArgumentException if its inputs are no texts
  public static TextReport of(Dataset data) {
    int[] characters = new int[data.size()];
    int[] words = new int[data.size()];
    int[] classes = new int[data.labels().size()];
    Set<String> different = new HashSet<>();
    var empty = new ArrayList<String>();
    for (int i = 0; i < data.size(); i++) {
      Sample sample = data.get(i);
      String text = Step.expect(Text.class, sample.input(), "TextReport").text();
      List<String> parts = WordVocabulary.split(text);
      different.addAll(parts);
      characters[i] = text.codePointCount(0, text.length());
      words[i] = parts.size();
      if (text.isBlank()) {
        empty.add(sample.origin());
      }
      count(sample.target(), classes);
    }
    return new TextReport(
        data.size(),
        data.labels(),
        Arrays.stream(classes).boxed().toList(),
        quartiles(characters),
        quartiles(words),
        different.size(),
        empty,
        Leaks.within(data));
  }

  private static void count(Item target, int[] classes) {
    if (classes.length > 0) {
      classes[Step.expect(Tokens.class, target, "TextReport").values()[0]]++;
    }
  }

  private static List<Integer> quartiles(int... values) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    return IntStream.rangeClosed(0, QUARTERS)
        .map(i -> sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1L) * i / QUARTERS)])
        .boxed()
        .toList();
  }

  /// {@return the report as lines}
  public String text() {
    var text = new StringBuilder();
    text.append(samples).append(" texts, ").append(vocabulary).append(" different words\n");
    text.append("  characters: ").append(range(characters)).append('\n');
    text.append("  words: ").append(range(words)).append('\n');
    if (!labels.isEmpty()) {
      text.append("  ").append(labels.size()).append(" classes: ");
      text.append(
          String.join(
              ", ",
              IntStream.range(0, labels.size())
                  .mapToObj(i -> labels.get(i) + " " + classes.get(i))
                  .toList()));
      text.append('\n');
    }
    text.append("  empty texts: ").append(empty.size()).append(first(empty)).append('\n');
    long contradictions = duplicates.stream().filter(pair -> !pair.sameTarget()).count();
    text.append("  texts that were there before: ").append(duplicates.size());
    text.append(first(duplicates.stream().map(TextReport::named).toList()));
    text.append(contradictions > 0 ? ", " + contradictions + " of them in another class" : "");
    return text.append('\n').toString();
  }

  private static String range(List<Integer> quartiles) {
    return quartiles.getFirst()
        + " to "
        + quartiles.getLast()
        + ", quartiles "
        + quartiles.get(1)
        + ", "
        + quartiles.get(2)
        + ", "
        + quartiles.get(3);
  }

  private static String named(Leaks.Pair pair) {
    return pair.second() + " is " + pair.first();
  }

  private static String first(List<String> places) {
    if (places.isEmpty()) {
      return "";
    }
    List<String> shown = places.subList(0, Math.min(SHOWN, places.size()));
    return " (" + String.join(", ", shown) + (shown.size() < places.size() ? ", …)" : ")");
  }
}
