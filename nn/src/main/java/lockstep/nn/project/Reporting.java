package lockstep.nn.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lockstep.nn.Model;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;
import lockstep.nn.report.Curves;
import lockstep.nn.report.Origins;
import lockstep.nn.report.Report;
import lockstep.nn.runs.History;
import lockstep.nn.runs.Standing;
import lockstep.nn.store.AtomicFile;
import lockstep.nn.store.ModelFile;
import lockstep.nn.train.Judge;
import lockstep.nn.train.Judgement;
import lockstep.nn.train.Task;

/// Gathers what a page about a run tells, and writes it into its directory.
///
/// {@snippet :
/// Path page = Reporting.anew(Path.of("runs/cnn-flowers-1"), 0);   // report.html
/// }
public final class Reporting {

  private static final int JUDGED_AT_ONCE = 128;

  private final Project project;
  private final Source source;
  private final Model model;
  private final Path folder;

  Reporting(Project project, Source source, Model model, Path folder) {
    this.project = project;
    this.source = source;
    this.model = model;
    this.folder = folder;
  }

  /// Writes the page of a run that has its model, also of one that was made long ago. What was held
  /// out is judged again.
  ///
  /// @param threads 0 for as many as there are processors
  /// @return where it is
  /// @throws DataException if there is no such run, or its data cannot be read
  public static Path anew(Path folder, int threads) {
    Project project = project(folder);
    Path file = folder.resolve(Session.MODEL);
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          folder.toString(),
          "expected a finished run, found one without " + Session.MODEL + ". Resume it.");
    }
    Model model = ModelFile.read(file, Purpose.records(), Session.threads(threads)).model();
    Source source = Source.again(project.purpose(), project.labels());
    Task task = project.purpose().task(project.labels());
    var loader = new Loader(source.test(), project.preparation(), Loading.toJudge(JUDGED_AT_ONCE));
    Judgement test = new Judge(task, project.recipe().loss(), 0).of(model, loader);
    return new Reporting(project, source, model, folder).write(test, bestStep(folder));
  }

  /// {@return the settings of a run, also of one that is being written}
  ///
  /// @throws DataException if it is none
  public static Project project(Path folder) {
    Path file = folder.resolve("config.json");
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          folder.toString(), "expected the directory of a run, found none. Check the path.");
    }
    return Project.of(read(file), file.toString());
  }

  private static Json read(Path file) {
    try {
      return Json.parse(Files.readString(file));
    } catch (IOException | JsonException e) {
      throw new DataException(
          file.toString(),
          "expected what a run writes, got: " + e.getMessage() + " Start a new run.",
          e);
    }
  }

  private static long bestStep(Path folder) {
    Path file = folder.resolve(Session.RESULTS);
    return Files.isRegularFile(file)
            && read(file) instanceof Json.Fields results
            && results.members().get("best_step") instanceof Json.Whole(var step)
        ? step
        : 0;
  }

  /// Writes the page.
  ///
  /// @param test what the model is worth on what was held out
  /// @param bestStep the steps after which it was best
  Path write(Judgement test, long bestStep) {
    Path file = folder.resolve(Report.FILE);
    AtomicFile.writeText(file, report(test, bestStep).html());
    return file;
  }

  Report report(Judgement test, long bestStep) {
    History history = History.read(folder);
    Learning learning = project.learning();
    return new Report(
        network() + " on " + source.name(),
        source.sentence() + " " + how(),
        new Curves(
            history, Curves.main(history), learning.epochs(), bestStep, Standing.read(folder)),
        new Gathering(project, source, model).of(test),
        origins(),
        source.notes());
  }

  /// Fine-tuned ones have no name of their own.
  private String network() {
    String name = project.learning().model();
    return name.isEmpty() ? "model" : ModelText.stem(name);
  }

  private String how() {
    Learning learning = project.learning();
    return "The network "
        + network()
        + " learnt from "
        + BuiltIn.count(source.train().size())
        + " samples in up to "
        + learning.epochs()
        + (learning.epochs() == 1 ? " epoch; " : " epochs; ")
        + BuiltIn.count(source.validation().size())
        + " others chose the best weights, and "
        + BuiltIn.count(source.test().size())
        + " were held out to judge it.";
  }

  private Origins origins() {
    return new Origins(
        settings(),
        environment(),
        Reproduction.command(project),
        Reproduction.promise(project),
        Files.isRegularFile(folder.resolve("config.json"))
            ? read(folder.resolve("config.json")).pretty()
            : project.json().pretty());
  }

  private List<Origins.Entry> settings() {
    Learning learning = project.learning();
    var entries = new ArrayList<Origins.Entry>();
    add(entries, "data", project.purpose().data().data());
    add(entries, "kind", project.purpose().data().kind().text());
    add(entries, "task", project.purpose().data().task().text());
    add(entries, "target", project.purpose().data().target());
    add(entries, "network", network() + ", " + parameters() + " parameters");
    add(entries, "input", project.example().toString());
    add(entries, "epochs", String.valueOf(learning.epochs()));
    add(entries, "batch", String.valueOf(learning.batch()));
    add(entries, "learning rate", "up to " + learning.rate() + ", " + learning.schedule());
    add(entries, "optimizer", learning.optimizer());
    add(entries, "loss", worded(project.recipe().loss().toString()));
    add(
        entries,
        "augmentation",
        project.augmentations().isEmpty()
            ? "none"
            : String.join(
                ", ",
                project.augmentations().stream().map(each -> worded(each.toString())).toList()));
    add(entries, "seed", String.valueOf(project.seed()));
    return entries;
  }

  private String parameters() {
    return BuiltIn.count(
        model.variables().all().values().stream()
            .filter(variable -> variable.role() == lockstep.nn.graph.Variable.Role.PARAMETER)
            .mapToLong(variable -> variable.shape().count())
            .sum());
  }

  /// `Shift[pixels=2]` as a person writes it: `Shift (pixels 2)`.
  private static String worded(String record) {
    return record.replace("[]", "").replace("[", " (").replace(']', ')').replace('=', ' ');
  }

  private static void add(List<Origins.Entry> entries, String name, String value) {
    if (!value.isEmpty()) {
      entries.add(new Origins.Entry(name, value));
    }
  }

  private List<Origins.Entry> environment() {
    Path file = folder.resolve("environment.json");
    var entries = new ArrayList<Origins.Entry>();
    if (Files.isRegularFile(file) && read(file) instanceof Json.Fields fields) {
      fields
          .members()
          .forEach((name, value) ->
              text(name, value)
                  .ifPresent(
                      text -> add(entries, name.replace('_', ' ').replace(" bytes", ""), text)));
    }
    return entries;
  }

  private static Optional<String> text(String name, Json value) {
    return switch (value) {
      case Json.Text(var text) -> Optional.of(text).filter(each -> !each.equals("unknown"));
      case Json.Whole(var whole) ->
          Optional.of(
              name.endsWith("_bytes")
                  ? String.format(Locale.ROOT, "%.1f GiB", whole / 0x1p30)
                  : String.valueOf(whole));
      case Json.Real(var real) -> Optional.of(String.valueOf(real));
      case Json.Truth(var truth) -> Optional.of(truth ? "yes" : "no");
      case Json.Fields _, Json.Items _, Json.Nothing _ -> Optional.empty();
    };
  }
}
