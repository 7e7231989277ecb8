package lockstep.nn.project;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.json.Json;
import lockstep.nn.runs.RunDirectory;
import lockstep.nn.store.Checkpoints;
import lockstep.nn.store.ModelFile;
import lockstep.nn.store.Retention;
import lockstep.nn.train.Course;
import lockstep.nn.train.Event;
import lockstep.nn.train.Judge;
import lockstep.nn.train.Judgement;
import lockstep.nn.train.Onlookers;
import lockstep.nn.train.Outcome;
import lockstep.nn.train.Presence;
import lockstep.nn.train.Recorder;
import lockstep.nn.train.Task;
import lockstep.nn.train.Trainer;
import lockstep.nn.train.Watch;

/// A training that leaves a directory: settings, curves, checkpoints, and in the end the figures on
/// held-out data and the model in one file.
///
/// {@snippet :
/// Source source = Source.open(Wanted.of("flowers/"));
/// Project project = Defaults.resolve(source, Learning.usual(), Limits.none());
/// try (Session session = Session.begin(project, source, Path.of("runs"), "")) {
///   Result result = session.on(System.out::println).run();
/// }
/// }
public final class Session implements AutoCloseable {

  /// The file of the figures on held-out data.
  public static final String RESULTS = "results.json";

  /// The file of how long it took. Times differ from run to run, so they stand by themselves.
  public static final String TIME = "time.json";

  /// The file of the model.
  public static final String MODEL = "model.lockstep";

  /// The folder of held-out samples of built-in data, to try predictions on.
  public static final String EXAMPLES = "examples";

  /// The file there of a series.
  public static final String EXAMPLE_SERIES = "series.csv";

  static final long ONE_BATCH_STEPS = 300;

  private static final int JUDGED_AT_ONCE = 128;

  /// With fewer samples to choose by, the part told right moves in large steps.
  private static final int MANY = 500;

  private final Project project;
  private final Source source;
  private final Optional<RunDirectory> run;
  private final Model model;
  private final Task task;
  private final Judge judge;
  private final Trainer trainer;
  private final Loader train;
  private final List<String> notes = new ArrayList<>();
  private final List<Consumer<Event>> listeners = new ArrayList<>();
  private long parameters;

  private Session(Project project, Source source, Optional<RunDirectory> run) {
    this.project = project;
    this.source = source;
    this.run = run;
    task = project.purpose().task(project.labels());
    model =
        Model.of(
                project.network(),
                project.dtype(),
                project.example(),
                project.seed(),
                threads(project.limits().threads()))
            .using(project.limits().backend());
    judge = new Judge(task, project.recipe().loss(), 0);
    trainer = new Trainer(model, project.recipe(), judge, watch(task, source));
    run.ifPresent(directory ->
        trainer.save(new Checkpoints(directory.folder(), Retention.usual(), notes::add)));
    train = Defaults.learning(project, learnt());
  }

  /// {@return so many threads; 0 for as many as there are processors}
  static Parallel threads(int count) {
    return count == 0 ? Parallel.ofThisMachine() : Parallel.of(count, Parallel.Idle.SPIN);
  }

