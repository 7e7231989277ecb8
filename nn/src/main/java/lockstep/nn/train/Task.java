package lockstep.nn.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.Loss;
import lockstep.nn.loss.MeanSquared;
import lockstep.nn.metric.Classification;
import lockstep.nn.metric.LanguageModel;
import lockstep.nn.metric.LogSoftmax;
import lockstep.nn.metric.Metric;
import lockstep.nn.metric.Regression;
import lockstep.nn.tensor.Tensor;

/// What a network is asked, and so how its answers are judged.
public sealed interface Task {

  /// Which of several classes? The network says logits, targets are classes.
  ///
  /// @param labels their names
  record Classify(List<String> labels) implements Task {
    /// Copies the names.
    public Classify {
      labels = List.copyOf(labels);
    }
  }

  /// How much? Networks learn best from standardised targets; figures are in the units before.
  ///
  /// @param mean what was subtracted from targets; 0 for nothing
  /// @param deviation what they were divided by; 1 for nothing
  record Regress(double mean, double deviation) implements Task {
    /// Checks the deviation.
    public Regress {
      if (!(deviation > 0)) {
        throw new IllegalArgumentException(
            "Regress.deviation: expected a number greater than 0, got " + deviation + ".");
      }
    }

    /// Targets as they are.
    public Regress() {
      this(0, 1);
    }
  }

  /// Which token comes next, at every place? The network says logits.
  ///
  /// @param padding the token that stands for none; −1 where there is none
  record ContinueText(int padding) implements Task {}

  /// {@return what training for it usually makes small}
  default Loss loss() {
    return switch (this) {
      case Classify _ -> new CrossEntropy();
      case Regress _ -> new MeanSquared();
      case ContinueText(var padding) -> new CrossEntropy(0, padding);
    };
  }

  /// {@return what collects answers}
  ///
  /// @param outputs how many numbers the network says of a sample
  default Metric metric(int outputs) {
    return switch (this) {
      case Classify(var labels) -> new Classification(labels);
      case Regress _ -> new Regression(outputs);
      case ContinueText _ -> new LanguageModel();
    };
  }

  /// Adds a batch of answers.
  ///
  /// @param metric what {@link #metric} gave
  default void add(Metric metric, Tensor said, Tensor target) {
    switch (metric) {
      case Classification classes -> classes.addLogits(said, target);
      case Regression regression -> addNumbers(regression, said, target);
      case LanguageModel texts -> addTexts(texts, said, target);
    }
  }

  private void addNumbers(Regression regression, Tensor said, Tensor target) {
    float shift = this instanceof Regress(var mean, _) ? (float) mean : 0;
    float scale = this instanceof Regress(_, var deviation) ? (float) deviation : 1;
    int rows = said.shape().size(0);
    int each = said.count() / rows;
    var a = new float[each];
    var b = new float[each];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < each; i++) {
        a[i] = said.get(row * each + i) * scale + shift;
        b[i] = target.get(row * each + i) * scale + shift;
      }
      regression.add(a, b);
    }
  }

  private void addTexts(LanguageModel texts, Tensor said, Tensor target) {
    int padding = this instanceof ContinueText(var token) ? token : -1;
    int rows = target.shape().size(0);
    int tokens = target.count() / rows;
    int vocabulary = said.shape().size(-1);
    var logits = new float[vocabulary];
    for (int row = 0; row < rows; row++) {
      double loss = 0;
      int counted = 0;
      for (int t = row * tokens; t < (row + 1) * tokens; t++) {
        int right = (int) target.get(t);
        if (right != padding) {
          for (int v = 0; v < vocabulary; v++) {
            logits[v] = said.get(t * vocabulary + v);
          }
          loss -= LogSoftmax.of(right, logits);
          counted++;
        }
      }
      if (counted > 0) {
        texts.add(loss, counted);
      }
    }
  }

  /// {@return the figures that are cheap enough to be had after every epoch}
  static SequencedMap<String, Double> figures(Metric metric) {
    var figures = new LinkedHashMap<String, Double>();
    switch (metric) {
      case Classification classes -> {
        figures.put("accuracy", classes.accuracy());
        figures.put("log_loss", classes.logLoss());
      }
      case Regression regression -> {
        figures.put("mae", regression.mae());
        figures.put("mse", regression.mse());
        figures.put("rmse", regression.rmse());
      }
      case LanguageModel texts -> {
        figures.put("cross_entropy", texts.loss());
        figures.put("perplexity", texts.perplexity());
      }
    }
    return figures;
  }

  /// {@return the figure by which models are compared}
  default Watch watch() {
    return switch (this) {
      case Classify _ -> new Watch("accuracy", Watch.Better.HIGHER);
      case Regress _ -> new Watch("mse", Watch.Better.LOWER);
      case ContinueText _ -> new Watch("cross_entropy", Watch.Better.LOWER);
    };
  }
}
