package lockstep.nn.project;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import lockstep.nn.train.Judgement;
import lockstep.nn.train.Outcome;

/// What came of a session.
///
/// @param outcome how training ended
/// @param test what the model is worth on the held-out part; none where somebody asked to stop
/// @param folder the run's directory; none where nothing was written
/// @param took the time from the beginning of training to the last judgement
public record Result(
    Outcome outcome, Optional<Judgement> test, Optional<Path> folder, Duration took) {}
