package lockstep.nn.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The figures of a classification as a function of how often each sample counts.
///
/// They stand in this order: those of all classes, named by {@link #overall}; then precision,
/// recall and F1 of each class.
final class ClassFigures implements Bootstrap.Weighted {

  static final int BINS = 15;
  static final int TOP = 5;

  /// Figures of one class.
  static final int EACH = 3;

  private static final int ACCURACY = 0;
  private static final int TOP_5 = 1;
  private static final int MACRO = 2;
  private static final int WEIGHTED = 5;
  private static final int LOG_LOSS = 8;
  private static final int CALIBRATION = 9;
  private static final int AREA = 10;
  private static final int OVERALL = 11;

  private final int classes;
  private final int[] truths;
  private final int[] predicted;
  private final int[] ranks;
  private final double[] losses;
  private final double[] confidences;
  private final int[] bins;
  private final List<Ranking> rankings;

  private final long[] hits;
  private final long[] support;
  private final long[] said;

  /// @param rankings one for each class, of which two classes need only the second; none where
  ///   scores were not kept
  ClassFigures(
      int classes,
      int[] truths,
      int[] predicted,
      int[] ranks,
      double[] losses,
      double[] confidences,
      List<Ranking> rankings) {
    this.classes = classes;
    this.truths = truths;
    this.predicted = predicted;
    this.ranks = ranks;
    this.losses = losses;
    this.confidences = confidences;
    this.rankings = rankings;
    bins = new int[confidences.length];
    for (int i = 0; i < bins.length; i++) {
      bins[i] = bin(confidences[i]);
    }
    hits = new long[classes];
    support = new long[classes];
    said = new long[classes];
  }

  static List<String> names(List<String> labels) {
    var names = new ArrayList<>(overall());
    for (String label : labels) {
      names.add("precision of " + label);
      names.add("recall of " + label);
      names.add("f1 of " + label);
    }
    return names;
  }

  static List<String> overall() {
    return List.of(
        "accuracy",
        "top-" + TOP,
        "macro precision",
        "macro recall",
        "macro f1",
        "weighted precision",
        "weighted recall",
        "weighted f1",
        "log-loss",
        "calibration error",
        "ROC-AUC");
  }

  /// A bin takes its upper bound: (0, 1/15], (1/15, 2/15] and so on.
  static int bin(double confidence) {
    return Math.clamp((int) Math.ceil(confidence * BINS) - 1, 0, BINS - 1);
  }

  static int first(int ofClass) {
    return OVERALL + EACH * ofClass;
  }

  @Override
  public void measure(int[] weights, double[] figures) {
    Arrays.fill(figures, 0);
    count(weights, figures);
    rates(figures);
    figures[CALIBRATION] = calibrationError(weights);
    figures[AREA] = area(weights);
  }

  private void count(int[] weights, double[] figures) {
    Arrays.fill(hits, 0);
    Arrays.fill(support, 0);
    Arrays.fill(said, 0);
    long total = 0;
    long top = 0;
    double loss = 0;
    for (int i = 0; i < truths.length; i++) {
      int weight = weights[i];
      total += weight;
      support[truths[i]] += weight;
      said[predicted[i]] += weight;
      hits[truths[i]] += truths[i] == predicted[i] ? weight : 0;
      top += ranks[i] < TOP ? weight : 0;
      loss += weight == 0 ? 0 : weight * losses[i];
    }
    figures[ACCURACY] = (double) Arrays.stream(hits).sum() / total;
    figures[TOP_5] = (double) top / total;
    figures[LOG_LOSS] = loss / total;
  }

  /// Averages are over the classes that occur, as truth or prediction: what never occurs has no
  /// precision to be averaged.
  private void rates(double[] figures) {
    int occurring = 0;
    long total = 0;
    for (int c = 0; c < classes; c++) {
      double[] rates = {
        ratio(hits[c], said[c]),
        ratio(hits[c], support[c]),
        ratio(2 * hits[c], said[c] + support[c])
      };
      boolean occurs = said[c] + support[c] > 0;
      occurring += occurs ? 1 : 0;
      total += support[c];
      for (int k = 0; k < EACH; k++) {
        figures[first(c) + k] = rates[k];
        figures[MACRO + k] += rates[k];
        figures[WEIGHTED + k] += rates[k] * support[c];
      }
    }
    for (int k = 0; k < EACH; k++) {
      figures[MACRO + k] /= occurring;
      figures[WEIGHTED + k] /= total;
    }
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private double calibrationError(int[] weights) {
    long[] counts = new long[BINS];
    long[] right = new long[BINS];
    double[] confidence = new double[BINS];
    long total = 0;
    for (int i = 0; i < truths.length; i++) {
      int bin = bins[i];
      counts[bin] += weights[i];
      right[bin] += truths[i] == predicted[i] ? weights[i] : 0;
      confidence[bin] += weights[i] * confidences[i];
      total += weights[i];
    }
    double error = 0;
    for (int b = 0; b < BINS; b++) {
      error += counts[b] == 0 ? 0 : Math.abs(right[b] - confidence[b]);
    }
    return error / total;
  }

  /// Of two classes that of the second; else the mean over those classes that some samples, not
  /// all, are of.
  private double area(int[] weights) {
    if (rankings.size() == 1) {
      return rankings.getFirst().area(weights, truths, 1);
    }
    double sum = 0;
    int defined = 0;
    for (int c = 0; c < rankings.size(); c++) {
      double area = rankings.get(c).area(weights, truths, c);
      if (!Double.isNaN(area)) {
        sum += area;
        defined++;
      }
    }
    return defined == 0 ? Double.NaN : sum / defined;
  }
}
