package lockstep.nn.train;

import java.util.Optional;

/// What came of training.
///
/// @param why why it ended
/// @param steps how many steps were made in all
/// @param best the best value of the figure that was watched; NaN if nothing was judged
/// @param bestStep after how many steps it was
/// @param last the last judgement, if there was one
public record Outcome(
    Event.Ending why, long steps, double best, long bestStep, Optional<Judgement> last) {}
