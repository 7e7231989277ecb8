package lockstep.nn.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lockstep.nn.json.Json;

/// How often each class was taken for which.
public final class Confusion {

  private final List<String> labels;
  private final long[] counts;

  Confusion(List<String> labels, long[] counts) {
    this.labels = List.copyOf(labels);
    this.counts = counts;
  }

  /// {@return how often a sample of class `truth` was taken for `predicted`}
  public long count(int truth, int predicted) {
    return counts[truth * labels.size() + predicted];
  }

  /// {@return the names of the classes}
  public List<String> labels() {
    return labels;
  }

  /// {@return the most frequent mistakes, at most that many, the worst first}
  public List<Mistake> mistakes(int most) {
    var mistakes = new ArrayList<Mistake>();
    int classes = labels.size();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && i / classes != i % classes) {
        mistakes.add(new Mistake(i / classes, i % classes, counts[i]));
      }
    }
    // Stable: mistakes that are as frequent stay in the order of their classes.
    mistakes.sort(Comparator.comparingLong(Mistake::count).reversed());
    return List.copyOf(mistakes.subList(0, Math.min(most, mistakes.size())));
  }

  /// {@return a table of the most frequent mistakes, a line each}
  ///
  /// ```
  /// is      said         times  of the class
  /// Shirt   T-shirt         86         8.6 %
  /// ```
  public String text(int most) {
    List<Mistake> mistakes = mistakes(most);
    int width = "said".length();
    for (Mistake mistake : mistakes) {
      width = Math.max(width, labels.get(mistake.truth()).length());
      width = Math.max(width, labels.get(mistake.predicted()).length());
    }
    var text = new StringBuilder();
    line(text, width, "is", "said", "times", "of the class");
    for (Mistake mistake : mistakes) {
      double part = 100.0 * mistake.count() / support(mistake.truth());
      line(
          text,
          width,
          labels.get(mistake.truth()),
          labels.get(mistake.predicted()),
          Long.toString(mistake.count()),
          Math.round(part * 10) / 10.0 + " %");
    }
    return text.toString();
  }

  private static void line(
      StringBuilder text, int width, String is, String said, String times, String part) {
    text.append(is).append(" ".repeat(width - is.length() + 2));
    text.append(said).append(" ".repeat(width - said.length() + 2));
    text.append(" ".repeat(Math.max(0, 7 - times.length()))).append(times);
    text.append(" ".repeat(Math.max(1, 14 - part.length()))).append(part).append('\n');
  }

  /// {@return how many samples are of a class}
  public long support(int truth) {
    long support = 0;
    for (int predicted = 0; predicted < labels.size(); predicted++) {
      support += count(truth, predicted);
    }
    return support;
  }

  /// {@return a row of counts for each class that was right}
  public Json.Items json() {
    var rows = new ArrayList<Json>();
    for (int truth = 0; truth < labels.size(); truth++) {
      var row = new ArrayList<Json>();
      for (int predicted = 0; predicted < labels.size(); predicted++) {
        row.add(new Json.Whole(count(truth, predicted)));
      }
      rows.add(new Json.Items(row));
    }
    return new Json.Items(rows);
  }
}
