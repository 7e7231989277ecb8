package lockstep.nn.metric;

/// Softmax and its logarithm, in double, for evaluation: right where a probability is within
/// rounding of 1, and for logits of any size.
///
/// With m the largest logit and `rest` the sum of `exp(l − m)` of all others, log p = l − m −
/// log1p(rest): the logarithm is never taken of a number that rounding made 1.
public final class LogSoftmax {

  private LogSoftmax() {}

  /// {@return the index of the largest, the first of equal ones}
  public static int largest(float... logits) {
    int largest = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[largest]) {
        largest = i;
      }
    }
    return largest;
  }

  /// {@return the logarithm of the probability of a class}
  public static double of(int index, float... logits) {
    int largest = largest(logits);
    return (double) logits[index] - logits[largest] - StrictMath.log1p(rest(largest, logits));
  }

  /// {@return the probability of a class}
  public static double probability(int index, float... logits) {
    int largest = largest(logits);
    double own = index == largest ? 1 : StrictMath.exp((double) logits[index] - logits[largest]);
    return own / (1 + rest(largest, logits));
  }

  /// {@return how far a class is above all others together: log(p / (1 − p)), which keeps apart
  /// what probabilities near 1 do not}
  static double margin(int index, float... logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logits.length; i++) {
      most = i == index ? most : Math.max(most, logits[i]);
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum += i == index ? 0 : StrictMath.exp(logits[i] - most);
    }
    return logits[index] - most - StrictMath.log(sum);
  }

  private static double rest(int largest, float... logits) {
    double rest = 0;
    for (int i = 0; i < logits.length; i++) {
      rest += i == largest ? 0 : StrictMath.exp((double) logits[i] - logits[largest]);
    }
    return rest;
  }
}
