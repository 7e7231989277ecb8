package lockstep.nn.store;

import lockstep.nn.json.Json;

/// Where a training stands, beside its tensors: all that it needs to go on as if it had never
/// stopped.
///
/// @param step batches learnt from
/// @param update updates made
/// @param epoch the epoch that the next batch is of, from 0 on
/// @param cursor batches of that epoch learnt from
/// @param seed what all chance depends on
/// @param best the best value of the metric that is watched; NaN for none yet
/// @param schedule what the learning rate depends on beside the update
/// @param more whatever else the trainer needs
public record TrainingState(
    long step,
    long update,
    int epoch,
    long cursor,
    long seed,
    double best,
    Json.Fields schedule,
    Json.Fields more) {

  /// Checks the counters.
  public TrainingState {
    requireCount("step", step);
    requireCount("update", update);
    requireCount("epoch", epoch);
    requireCount("cursor", cursor);
  }

  /// {@return that of a training that has not begun}
  public static TrainingState first(long seed) {
    return new TrainingState(0, 0, 0, 0, seed, Double.NaN, Json.object(), Json.object());
  }

  /// {@return this state after so many steps and updates, at that place in the data}
  public TrainingState at(long atStep, long atUpdate, int atEpoch, long atCursor) {
    return new TrainingState(atStep, atUpdate, atEpoch, atCursor, seed, best, schedule, more);
  }

  /// {@return this state with another best value}
  public TrainingState withBest(double value) {
    return new TrainingState(step, update, epoch, cursor, seed, value, schedule, more);
  }

  /// {@return this state with another state of the learning rate}
  public TrainingState withSchedule(Json.Fields fields) {
    return new TrainingState(step, update, epoch, cursor, seed, best, fields, more);
  }

  /// {@return this state with something else that the trainer needs}
  public TrainingState withMore(Json.Fields fields) {
    return new TrainingState(step, update, epoch, cursor, seed, best, schedule, fields);
  }

  private static void requireCount(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "TrainingState." + name + ": expected 0 or more, got " + value + ".");
    }
  }
}
