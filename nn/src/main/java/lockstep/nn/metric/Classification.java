package lockstep.nn.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.json.Json;
import lockstep.nn.tensor.Tensor;

/// How often classes were told right, and how well the model knew.
///
/// | figure | what it is |
/// |---|---|
/// | `accuracy` | the part told right: also precision, recall and F1 averaged over samples (micro) |
/// | `top-5` | the part where the right class is among the five most likely |
/// | `macro …` | precision, recall, F1: the mean over classes that occur |
/// | `weighted …` | the same, classes weighted by how many samples are of them |
/// | `log-loss` | the mean of −log of the probability of the right class |
/// | `calibration error` | how far confidence is from accuracy, over 15 equal bins of confidence |
/// | `ROC-AUC` | of two classes that of the second; else each against the rest, the mean |
///
/// Definitions are scikit-learn's, where 0 / 0 is 0. Two differ for a reason: of equally likely
/// classes the first counts as more likely everywhere, so that `topK(1)` is the accuracy; and the
/// mean of ROC-AUC leaves out classes that no sample is of, where scikit-learn refuses.
///
/// {@snippet :
/// var metric = new Classification(List.of("ham", "spam"));
/// metric.addLogits(new float[] {1.5f, -0.5f}, 0);
/// metric.accuracy();                     // 1.0
/// metric.scores().getFirst().text();     // accuracy 1.0000 (1.0000 to 1.0000)
/// }
public final class Classification implements Metric {

  /// With more classes than this no scores are kept, and there is no ROC-AUC.
  private static final int RANKED_CLASSES = 32;

  private static final int SHOWN_CLASSES = 100;

  private final List<String> labels;
  private int count;
  private int[] truths = new int[64];
  private int[] predicted = new int[64];
  private int[] ranks = new int[64];
  private double[] losses = new double[64];
  private double[] confidences = new double[64];
  private int[] seconds = new int[64];
  private double[] secondConfidences = new double[64];
  private double[] kept;

  /// The figures that were asked for last: resampling takes a moment, and several ask.
  private Figures known = new Figures(0, -1, List.of());

  private record Figures(long seed, int count, List<Score> scores) {}

  /// For classes of those names.
  public Classification(List<String> labels) {
    if (labels.size() < 2) {
      throw new IllegalArgumentException(
          "Classification.labels: expected 2 classes or more, got " + labels + ".");
    }
    this.labels = List.copyOf(labels);
    kept = new double[64 * keptColumns()];
  }

