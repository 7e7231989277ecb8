package lockstep.nn.project;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lockstep.nn.Model;
import lockstep.nn.NotFiniteException;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Preparation;
import lockstep.nn.search.Halving;
import lockstep.nn.search.Results;
import lockstep.nn.search.Search;
import lockstep.nn.search.SearchStopped;
import lockstep.nn.search.Setting;
import lockstep.nn.search.Trial;
import lockstep.nn.train.Course;
import lockstep.nn.train.Event;
import lockstep.nn.train.Judge;
import lockstep.nn.train.Outcome;
import lockstep.nn.train.Task;
import lockstep.nn.train.Trainer;
import lockstep.nn.train.Watch;

/// A search for settings that train well on some data: many trainings, each judged by the
/// validation part. The held-out part is never looked at, so that its verdict on the model that is
/// trained in the end stays honest.
///
/// {@snippet :
/// Source source = Source.open(Wanted.of("flowers/"));
/// List<Setting> settings = List.of(Tuning.setting("lr=1e-4..1e-1:log"));
/// var tuning = Tuning.of(source, Learning.usual(), Limits.none(), settings, Tuning.Plan.usual());
/// Results results = tuning.run(Path.of("runs/tune-flowers.jsonl"), System.out::println);
/// Learning best = tuning.learning(results.best().trial());
/// }
public final class Tuning {

  private static final int JUDGED_AT_ONCE = 128;
  private static final int PARTS = 9;
  private static final int PROMOTED = 3;

  private final Source source;
  private final Learning base;
  private final Limits limits;
  private final Preparation preparation;
  private final Project usual;
  private final Task task;
  private final Watch watch;
  private final Search search;
  private final Map<Boolean, Loader> train = new HashMap<>();
  private final Loader validation;
  private volatile Optional<Trainer> trainer = Optional.empty();
  private volatile boolean asked;
  private long end = Long.MAX_VALUE;
  private boolean outOfTime;
  private Optional<lockstep.nn.search.Result> cutShort = Optional.empty();

  /// How a search goes.
  ///
  /// @param way by chance, or all combinations
  /// @param trials at most so many; 0 for 16 by chance, or all combinations
  /// @param halving whether most trials are given up early
  /// @param seed what the choice of values depends on
  public record Plan(Search.Way way, int trials, boolean halving, long seed) {

    private static final int USUAL_TRIALS = 16;

    /// Checks the number.
    public Plan {
      if (trials < 0) {
        throw new IllegalArgumentException("trials: expected 1 or more, got " + trials + ".");
      }
    }

    /// {@return 16 trials by chance}
    public static Plan usual() {
      return new Plan(Search.Way.RANDOM, 0, false, 1);
    }

    private int most() {
      int all = way == Search.Way.GRID ? Integer.MAX_VALUE : USUAL_TRIALS;
      return trials > 0 ? trials : all;
    }
  }

  /// What happens in a search.
  public sealed interface Happened {

    /// A training began.
    ///
    /// @param trial the values
    /// @param epochs how many it makes
    record Began(Trial trial, int epochs) implements Happened {}

    /// A training goes on.
    ///
    /// @param trial the values
    /// @param event what happened in it
    record Trained(Trial trial, Event event) implements Happened {}

    /// A training ended.
    ///
    /// @param result what came of it
    record Ended(lockstep.nn.search.Result result) implements Happened {}
  }

  private Tuning(Source source, Learning base, Limits limits, List<Setting> settings, Plan plan) {
    this.source = source;
    this.base = base;
    this.limits = limits;
    preparation = Preparations.of(source);
    usual = Defaults.resolve(source, preparation, base, limits);
    task = source.purpose().task(usual.labels());
    watch = Session.watch(task, source);
    Loading judging = Loading.toJudge(JUDGED_AT_ONCE);
    boolean remembers = Defaults.toLearn(usual, source.train()).memory() == Loading.Memory.KEEP;
    validation =
        new Loader(source.validation(), preparation, remembers ? judging.remembering() : judging);
    List<Setting> chosen = settings.isEmpty() ? suiting(usual.learning()) : settings;
    requireFitting(chosen, plan);
    int epochs = usual.learning().epochs();
    search =
        new Search(
            chosen,
            plan.way(),
            plan.most(),
            plan.seed(),
            plan.halving()
                ? new Halving(Math.max(1, epochs / PARTS), epochs, PROMOTED)
                : Halving.none(epochs),
            watch.better() == Watch.Better.HIGHER ? Search.Better.HIGHER : Search.Better.LOWER);
  }

  /// {@return a search}
  ///
  /// @param base what is learnt with where a setting does not say otherwise
  /// @param limits who computes, and for how long: their seconds are those of the whole search
  /// @param settings what is chosen; none for the learning rate and the batch
  /// @throws IllegalArgumentException if a network does not suit the data, or two settings disagree
  public static Tuning of(
      Source source, Learning base, Limits limits, List<Setting> settings, Plan plan) {
    return new Tuning(source, base, limits, settings, plan);
  }

  /// {@return the setting that a text spells: `batch=16,32,64` for one of these, `epochs=2..10` for
  /// a number between, `lr=1e-4..1e-1:log` for one of any order of magnitude between}
  ///
  /// @throws IllegalArgumentException if it spells none, naming the place
  public static Setting setting(String text) {
    return Tunable.setting(text);
  }

  /// {@return the names of what can be chosen}
  public static List<String> names() {
    return Tunable.names();
  }

