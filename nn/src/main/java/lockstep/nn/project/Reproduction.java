package lockstep.nn.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lockstep.kernels.gemm.Backend;

/// What to type to train a project again: every setting that was chosen, spelled out, so that other
/// defaults change nothing.
final class Reproduction {

  private Reproduction() {}

  static String command(Project project) {
    Wanted data = project.purpose().data();
    Learning learning = project.learning();
    Limits limits = project.limits();
    var words = new ArrayList<>(List.of("lockstep"));
    project
        .origin()
        .ifPresentOrElse(
            origin -> words.addAll(List.of("finetune", origin.file())), () -> words.add("train"));
    words.add(data.data());
    if (!BuiltIn.knows(data.data())) {
      option(words, "--kind", data.kind().text());
    }
    option(words, "--epochs", learning.epochs());
    option(words, "--batch", learning.batch());
    option(words, "--lr", learning.rate());
    option(words, "--optimizer", learning.optimizer());
    project
        .origin()
        .ifPresentOrElse(
            origin -> freezing(words, origin.freezing()), () -> fromTheBeginning(words, project));
    if (!learning.augment()) {
      words.add("--no-augment");
    }
    if (limits.patience() > 0) {
      option(words, "--patience", limits.patience());
    }
    if (limits.seconds() > 0) {
      option(words, "--max-time", seconds(limits.seconds()));
    }
    if (limits.backend() != Backend.SIMD) {
      option(words, "--backend", limits.backend().text());
    }
    option(words, "--seed", data.seed());
    return words.stream().map(Reproduction::quoted).collect(Collectors.joining(" "));
  }

  static String promise(Project project) {
    if (project.limits().seconds() > 0) {
      return "On a machine as fast, the same command on the same data gives about the same: it was"
          + " to end after a time.";
    }
    return project.limits().backend() == Backend.SIMD
        ? "The same command on the same data gives the same weights, bit for bit."
        : "The same command on the same data gives about the same: this backend promises no bits.";
  }

  /// What a trained model has settled.
  private static void fromTheBeginning(List<String> words, Project project) {
    Wanted data = project.purpose().data();
    option(words, "--task", data.task().text());
    if (!data.target().isEmpty()) {
      option(words, "--target", data.target());
    }
    option(words, "--model", project.learning().model());
    option(words, "--schedule", project.learning().schedule());
    project.recipe().frozen().forEach(glob -> option(words, "--freeze", glob.pattern()));
  }

  private static void freezing(List<String> words, Freezing freezing) {
    if (freezing.always()) {
      words.add("--freeze");
    } else {
      option(words, "--freeze-epochs", freezing.epochs());
    }
    option(words, "--slowest", freezing.slowest());
  }

  private static void option(List<String> words, String name, Object value) {
    words.add(name);
    words.add(value.toString());
  }

  private static String seconds(double seconds) {
    return seconds == Math.rint(seconds)
        ? String.format(Locale.ROOT, "%.0fs", seconds)
        : seconds + "s";
  }

  /// As a shell takes it.
  static String quoted(String word) {
    return word.matches("[\\p{L}\\p{N}_./,:+=@%-]+")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
