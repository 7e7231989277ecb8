package lockstep.nn.metric;

import java.util.Arrays;

/// Samples in the order of a score, for the area under the ROC curve: the chance that a positive
/// sample scores above a negative one, a tie being half a win.
final class Ranking {

  /// Samples by rising score, and for each place whether it begins a new score.
  private final int[] order;

  private final boolean[] rises;

  Ranking(double[] scores) {
    double[] sorted = scores.clone();
    for (int i = 0; i < sorted.length; i++) {
      // −0 and 0 are one score, but not to a sort.
      sorted[i] += 0.0;
    }
    int[] group = new int[scores.length];
    double[] distinct = Arrays.stream(sorted).sorted().distinct().toArray();
    int[] next = new int[distinct.length + 1];
    for (int i = 0; i < group.length; i++) {
      group[i] = Arrays.binarySearch(distinct, sorted[i]);
      next[group[i] + 1]++;
    }
    for (int g = 0; g < distinct.length; g++) {
      next[g + 1] += next[g];
    }
    order = new int[scores.length];
    rises = new boolean[scores.length];
    for (int g = 0; g < distinct.length; g++) {
      rises[next[g]] = true;
    }
    for (int i = 0; i < group.length; i++) {
      order[next[group[i]]++] = i;
    }
  }

  /// {@return the area, NaN where all samples that count are positive, or none is}
  double area(int[] weights, int[] truths, int positive) {
    long below = 0;
    long positives = 0;
    long tiedPositives = 0;
    long tiedNegatives = 0;
    // Twice the area, so that half a win is a whole number.
    double wins = 0;
    for (int place = 0; place < order.length; place++) {
      if (rises[place]) {
        wins += (double) tiedPositives * (2 * below + tiedNegatives);
        below += tiedNegatives;
        positives += tiedPositives;
        tiedPositives = 0;
        tiedNegatives = 0;
      }
      int sample = order[place];
      if (truths[sample] == positive) {
        tiedPositives += weights[sample];
      } else {
        tiedNegatives += weights[sample];
      }
    }
    wins += (double) tiedPositives * (2 * below + tiedNegatives);
    below += tiedNegatives;
    positives += tiedPositives;
    return positives == 0 || below == 0 ? Double.NaN : wins / (2.0 * positives * below);
  }
}