  /// Rates and batches around the usual ones.
  private static List<Setting> suiting(Learning usual) {
    int batch = usual.batch();
    return List.of(
        new Setting.Logarithmic(Tunable.LR.text(), usual.rate() / 10, usual.rate() * 10, 4),
        new Setting.Choice(
            Tunable.BATCH.text(),
            List.of(Math.max(1, batch / 2), batch, 2 * batch).stream()
                .distinct()
                .map(String::valueOf)
                .toList()));
  }

  private void requireFitting(List<Setting> settings, Plan plan) {
    for (Setting setting : settings) {
      if (setting.name().equals(Tunable.EPOCHS.text()) && plan.halving()) {
        throw new IllegalArgumentException(
            "set: expected no epochs with --halving, which chooses them itself up to --epochs, got"
                + " both.");
      }
      if (setting instanceof Setting.Choice(var name, var options)
          && name.equals(Tunable.MODEL.text())) {
        options.forEach(
            model -> Networks.choose(model, source.purpose(), Math.max(1, usual.labels().size())));
      }
    }
  }

  /// {@return the search itself: its settings, and how trials are made}
  public Search search() {
    return search;
  }

  /// {@return the project that is trained where no setting says otherwise}
  public Project usual() {
    return usual;
  }

  /// {@return the figure by which trials are compared}
  public Watch watch() {
    return watch;
  }

  /// {@return how a trial learns}
  public Learning learning(Trial trial) {
    return Tunable.all(base, trial.values());
  }

  /// {@return how many epochs a training makes}
  ///
  /// @param budget what the search gives it
  public int epochs(Trial trial, int budget) {
    boolean chosen = trial.values().members().containsKey(Tunable.EPOCHS.text());
    return chosen ? learning(trial).epochs() : budget;
  }

  /// {@return a name for this search's file: the same for the same search of the same data}
  public String fileName() {
    var spelled = search + " " + base + " " + source.purpose().data();
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < spelled.length(); i++) {
      hash = (hash ^ spelled.charAt(i)) * 0x100000001b3L;
    }
    return String.format(
        Locale.ROOT, "tune-%s-%06x.jsonl", Session.plain(source.name()), hash >>> 40);
  }

  /// Asks it to end after the batch that it is at. Any thread may ask; the same search with the
  /// same file goes on with the training that was broken off.
  public void stop() {
    asked = true;
    trainer.ifPresent(Trainer::stop);
  }

  /// {@return whether it was asked to end}
  public boolean isStopped() {
    return asked;
  }

  /// {@return whether its time was over before all trials were made}
  public boolean isOutOfTime() {
    return outOfTime;
  }

  /// {@return whether a training had less time than it was meant to: its result is not written to
  /// the file, and the same search with the same file does it whole}
  public boolean isCutShort(lockstep.nn.search.Result result) {
    return cutShort.map(result::equals).orElse(false);
  }

  /// Searches. What a file already has is not done again. When its time is over, no training begins
  /// any more, and the one that goes on ends.
  ///
  /// @param file where results are kept, a line each
  /// @param listener told of all that happens
  /// @throws lockstep.nn.data.DataException if the file is of another search
  public Results run(Path file, Consumer<Happened> listener) {
    if (limits.seconds() > 0) {
      end = System.nanoTime() + (long) (limits.seconds() * 1e9);
    }
    return search.run(
        file,
        (trial, budget) -> figure(trial, budget, listener),
        result -> listener.accept(new Happened.Ended(result)));
  }

  private double figure(Trial trial, int budget, Consumer<Happened> listener) {
    requireGoing();
    Learning learning = learning(trial).epochs(epochs(trial, budget));
    Project project = Defaults.resolve(source, preparation, learning, limits);
    listener.accept(new Happened.Began(trial, project.learning().epochs()));
    Model model =
        Model.of(
                project.network(),
                project.dtype(),
                project.example(),
                project.seed(),
                Session.threads(limits.threads()))
            .using(limits.backend());
    var each =
        new Trainer(model, project.recipe(), new Judge(task, project.recipe().loss(), 0), watch);
    each.on(event -> listener.accept(new Happened.Trained(trial, event)));
    trainer = Optional.of(each);
    requireGoing();
    try {
      Course course = Course.epochs(project.learning().epochs()).patience(limits.patience());
      if (limits.seconds() > 0) {
        course = course.most(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
      Outcome outcome = each.fit(loader(project), validation, course.keep(Course.Keep.LAST));
      return switch (outcome.why()) {
        case ASKED -> throw new SearchStopped();
        case TIME -> {
          outOfTime = true;
          cutShort = Optional.of(new lockstep.nn.search.Result(trial, budget, outcome.best()));
          throw new SearchStopped(outcome.best());
        }
        case DONE, NO_PROGRESS -> outcome.best();
      };
    } catch (NotFiniteException _) {
      // Some settings are beyond what can be learnt with: that is an answer.
      return Double.NaN;
    } finally {
      trainer = Optional.empty();
    }
  }

  private void requireGoing() {
    outOfTime = limits.seconds() > 0 && System.nanoTime() >= end;
    if (asked || outOfTime) {
      throw new SearchStopped();
    }
  }

  /// Trainings share the samples that are prepared.
  private Loader loader(Project project) {
    boolean varied = !project.augmentations().isEmpty();
    return train
        .computeIfAbsent(varied, _ -> Defaults.learning(project, source.train()))
        .with(Defaults.toLearn(project, source.train()));
  }
}
