package lockstep.nn.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.TrainStep;
import lockstep.nn.data.Batch;
import lockstep.nn.data.Batches;
import lockstep.nn.data.Loader;
import lockstep.nn.graph.Variable;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.store.Checkpoint;
import lockstep.nn.store.Checkpoints;
import lockstep.nn.tensor.Tensor;

/// Trains a model: `new Trainer(model, recipe, task).fit(train, validation, Course.epochs(10))`.
///
/// A run that was stopped at any moment goes on from its last checkpoint and ends with the same
/// weights as one that never stopped. One trainer serves one run.
public final class Trainer {

  private static final Set<Variable.Role> LEARNT =
      EnumSet.of(Variable.Role.PARAMETER, Variable.Role.STATE);

  /// So much of the time tells how long the rest will take.
  private static final double SURE = 0.05;

  private final Model model;
  private final Recipe recipe;
  private final Judge judge;
  private final Watch watch;
  private final TrainStep step;
  private final List<Consumer<Event>> listeners = new ArrayList<>();
  private Optional<Checkpoints> checkpoints = Optional.empty();
  private Map<String, Tensor> bestWeights = Map.of();
  private Progress progress;
  private volatile boolean asked;

  /// Training that is judged as the task usually is.
  public Trainer(Model model, Recipe recipe, Task task) {
    this(model, recipe, new Judge(task, recipe.loss(), 0), task.watch());
  }

  /// Training with all that can be chosen.
  ///
  /// @param judge how the model is judged
  /// @param watch the figure that tells the best
  public Trainer(Model model, Recipe recipe, Judge judge, Watch watch) {
    this.model = model;
    this.recipe = recipe;
    this.judge = judge;
    this.watch = watch;
    step = model.trainStep(recipe);
    progress = Progress.first();
  }

  /// {@return this trainer, which tells what happens, in the thread that trains}
  public Trainer on(Consumer<Event> listener) {
    listeners.add(listener);
    return this;
  }

  /// {@return this trainer, which saves where it stands, and the best}
  public Trainer save(Checkpoints into) {
    checkpoints = Optional.of(into);
    return this;
  }

  /// Goes on from the last checkpoint that is whole, if there is one.
  ///
  /// @return whether there was one
  /// @throws lockstep.nn.data.DataException if it is of another network or optimizer
  public boolean resume() {
    Optional<Checkpoint> last = checkpoints.flatMap(Checkpoints::last);
    last.ifPresent(checkpoint -> {
      checkpoint.restore(model.variables());
      progress = Progress.of(checkpoint.state());
      step.goOnAfter(progress.step());
      step.scaleRate(progress.factor());
    });
    return last.isPresent();
  }

  /// Asks a {@link #fit} to end after the batch that it is at. Any thread may ask.
  public void stop() {
    asked = true;
  }

  /// Trains.
  ///
  /// @param train what is learnt from
  /// @param validation what the model is judged by; it is never learnt from
  public Outcome fit(Loader train, Loader validation, Course course) {
    return new Run(train, validation, course).run();
  }

  private void say(Event event) {
    listeners.forEach(listener -> listener.accept(event));
  }

  /// One call of {@link #fit}.
  private final class Run {

    private final Loader train;
    private final Loader validation;
    private final Course course;
    private final long steps;
    private final long from;
    private final long begun = System.nanoTime();
    private boolean isTimeOver;
    private Optional<Judgement> last = Optional.empty();
    private long before = begun;

    Run(Loader train, Loader validation, Course course) {
      this.train = train;
      this.validation = validation;
      this.course = course;
      steps = course.stepsOf(train.batches());
      from = progress.step();
    }

    Outcome run() {
      say(new Event.Began(steps, train.batches(), progress.step(), learnt()));
      Optional<Event.Ending> ending = progress.step() >= steps ? done() : Optional.empty();
      while (ending.isEmpty()) {
        ending = epoch();
      }
      step.swapAverages();
      keepBest();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      say(new Event.Ended(ending.get(), progress.step(), took));
      return new Outcome(ending.get(), progress.step(), progress.best(), progress.bestStep(), last);
    }

    private long learnt() {
      return model.variables().all().values().stream()
          .filter(variable -> variable.role() == Variable.Role.PARAMETER)
          .filter(variable -> recipe.learns(variable.name()))
          .mapToLong(variable -> variable.shape().count())
          .sum();
    }

    private Optional<Event.Ending> epoch() {
      try (Batches batches = train.epoch(progress.epoch(), progress.cursor())) {
        while (batches.hasNext()) {
          step(batches.next());
          Optional<Event.Ending> ending = after(!batches.hasNext());
          if (ending.isPresent()) {
            return ending;
          }
        }
      }
      return Optional.empty();
    }

