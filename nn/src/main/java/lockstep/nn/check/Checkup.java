package lockstep.nn.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Sample;
import lockstep.nn.project.Defaults;
import lockstep.nn.project.Learning;
import lockstep.nn.project.Limits;
import lockstep.nn.project.Source;
import lockstep.nn.project.TaskKind;

/// Looks at data before a network learns from it.
///
/// {@snippet :
/// Report report = Checkup.of(Source.open(Wanted.of("flowers/")));
/// report.findings().forEach(each -> log.println(each.what() + " " + each.remedy()));
/// }
public final class Checkup {

  /// With fewer samples a network learns them by heart.
  private static final int FEW = 50;

  private Checkup() {}

  /// {@return what there is to say of data, of which every sample is read}
  public static Report of(Source source) {
    Looked looked =
        switch (source.purpose().data().kind()) {
          case IMAGES, IDX, CIFAR -> pictures(source);
          case SOUNDS -> {
            Joined all = joined(source, _ -> {});
            yield new Looked(all, SoundFacts.of(all));
          }
          case LABELLED_TEXT -> {
            Joined all = joined(source, _ -> {});
            yield new Looked(all, TextFacts.of(all));
          }
          case TABLE -> {
            var table = new TableFacts(source);
            Joined all = joined(source, table::look).read();
            yield new Looked(all, table.facts());
          }
          case TEXT, TOKENS -> {
            var tokens = new TokenFacts(source);
            Joined all = joined(source, tokens::look).read();
            yield new Looked(all, tokens.facts());
          }
          case SERIES, POINTS -> {
            var numbers = new NumberFacts(source);
            Joined all = joined(source, numbers::look).read();
            yield new Looked(all, numbers.facts());
          }
          case DETECT -> throw new IllegalStateException("expected data whose kind is known");
        };
    List<ClassCount> classes =
        source.purpose().data().task() == TaskKind.CLASSIFICATION
            ? looked.all.classes()
            : List.of();
    return new Report(
        source.sentence(),
        source.notes(),
        looked.all.sizes(),
        classes,
        looked.facts.facts(),
        looked.facts.columns(),
        findings(source, looked, classes));
  }

  /// What was read, and what it told.
  private record Looked(Joined all, Facts facts) {}

  private static Looked pictures(Source source) {
    var flat = new ArrayList<String>();
    Joined all = joined(source, sample -> PictureFacts.look(sample, flat));
    Facts facts = PictureFacts.of(all, flat);
    return new Looked(all, facts);
  }

  private static Joined joined(Source source, Consumer<Sample> look) {
    return new Joined(List.of(source.train(), source.validation(), source.test()), look);
  }

  private static List<Finding> findings(Source source, Looked looked, List<ClassCount> classes) {
    var findings = new ArrayList<Finding>();
    List<String> broken = looked.all.broken();
    if (!broken.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Weight.STOP,
              Words.count(broken.size(), "file") + " cannot be read.",
              "Replace or remove " + (broken.size() == 1 ? "it." : "them."),
              broken));
    } else {
      cannotBeLearnt(source).ifPresent(findings::add);
    }
    int train = looked.all.sizes().getFirst();
    if (train < FEW) {
      findings.add(
          Finding.of(
              Finding.Weight.DOUBT,
              "There "
                  + (train == 1 ? "is" : "are")
                  + " only "
                  + Words.count(train, "sample")
                  + " to learn from: a network can know them by heart.",
              "Add samples; some hundreds of each class are a good beginning."));
    }
    if (!classes.isEmpty()) {
      findings.addAll(ClassBalance.look(classes));
    }
    // The windows of a series or a text are alike by their nature.
    if (!overlaps(source)) {
      findings.addAll(Copies.look(looked.all.seen()));
    }
    findings.addAll(looked.facts.findings());
    findings.sort(Comparator.comparing(Finding::weight));
    return findings;
  }

  private static boolean overlaps(Source source) {
    return switch (source.purpose().data().kind()) {
      case SERIES, TEXT -> true;
      case IMAGES, IDX, CIFAR, TABLE, LABELLED_TEXT, SOUNDS, POINTS, TOKENS, DETECT -> false;
    };
  }

  /// What `train` would say.
  private static Optional<Finding> cannotBeLearnt(Source source) {
    try {
      var _ = Defaults.resolve(source, Learning.usual(), Limits.none());
      return Optional.empty();
    } catch (DataException | IllegalArgumentException e) {
      return Optional.of(
          Finding.of(
              Finding.Weight.STOP,
              String.valueOf(e.getMessage()),
              "Mend that first, or name --kind, --task or --target."));
    }
  }
}
