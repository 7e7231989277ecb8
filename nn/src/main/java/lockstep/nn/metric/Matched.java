package lockstep.nn.metric;

/// A sample, what was right and what the model said.
///
/// @param index which sample, in the order they were added
/// @param truth the class that was right
/// @param predicted the class that the model said
/// @param confidence the probability that the model gave to what it said
/// @param loss −log of the probability that it gave to the right class
public record Matched(int index, int truth, int predicted, double confidence, double loss) {}