  /// For that many classes, named by their number.
  public Classification(int classes) {
    this(IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }

  private int keptColumns() {
    return labels.size() == 2 ? 1 : labels.size() <= RANKED_CLASSES ? labels.size() : 0;
  }

  /// {@return the names of the classes}
  public List<String> labels() {
    return labels;
  }

  /// Adds a sample of which the model gave logits.
  ///
  /// @throws IllegalArgumentException if there are more or fewer than classes, one is NaN or +∞,
  ///   all are −∞, or there is no such class
  public void addLogits(float[] logits, int truth) {
    require(logits, truth);
    for (float logit : logits) {
      if (Float.isNaN(logit) || logit == Float.POSITIVE_INFINITY) {
        throw unusable("finite logits", logits);
      }
    }
    int said = LogSoftmax.largest(logits);
    if (logits[said] == Float.NEGATIVE_INFINITY) {
      throw unusable("a class that is possible", logits);
    }
    int second = second(said, logits);
    add(
        logits,
        truth,
        -LogSoftmax.of(truth, logits),
        LogSoftmax.probability(said, logits),
        LogSoftmax.probability(second, logits));
    int columns = keptColumns();
    for (int c = 0; c < columns; c++) {
      kept[(count - 1) * columns + c] = LogSoftmax.margin(columns == 1 ? 1 : c, logits);
    }
  }

  /// Adds a sample of which the model gave probabilities. As in scikit-learn, 0 counts as 2⁻⁵² in
  /// the log-loss.
  ///
  /// @throws IllegalArgumentException if there are more or fewer than classes, they are not of 0 or
  ///   more with the sum 1, or there is no such class
  public void addProbabilities(float[] probabilities, int truth) {
    require(probabilities, truth);
    double sum = 0;
    for (float probability : probabilities) {
      if (!(probability >= 0)) {
        throw unusable("probabilities", probabilities);
      }
      sum += probability;
    }
    if (!(Math.abs(sum - 1) < 1e-3)) {
      throw unusable("probabilities with the sum 1", probabilities);
    }
    double right = Math.clamp(probabilities[truth] / sum, 0x1p-52, 1 - 0x1p-52);
    int said = LogSoftmax.largest(probabilities);
    int second = second(said, probabilities);
    add(
        probabilities,
        truth,
        -StrictMath.log(right),
        probabilities[said] / sum,
        probabilities[second] / sum);
    int columns = keptColumns();
    for (int c = 0; c < columns; c++) {
      kept[(count - 1) * columns + c] = probabilities[columns == 1 ? 1 : c];
    }
  }

  /// Adds the samples of a batch: logits `[…, classes]`, and as many classes as there are rows.
  public void addLogits(Tensor logits, Tensor truths) {
    int classes = labels.size();
    if (logits.count() != (long) truths.count() * classes) {
      throw new IllegalArgumentException(
          "Classification: expected "
              + classes
              + " logits for each of "
              + truths.shape()
              + ", got "
              + logits.shape()
              + ".");
    }
    float[] row = new float[classes];
    for (int i = 0; i < truths.count(); i++) {
      for (int c = 0; c < classes; c++) {
        row[c] = logits.get(i * classes + c);
      }
      addLogits(row, (int) truths.get(i));
    }
  }

  private void require(float[] scores, int truth) {
    if (scores.length != labels.size()) {
      throw new IllegalArgumentException(
          "Classification: expected "
              + labels.size()
              + " scores, one for each class, got "
              + scores.length
              + ".");
    }
    if (truth < 0 || truth >= labels.size()) {
      throw new IllegalArgumentException(
          "Classification: expected a class within 0 and "
              + (labels.size() - 1)
              + ", got "
              + truth
              + ".");
    }
  }

  private IllegalArgumentException unusable(String expected, float[] scores) {
    float[] shown = Arrays.copyOf(scores, Math.min(scores.length, 10));
    return new IllegalArgumentException(
        "Classification: expected "
            + expected
            + " for sample "
            + count
            + ", got "
            + Arrays.toString(shown)
            + ".");
  }

  /// The most likely class but one.
  private static int second(int first, float... scores) {
    int second = first == 0 ? 1 : 0;
    for (int i = 0; i < scores.length; i++) {
      second = i != first && scores[i] > scores[second] ? i : second;
    }
    return second;
  }

  private void add(
      float[] scores, int truth, double loss, double confidence, double secondConfidence) {
    if (count == truths.length) {
      truths = Arrays.copyOf(truths, count * 2);
      predicted = Arrays.copyOf(predicted, count * 2);
      ranks = Arrays.copyOf(ranks, count * 2);
      losses = Arrays.copyOf(losses, count * 2);
      confidences = Arrays.copyOf(confidences, count * 2);
      seconds = Arrays.copyOf(seconds, count * 2);
      secondConfidences = Arrays.copyOf(secondConfidences, count * 2);
      kept = Arrays.copyOf(kept, kept.length * 2);
    }
    int rank = 0;
    for (int c = 0; c < scores.length; c++) {
      rank += scores[c] > scores[truth] || (scores[c] == scores[truth] && c < truth) ? 1 : 0;
    }
    truths[count] = truth;
    predicted[count] = LogSoftmax.largest(scores);
    ranks[count] = rank;
    losses[count] = loss;
    confidences[count] = confidence;
    seconds[count] = second(predicted[count], scores);
    secondConfidences[count] = secondConfidence;
    count++;
  }

  @Override
  public int count() {
    return count;
  }

  /// {@return the part told right}
  public double accuracy() {
    return topK(1);
  }

  /// {@return the part where the right class is among the k most likely}
  public double topK(int k) {
    requireSamples();
    return (double) IntStream.range(0, count).filter(i -> ranks[i] < k).count() / count;
  }

  /// {@return the mean of −log of the probability of the right class}
  public double logLoss() {
    requireSamples();
    return Arrays.stream(losses, 0, count).sum() / count;
  }

  private void requireSamples() {
    if (count == 0) {
      throw new IllegalStateException("metric: expected samples, none was added.");
    }
  }

  /// {@return how often each class was taken for which}
  public Confusion confusion() {
    int classes = labels.size();
    long[] counts = new long[Math.multiplyExact(classes, classes)];
    for (int i = 0; i < count; i++) {
      counts[truths[i] * classes + predicted[i]]++;
    }
    return new Confusion(labels, counts);
  }

  /// {@return the area under the ROC curve of a class against the rest, NaN where all samples are
  /// of it, none is, or scores were not kept because there are more than 32 classes}
  public double rocAuc(int ofClass) {
    if (keptColumns() == 0 || count == 0) {
      return Double.NaN;
    }
    int[] ones = new int[count];
    Arrays.fill(ones, 1);
    int[] all = Arrays.copyOf(truths, count);
    // Of two classes, the first one ranks in the opposite order: the area is the same.
    boolean binary = keptColumns() == 1;
    return ranking(binary ? 0 : ofClass).area(ones, all, binary ? 1 : ofClass);
  }

  private Ranking ranking(int column) {
    int columns = keptColumns();
    double[] scores = new double[count];
    for (int i = 0; i < count; i++) {
      scores[i] = kept[i * columns + column];
    }
    return new Ranking(scores);
  }

  /// {@return the figures of all classes together, without top-5 where there are no more classes;
  /// with two classes also precision, recall and F1 of the second}
  @Override
  public List<Score> scores(long seed) {
    return overall(all(seed));
  }

  private List<Score> overall(List<Score> all) {
    var scores = new ArrayList<>(all.subList(0, ClassFigures.first(0)));
    scores.removeIf(score -> labels.size() <= ClassFigures.TOP && score.name().startsWith("top-"));
    if (labels.size() == 2) {
      scores.addAll(all.subList(ClassFigures.first(1), ClassFigures.first(2)));
    }
    return List.copyOf(scores);
  }

  /// {@return the figures of each class}
  public List<ClassScores> perClass(long seed) {
    return perClass(all(seed));
  }

  private List<ClassScores> perClass(List<Score> all) {
    long[] support = support();
    var each = new ArrayList<ClassScores>();
    for (int c = 0; c < labels.size(); c++) {
      int first = ClassFigures.first(c);
      each.add(
          new ClassScores(
              labels.get(c), support[c], all.get(first), all.get(first + 1), all.get(first + 2)));
    }
    return List.copyOf(each);
  }

  private long[] support() {
    long[] support = new long[labels.size()];
    for (int i = 0; i < count; i++) {
      support[truths[i]]++;
    }
    return support;
  }

  private List<Score> all(long seed) {
    if (known.seed() != seed || known.count() != count) {
      known = new Figures(seed, count, measured(seed));
    }
    return known.scores();
  }

  private List<Score> measured(long seed) {
    List<Ranking> rankings = IntStream.range(0, keptColumns()).mapToObj(this::ranking).toList();
    var figures =
        new ClassFigures(
            labels.size(),
            Arrays.copyOf(truths, count),
            Arrays.copyOf(predicted, count),
            Arrays.copyOf(ranks, count),
            Arrays.copyOf(losses, count),
            Arrays.copyOf(confidences, count),
            rankings);
    return Bootstrap.scores(count, seed, ClassFigures.names(labels), figures);
  }

  @Override
  public List<String> notes() {
    var notes = new ArrayList<String>();
    if (keptColumns() == 0) {
      notes.add("ROC-AUC is not defined here for more than " + RANKED_CLASSES + " classes.");
    }
    long[] support = support();
    var absent = new ArrayList<String>();
    for (int c = 0; c < support.length; c++) {
      if (support[c] == 0) {
        absent.add(labels.get(c));
      }
    }
    if (!absent.isEmpty()) {
      notes.add("No sample is of " + String.join(", ", absent) + ".");
    }
    if (absent.size() == support.length - 1) {
      notes.add(
          "ROC-AUC is not defined where all samples are of one class: nothing can be ranked below"
              + " or above them.");
    }
    return notes;
  }

  /// {@return the samples that the model foresaw least, the worst first}
  public List<Matched> worst(int most) {
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> losses[i]).reversed())
        .limit(most)
        .map(i -> new Matched(i, truths[i], predicted[i], confidences[i], losses[i]))
        .toList();
  }

  /// {@return the samples of which two classes seemed nearly as likely, the most doubtful first}
  public List<Doubted> doubtful(int most) {
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> confidences[i] - secondConfidences[i]))
        .limit(most)
        .map(i ->
            new Doubted(
                i, truths[i], predicted[i], seconds[i], confidences[i], secondConfidences[i]))
        .toList();
  }

  /// {@return for each of 15 equal bins of confidence how often the model was right there; bins
  /// without samples are left out}
  public List<Reliability> reliability() {
    return Reliability.of(
        Arrays.copyOf(confidences, count),
        IntStream.range(0, count).mapToObj(i -> truths[i] == predicted[i]).toList());
  }

  /// {@return figures of all classes and of each, notes, and the confusion matrix of up to 100
  /// classes}
  @Override
  public Json.Fields json(long seed) {
    List<Score> all = all(seed);
    Json.Fields json =
        Score.json(this, overall(all))
            .with("labels", Json.texts(labels))
            .with(
                "classes",
                new Json.Items(perClass(all).stream().<Json>map(ClassScores::json).toList()));
    return labels.size() > SHOWN_CLASSES ? json : json.with("confusion", confusion().json());
  }
}
