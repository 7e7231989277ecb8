package lockstep.nn.metric;

/// A sample of which two classes seemed nearly as likely.
///
/// @param index which sample, in the order they were added
/// @param truth the class that was right
/// @param predicted the class that the model said
/// @param second the class that it found most likely but for that
/// @param confidence the probability that it gave to what it said
/// @param secondConfidence the probability that it gave to the second
public record Doubted(
    int index, int truth, int predicted, int second, double confidence, double secondConfidence) {}
