package lockstep.nn.generate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How the next token is chosen among all, by the logits of a model and a random number.
///
/// ```
/// logits → the topK largest → p = softmax(logits / temperature)
///        → the fewest of the largest p with a sum of topP → one of them, by its share
/// ```
///
/// Sums are in double and functions those of StrictMath: the same logits and the same random number
/// choose the same token everywhere.
///
/// @param temperature 1 for the model's own probabilities; less for what is likely, more for what
///   is surprising; 0 for the likeliest, always
/// @param topK how many of the likeliest may be chosen; 0 for all
/// @param topP what share of the likeliest may be chosen, above 0 and at most 1, which is all
public record Sampling(double temperature, int topK, double topP) {

  /// Checks the numbers.
  public Sampling {
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "temperature: expected a number of 0 or more, got " + temperature + ".");
    }
    if (topK < 0) {
      throw new IllegalArgumentException(
          "top-k: expected 1 or more, or 0 for all, got " + topK + ".");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException(
          "top-p: expected a share above 0 and at most 1, got " + topP + ".");
    }
  }

  /// {@return the likeliest, always}
  public static Sampling greedy() {
    return new Sampling(0, 0, 1);
  }

  /// {@return any, by its probability at that temperature}
  public static Sampling at(double temperature) {
    return new Sampling(temperature, 0, 1);
  }

  /// {@return one of so many of the likeliest}
  public Sampling topK(int count) {
    return new Sampling(temperature, count, topP);
  }

  /// {@return one of the likeliest that have such a share together}
  public Sampling topP(double share) {
    return new Sampling(temperature, topK, share);
  }

  /// {@return the token that is chosen}
  ///
  /// @param logits one for each token; −∞ for what may never be chosen
  /// @param uniform a random number of at least 0, below 1
  /// @throws IllegalArgumentException if a logit is NaN or +∞, or all are −∞
  public int choose(float[] logits, double uniform) {
    // Of equals the first comes first.
    List<Integer> order =
        IntStream.range(0, logits.length)
            .filter(i -> isPossible(logits[i]))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]))
            .limit(topK == 0 ? logits.length : topK)
            .toList();
    if (order.isEmpty()) {
      throw new IllegalArgumentException("logits: expected a token that is possible, got none.");
    }
    return temperature == 0 ? order.getFirst() : draw(order, logits, uniform);
  }

  private int draw(List<Integer> order, float[] logits, double uniform) {
    double[] weights = new double[order.size()];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double below = (double) logits[order.get(i)] - logits[order.getFirst()];
      weights[i] = StrictMath.exp(below / temperature);
      sum += weights[i];
    }
    int kept = 0;
    double share = 0;
    while (kept < weights.length && (kept == 0 || share < topP * sum)) {
      share += weights[kept++];
    }
    double left = uniform * share;
    int chosen = 0;
    while (chosen < kept - 1 && left >= weights[chosen]) {
      left -= weights[chosen++];
    }
    return order.get(chosen);
  }

  private static boolean isPossible(float logit) {
    if (Float.isNaN(logit) || logit == Float.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("logits: expected finite numbers, got " + logit + ".");
    }
    return logit != Float.NEGATIVE_INFINITY;
  }
}