  /// {@return a new session}
  ///
  /// @param runs the folder of all runs
  /// @param name that of this one; empty to number it: `cnn-glyphs-1`
  /// @throws DataException if its directory cannot be made
  public static Session begin(Project project, Source source, Path runs, String name) {
    if (project.limits().mode() != Limits.Mode.WHOLE) {
      var session = new Session(project, source, Optional.empty());
      session.beginWithOrigin();
      return session;
    }
    String network = project.learning().model();
    String stem =
        (network.isEmpty() ? "model" : plain(ModelText.stem(network)))
            + "-"
            + plain(project.name());
    RunDirectory run =
        name.isEmpty() ? RunDirectory.createNumbered(runs, stem) : RunDirectory.create(runs, name);
    try {
      run.writeConfig(project.json());
      run.write(DataMark.FILE, DataMark.of(source));
      var session = new Session(project, source, Optional.of(run));
      session.beginWithOrigin();
      run.writeEnvironment(Json.object().with("threads", session.model.parallel().threads()));
      return session;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private void beginWithOrigin() {
    project.origin().ifPresent(origin -> origin.copyInto(model));
  }

  static String plain(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{N}._+-]+", "-").toLowerCase(Locale.ROOT);
    return plain.substring(0, Math.min(60, plain.length()));
  }

  /// {@return the settings of a run}
  ///
  /// @throws DataException if it is none
  public static Project project(Path folder) {
    try (RunDirectory run = RunDirectory.open(folder)) {
      return Project.of(run.config(), folder.resolve("config.json").toString());
    }
  }

  /// {@return a session that goes on from the last checkpoint of a run}
  ///
  /// @param source its data
  /// @param epochs how many there are to be in all; 0 for as many as before
  /// @throws DataException if there is no such run, or another process writes it
  public static Session resume(Path folder, Source source, int epochs) {
    RunDirectory run = RunDirectory.open(folder);
    try {
      Project project = Project.of(run.config(), folder.resolve("config.json").toString());
      requireSame(folder, source);
      if (epochs > 0 && epochs != project.learning().epochs()) {
        int batches = Defaults.batches(source.train(), project.learning());
        project = project.epochs(epochs, batches);
        run.writeConfig(project.json());
      }
      var session = new Session(project, source, Optional.of(run));
      if (!session.trainer.resume()) {
        // Killed before its first checkpoint: it begins again.
        session.beginWithOrigin();
      }
      return session;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /// {@return whether the data of a run is as it was when it began, as far as that is known}
  ///
  /// @param folder the run's directory
  /// @param now its data, as it is now
  public static boolean isSame(Path folder, Source now) {
    return RunDirectory.read(folder.resolve(DataMark.FILE))
        .map(mark -> DataMark.isSame(mark, now))
        .orElse(true);
  }

  /// Checks that the data of a run is as it was when it began.
  ///
  /// @throws DataException if it is known to have changed
  public static void requireSame(Path folder, Source now) {
    if (!isSame(folder, now)) {
      throw DataMark.changed(folder, now);
    }
  }

  /// {@return the settings}
  public Project project() {
    return project;
  }

  /// {@return the directory; none where nothing is written}
  public Optional<Path> folder() {
    return run.map(RunDirectory::folder);
  }

  /// {@return whether its directory was removed since it began}
  public boolean isRemoved() {
    return run.map(RunDirectory::isRemoved).orElse(false);
  }

  /// {@return this session, which tells what happens}
  public Session on(Consumer<Event> listener) {
    listeners.add(listener);
    return this;
  }

  /// Asks it to end after the batch that it is at, with a checkpoint. Any thread may ask.
  public void stop() {
    trainer.stop();
  }

  /// Trains, judges by the held-out part with the best weights, and writes both down.
  ///
  /// @throws DataException if something cannot be written, or the directory was removed
  public Result run() {
    long begun = System.nanoTime();
    // Before any other writes: whoever removed a run does not want parts of it to come back.
    run.ifPresent(directory -> trainer.on(new Presence(directory)));
    Optional<Recorder> recorder = run.map(Recorder::new);
    recorder.ifPresent(trainer::on);
    trainer.on(event -> {
      if (event instanceof Event.Began began) {
        parameters = began.parameters();
      }
    });
    run.ifPresent(directory -> trainer.on(new Onlookers(directory.folder())));
    listeners.forEach(trainer::on);
    notes.forEach(note -> listeners.forEach(each -> each.accept(new Event.Noted(note))));
    Outcome outcome;
    try {
      outcome = trainer.fit(train, loader(validation()), course());
    } finally {
      recorder.ifPresent(Recorder::close);
    }
    // Who asks to stop does not wait for a judgement: the resumed run makes it.
    Optional<Judgement> test =
        outcome.why() == Event.Ending.ASKED
            ? Optional.empty()
            : Optional.of(judge.of(model, loader(whole() ? source.test() : validation())));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    run.ifPresent(directory -> {
      directory.write(TIME, Json.object().with("seconds", before(directory) + seconds(took)));
      test.ifPresent(judgement -> directory.write(RESULTS, results(outcome, judgement)));
      ModelFile.write(
          directory.folder().resolve(MODEL),
          project.description(),
          model.variables(),
          Purpose.records());
      Examples.write(source, directory.folder().resolve(EXAMPLES));
      test.ifPresent(judgement ->
          new Reporting(project, source, model, directory.folder())
              .write(judgement, outcome.bestStep()));
    });
    return new Result(outcome, test, folder(), Duration.ofNanos(System.nanoTime() - begun));
  }

  private static double seconds(Duration time) {
    return time.toMillis() * 1e-3;
  }

  private static double number(Json json, String name) {
    return json instanceof Json.Fields fields
            && fields.members().get(name) instanceof Json.Real real
        ? real.value()
        : 0;
  }

  /// What earlier processes took.
  private static double before(RunDirectory directory) {
    return RunDirectory.read(directory.folder().resolve(TIME))
        .map(time -> number(time, "seconds"))
        .orElse(0.0);
  }

  private Json.Fields results(Outcome outcome, Judgement test) {
    return Json.object()
        .with("ended", outcome.why().name().toLowerCase(Locale.ROOT))
        .with("steps", outcome.steps())
        .with("best_step", outcome.bestStep())
        .with("parameters", parameters)
        .with("part", "test")
        .with("loss", test.loss())
        .with("test", test.metric().json(0));
  }

  private boolean whole() {
    return project.limits().mode() == Limits.Mode.WHOLE;
  }

  private Dataset learnt() {
    return project.limits().mode() == Limits.Mode.ONE_BATCH
        ? Preparations.some(source.train(), project.learning().batch())
        : source.train();
  }

  /// One batch is judged by itself: the question is whether it can be learnt at all.
  private Dataset validation() {
    return project.limits().mode() == Limits.Mode.ONE_BATCH ? learnt() : source.validation();
  }

  private Loader loader(Dataset data) {
    return new Loader(data, project.preparation(), Loading.toJudge(JUDGED_AT_ONCE));
  }

  /// The figure that tells the best weights.
  static Watch watch(Task task, Source source) {
    return task instanceof Task.Classify && source.validation().size() < MANY
        ? new Watch("log_loss", Watch.Better.LOWER)
        : task.watch();
  }

  private Course course() {
    Limits limits = project.limits();
    return switch (limits.mode()) {
      case DRY_RUN -> Course.dryRun();
      case ONE_BATCH -> Course.steps(ONE_BATCH_STEPS, ONE_BATCH_STEPS / 10).keep(Course.Keep.LAST);
      case WHOLE ->
          Course.epochs(project.learning().epochs())
              .patience(limits.patience())
              .most(Duration.ofNanos((long) (limits.seconds() * 1e9)));
    };
  }

  @Override
  public void close() {
    run.ifPresent(RunDirectory::close);
  }
}