    /// Where time will not do for all steps, the schedule follows the time instead.
    private void hurry() {
      double used = (double) (System.nanoTime() - begun) / course.most().toNanos();
      long made = progress.step() - from;
      double expected = used * (steps - from) / Math.max(1, made);
      if (used > SURE && expected > 1) {
        long due = from + (long) (Math.min(1, used) * (steps - from));
        step.hurryTo(due / recipe.accumulation());
      }
    }

    private void step(Batch batch) {
      if (course.most().isPositive()) {
        hurry();
      }
      PlanRunner runner = step.runner(batch.size());
      Judge.write(batch, runner);
      double loss = step.run(runner);
      long now = System.nanoTime();
      progress = progress.stepped(loss);
      say(
          new Event.Stepped(
              progress.epoch(),
              progress.step(),
              loss,
              step.rate(),
              batch.size(),
              Duration.ofNanos(now - before)));
      before = now;
    }

    /// What is due after a step.
    private Optional<Event.Ending> after(boolean epochEnds) {
      boolean isLast = progress.step() >= steps;
      // The weights of the last step are judged, wherever time ends.
      isTimeOver = isLate();
      boolean due = isLast || isTimeOver || isDue(course.judgeEvery(), epochEnds);
      int epoch = progress.epoch();
      if (epochEnds) {
        progress = progress.nextEpoch();
      }
      if (due) {
        judge(epoch);
      }
      Optional<Event.Ending> ending = ending(isLast);
      if (isDue(course.saveEvery(), epochEnds) || ending.isPresent()) {
        checkpoints.ifPresent(each -> {
          Path file = each.saveLast(model.variables(), progress.state(model.seed()));
          say(new Event.Saved(progress.step(), file));
        });
      }
      return ending;
    }

    private boolean isDue(long every, boolean epochEnds) {
      return every == 0 ? epochEnds : progress.step() % every == 0;
    }

    private Optional<Event.Ending> ending(boolean isLast) {
      if (isLast) {
        return done();
      }
      if (course.patience() > 0 && progress.since() >= course.patience()) {
        return Optional.of(Event.Ending.NO_PROGRESS);
      }
      if (asked) {
        return Optional.of(Event.Ending.ASKED);
      }
      return isTimeOver ? Optional.of(Event.Ending.TIME) : Optional.empty();
    }

    private boolean isLate() {
      return course.most().isPositive() && System.nanoTime() - begun > course.most().toNanos();
    }

    private static Optional<Event.Ending> done() {
      return Optional.of(Event.Ending.DONE);
    }

    private void judge(int epoch) {
      long from = System.nanoTime();
      step.swapAverages();
      Judgement judgement = judge.of(model, validation);
      last = Optional.of(judgement);
      double figure = judgement.figure(watch.figure());
      boolean better = watch.improves(figure, progress.best());
      double trained = progress.meanLoss();
      progress = better ? progress.improved(figure) : progress.notImproved();
      if (better) {
        saveBest();
      }
      step.swapAverages();
      long now = System.nanoTime();
      say(
          new Event.Judged(
              epoch,
              progress.step(),
              trained,
              judgement.figures(),
              better,
              Duration.ofNanos(now - from)));
      lowerRate();
      // Judging is no part of the next step's time.
      before = System.nanoTime();
    }

    private void lowerRate() {
      Course.Plateau plateau = course.plateau();
      if (plateau.patience() > 0 && progress.sinceRate() >= plateau.patience()) {
        progress = progress.lowered(plateau.factor());
        step.scaleRate(progress.factor());
        say(new Event.RateLowered(progress.step(), progress.factor()));
      }
    }

    private void saveBest() {
      if (checkpoints.isPresent()) {
        Path file = checkpoints.get().saveBest(model.variables(), progress.state(model.seed()));
        say(new Event.Saved(progress.step(), file));
      } else if (course.keep() == Course.Keep.BEST) {
        bestWeights = copyOfLearnt();
      }
    }

    private void keepBest() {
      if (course.keep() == Course.Keep.LAST || progress.bestStep() == progress.step()) {
        return;
      }
      if (checkpoints.isPresent()) {
        checkpoints.get().best().ifPresent(best -> best.restoreLearnt(model.variables()));
      } else if (!bestWeights.isEmpty()) {
        model.variables().set(bestWeights, LEARNT);
      }
    }
  }

  private Map<String, Tensor> copyOfLearnt() {
    var copies = new LinkedHashMap<String, Tensor>();
    model
        .variables()
        .all()
        .forEach((name, variable) -> {
          if (LEARNT.contains(variable.role())) {
            Tensor copy = Tensor.zeros(variable.shape(), variable.dtype());
            copy.set(model.variables().get(name));
            copies.put(name, copy);
          }
        });
    return copies;
  }
}
