package lockstep.nn.train;

import java.time.Duration;

/// How long training goes on, and what happens meanwhile: as data.
///
/// @param epochs how often all data is learnt from
/// @param steps at most so many batches; 0 for as many as the epochs have
/// @param judgeEvery steps between judgements; 0 for after each epoch
/// @param saveEvery steps between checkpoints; 0 for after each epoch
/// @param patience so many judgements without improvement end it; 0 for never
/// @param plateau what happens to the learning rate when progress ends
/// @param most no longer than this; zero for no limit
/// @param keep which weights remain
public record Course(
    int epochs,
    long steps,
    long judgeEvery,
    long saveEvery,
    int patience,
    Plateau plateau,
    Duration most,
    Keep keep) {

  /// Which weights remain in the end.
  public enum Keep {
    /// Those of the last step.
    LAST,
    /// Those that were judged best.
    BEST
  }

  /// What happens to the learning rate when progress ends.
  ///
  /// @param patience after so many judgements without improvement; 0 for never
  /// @param factor it is multiplied by this
  public record Plateau(int patience, double factor) {
    /// Nothing happens.
    public static final Plateau NEVER = new Plateau(0, 1);

    /// Checks the settings.
    public Plateau {
      if (patience < 0 || !(factor > 0 && factor <= 1)) {
        throw new IllegalArgumentException(
            "Plateau: expected a patience of 0 or more and a factor within 0 and 1, got "
                + patience
                + " and "
                + factor
                + ".");
      }
    }
  }

  /// Checks the numbers.
  public Course {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs: expected 1 or more, got " + epochs + ".");
    }
    if (steps < 0 || judgeEvery < 0 || saveEvery < 0 || patience < 0 || most.isNegative()) {
      throw new IllegalArgumentException(
          "course: expected steps, patience and time of 0 or more, got "
              + steps
              + ", "
              + judgeEvery
              + ", "
              + saveEvery
              + ", "
              + patience
              + " and "
              + most
              + ".");
    }
  }

  /// {@return so many epochs, judged and saved after each, the best weights kept}
  public static Course epochs(int epochs) {
    return new Course(epochs, 0, 0, 0, 0, Plateau.NEVER, Duration.ZERO, Keep.BEST);
  }

  /// {@return so many steps, however many epochs that is; judged and saved every few of them}
  public static Course steps(long steps, long every) {
    return new Course(
        Integer.MAX_VALUE, steps, every, every, 0, Plateau.NEVER, Duration.ZERO, Keep.BEST);
  }

  /// {@return one step and one judgement: whether everything fits together}
  public static Course dryRun() {
    return new Course(1, 1, 1, 0, 0, Plateau.NEVER, Duration.ZERO, Keep.LAST);
  }

  /// {@return this course, ended by so many judgements without improvement}
  public Course patience(int judgements) {
    return new Course(epochs, steps, judgeEvery, saveEvery, judgements, plateau, most, keep);
  }

  /// {@return this course with a smaller rate when progress ends}
  public Course onPlateau(int judgements, double factor) {
    return new Course(
        epochs,
        steps,
        judgeEvery,
        saveEvery,
        patience,
        new Plateau(judgements, factor),
        most,
        keep);
  }

  /// {@return this course, no longer than that}
  public Course most(Duration time) {
    return new Course(epochs, steps, judgeEvery, saveEvery, patience, plateau, time, keep);
  }

  /// {@return this course with those weights in the end}
  public Course keep(Keep weights) {
    return new Course(epochs, steps, judgeEvery, saveEvery, patience, plateau, most, weights);
  }

  /// {@return this course with a checkpoint every so many steps}
  public Course saveEvery(long every) {
    return new Course(epochs, steps, judgeEvery, every, patience, plateau, most, keep);
  }

  /// {@return how many steps there are at most}
  ///
  /// @param batches those of an epoch
  public long stepsOf(int batches) {
    long all = (long) epochs * batches;
    return steps == 0 ? all : Math.min(all, steps);
  }
}
