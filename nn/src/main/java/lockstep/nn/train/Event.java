package lockstep.nn.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SequencedMap;

/// Something that happened while training: what progress bars, logs and pages are made of.
public sealed interface Event {

  /// It begins, or goes on.
  ///
  /// @param steps how many there are at most
  /// @param batches those of an epoch
  /// @param from the steps that were made before
  /// @param parameters how many numbers are learnt
  record Began(long steps, int batches, long from, long parameters) implements Event {}

  /// A batch was learnt from.
  ///
  /// @param epoch from 0 on
  /// @param step from 1 on
  /// @param loss before the update
  /// @param rate the learning rate
  /// @param samples those of the batch
  /// @param took the time since the step before
  record Stepped(int epoch, long step, double loss, double rate, int samples, Duration took)
      implements Event {}

  /// The model was judged by data that it does not learn from.
  ///
  /// @param epoch from 0 on
  /// @param step the steps made
  /// @param trained the mean loss of the steps since the last judgement
  /// @param figures the loss, and those of the task
  /// @param best whether it is the best so far
  /// @param took the time that judging took
  record Judged(
      int epoch,
      long step,
      double trained,
      SequencedMap<String, Double> figures,
      boolean best,
      Duration took)
      implements Event {}

  /// A checkpoint was written.
  ///
  /// @param step the steps made
  /// @param file where
  record Saved(long step, Path file) implements Event {}

  /// Progress ended, so the rate was lowered.
  ///
  /// @param step the steps made
  /// @param factor what rates are multiplied by now
  record RateLowered(long step, double factor) implements Event {}

  /// Something that a person should know.
  ///
  /// @param sentence it
  record Noted(String sentence) implements Event {}

  /// It is over.
  ///
  /// @param why the reason
  /// @param step the steps made
  /// @param took the time from the beginning on
  record Ended(Ending why, long step, Duration took) implements Event {}

  /// Why training is over.
  enum Ending {
    /// All steps were made.
    DONE,
    /// There was no improvement for long.
    NO_PROGRESS,
    /// The time was over.
    TIME,
    /// Somebody asked.
    ASKED
  }
}
