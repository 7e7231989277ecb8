package lockstep.nn.metric;

import java.util.Arrays;
import java.util.List;
import lockstep.nn.json.Json;

/// How well texts were foreseen: the mean loss of a token and its exponential, the perplexity.
///
/// Intervals draw whole texts: the tokens of one text are no independent samples.
public final class LanguageModel implements Metric {

  private static final List<String> NAMES = List.of("loss", "perplexity");

  private double[] losses = new double[16];
  private long[] tokens = new long[16];
  private int count;

  /// Without texts yet.
  public LanguageModel() {}

  /// Adds a text, or a part that is about as long as others.
  ///
  /// @param loss the sum of −log p of its tokens, in nats
  /// @param tokens how many there are, 1 or more
  public void add(double loss, long tokens) {
    if (!(tokens >= 1) || Double.isNaN(loss)) {
      throw new IllegalArgumentException(
          "LanguageModel: expected a loss over 1 token or more, got "
              + loss
              + " over "
              + tokens
              + ".");
    }
    if (count == losses.length) {
      losses = Arrays.copyOf(losses, count * 2);
      this.tokens = Arrays.copyOf(this.tokens, count * 2);
    }
    losses[count] = loss;
    this.tokens[count] = tokens;
    count++;
  }

  @Override
  public int count() {
    return count;
  }

  /// {@return the mean loss of a token, in nats}
  public double loss() {
    return Bootstrap.once(count, NAMES.size(), this::measure)[0];
  }

  /// {@return how many equally likely tokens would be as hard to foresee}
  public double perplexity() {
    return StrictMath.exp(loss());
  }

  @Override
  public List<Score> scores(long seed) {
    return Bootstrap.scores(count, seed, NAMES, this::measure);
  }

  @Override
  public List<String> notes() {
    return count > 1
        ? List.of()
        : List.of("The interval says nothing: it draws whole texts, and there is only one.");
  }

  @Override
  public Json.Fields json(long seed) {
    return Score.json(this, scores(seed));
  }

  private void measure(int[] weights, double[] figures) {
    double loss = 0;
    long total = 0;
    for (int i = 0; i < count; i++) {
      // 0 × ∞ would be NaN.
      loss += weights[i] == 0 ? 0 : weights[i] * losses[i];
      total += weights[i] * tokens[i];
    }
    figures[0] = loss / total;
    figures[1] = StrictMath.exp(figures[0]);
  }
}
