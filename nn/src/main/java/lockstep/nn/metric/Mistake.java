package lockstep.nn.metric;

/// How often a class was taken for another.
///
/// @param truth the class that was right
/// @param predicted the class that the model said
/// @param count how often
public record Mistake(int truth, int predicted, long count) {}
