package lockstep.nn.report;

/// A held-out sample that a model had to classify.
///
/// @param shown how it looks
/// @param origin where it came from
/// @param truth the class that is right
/// @param said the class that the model said
/// @param confidence the probability that it gave to what it said
/// @param other the class that is set against it: the right one, or the second
/// @param otherConfidence the probability that it gave to that
public record Example(
    Shown shown,
    String origin,
    String truth,
    String said,
    double confidence,
    String other,
    double otherConfidence) {

  boolean isRight() {
    return said.equals(truth);
  }
}
