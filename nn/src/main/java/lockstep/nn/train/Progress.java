package lockstep.nn.train;

import java.util.List;
import lockstep.nn.json.Json;
import lockstep.nn.json.RecordJson;
import lockstep.nn.store.TrainingState;

/// Where training stands.
///
/// @param step batches learnt from
/// @param epoch the epoch that the next batch is of, from 0 on
/// @param cursor batches of that epoch learnt from
/// @param best the best figure so far; NaN for none yet
/// @param bestStep the steps made then
/// @param since judgements since then
/// @param sinceRate judgements since then, or since the rate was lowered
/// @param factor what learning rates are multiplied by
/// @param losses the sum of the losses since the last judgement
/// @param steps how many these are
public record Progress(
    long step,
    int epoch,
    int cursor,
    double best,
    long bestStep,
    int since,
    int sinceRate,
    double factor,
    double losses,
    long steps) {

  private static final String PROGRESS = "progress";
  private static final RecordJson RECORDS = new RecordJson(List.of(Progress.class));

  static Progress first() {
    return new Progress(0, 0, 0, Double.NaN, 0, 0, 0, 1, 0, 0);
  }

  static Progress of(TrainingState state) {
    return RECORDS.read(Progress.class, state.more().get(PROGRESS));
  }

  TrainingState state(long seed) {
    return TrainingState.first(seed)
        .at(step, step, epoch, cursor)
        .withBest(best)
        .withMore(Json.object().with(PROGRESS, RECORDS.write(this)));
  }

  Progress stepped(double loss) {
    return new Progress(
        step + 1,
        epoch,
        cursor + 1,
        best,
        bestStep,
        since,
        sinceRate,
        factor,
        losses + loss,
        steps + 1);
  }

  Progress nextEpoch() {
    return new Progress(
        step, epoch + 1, 0, best, bestStep, since, sinceRate, factor, losses, steps);
  }

  Progress improved(double figure) {
    return new Progress(step, epoch, cursor, figure, step, 0, 0, factor, 0, 0);
  }

  Progress notImproved() {
    return new Progress(
        step, epoch, cursor, best, bestStep, since + 1, sinceRate + 1, factor, 0, 0);
  }

  Progress lowered(double by) {
    return new Progress(step, epoch, cursor, best, bestStep, since, 0, factor * by, losses, steps);
  }

  /// {@return the mean loss of the steps since the last judgement}
  public double meanLoss() {
    return losses / steps;
  }
}
