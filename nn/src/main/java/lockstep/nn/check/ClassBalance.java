package lockstep.nn.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is wrong with how many samples classes have.
final class ClassBalance {

  /// Fewer teach hardly anything.
  private static final int FEW = 10;

  /// Where the largest class has so many times the samples of the smallest, accuracy says little.
  private static final int UNEVEN = 10;

  private ClassBalance() {}

  static List<Finding> look(List<ClassCount> classes) {
    var findings = new ArrayList<Finding>();
    long inUse = classes.stream().filter(each -> each.count() > 0).count();
    if (inUse == 1) {
      findings.add(
          Finding.of(
              Finding.Weight.STOP,
              "There is one class only: whatever a network says is right.",
              "Add samples of another class, each class in a folder or under a label of its own."));
      return findings;
    }
    List<ClassCount> untaught =
        classes.stream().filter(each -> each.train() == 0 && each.count() > 0).toList();
    if (!untaught.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Weight.DOUBT,
              Words.count(untaught.size())
                  + (untaught.size() == 1 ? " class has" : " classes have")
                  + " samples that are held out, and none to learn from.",
              "Add samples, or remove the class.",
              untaught.stream().map(ClassCount::label).toList()));
    }
    List<ClassCount> few =
        classes.stream()
            .filter(each -> each.train() > 0 && each.train() < FEW)
            .sorted(Comparator.comparingInt(ClassCount::train))
            .toList();
    if (!few.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Weight.DOUBT,
              Words.count(few.size())
                  + (few.size() == 1 ? " class has" : " classes have")
                  + " fewer than "
                  + FEW
                  + " samples to learn from.",
              "Add samples, or join classes that are alike.",
              few.stream().map(each -> each.label() + " (" + each.train() + ")").toList()));
    }
    uneven(classes, findings);
    unjudged(classes, findings);
    return findings;
  }

  private static void uneven(List<ClassCount> classes, List<Finding> findings) {
    var byCount = Comparator.comparingInt(ClassCount::count);
    ClassCount most = classes.stream().max(byCount).orElseThrow();
    ClassCount least = classes.stream().filter(each -> each.count() > 0).min(byCount).orElseThrow();
    if (most.count() >= UNEVEN * least.count()) {
      long all = classes.stream().mapToLong(ClassCount::count).sum();
      findings.add(
          Finding.of(
              Finding.Weight.DOUBT,
              "Classes are uneven: "
                  + most.label()
                  + " has "
                  + Words.count(most.count())
                  + " samples, "
                  + least.label()
                  + " has "
                  + Words.count(least.count())
                  + ". Who always says "
                  + most.label()
                  + " is right in "
                  + Words.share(most.count(), all)
                  + ".",
              "Judge by macro f1, not by accuracy, and add samples of rare classes."));
    }
  }

  private static void unjudged(List<ClassCount> classes, List<Finding> findings) {
    List<String> unjudged =
        classes.stream()
            .filter(each -> each.test() == 0 && each.count() > 0)
            .map(ClassCount::label)
            .toList();
    if (!unjudged.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Weight.NOTE,
              Words.count(unjudged.size())
                  + (unjudged.size() == 1
                      ? " class has no sample held out: how well it is told is not known."
                      : " classes have no sample held out: how well they are told is not known."),
              "Add samples: one in ten is held out.",
              unjudged));
    }
  }
}
