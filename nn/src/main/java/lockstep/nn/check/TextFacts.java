package lockstep.nn.check;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.Text;
import lockstep.nn.data.text.TextReport;

/// What texts with labels are like.
final class TextFacts {

  /// What stands where bytes were no characters.
  private static final char REPLACEMENT = '\uFFFD';

  private TextFacts() {}

  static Facts of(Joined all) {
    TextReport report = TextReport.of(all);
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("words", range(report.words())));
    facts.add(new Fact("letters", range(report.characters())));
    facts.add(new Fact("vocabulary", Words.count(report.vocabulary()) + " different words"));
    var findings = new ArrayList<Finding>();
    if (!report.empty().isEmpty()) {
      findings.add(
          new Finding(
              Finding.Weight.DOUBT,
              Words.count(report.empty().size(), "text")
                  + (report.empty().size() == 1 ? " is empty." : " are empty."),
              "Remove " + (report.empty().size() == 1 ? "it." : "them."),
              report.empty()));
    }
    var garbled = new ArrayList<String>();
    for (int i = 0; i < all.size(); i++) {
      var sample = all.get(i);
      if (sample.input() instanceof Text(var text) && text.indexOf(REPLACEMENT) >= 0) {
        garbled.add(sample.origin());
      }
    }
    if (!garbled.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Weight.DOUBT,
              Words.count(garbled.size(), "text")
                  + (garbled.size() == 1 ? " holds" : " hold")
                  + " the sign for characters that were lost ("
                  + REPLACEMENT
                  + ").",
              "Save the file again as UTF-8 from where it came from.",
              garbled));
    }
    return new Facts(facts, findings);
  }

  private static String range(List<Integer> quartiles) {
    return Words.count(quartiles.getFirst())
        + " to "
        + Words.count(quartiles.getLast())
        + ", half of them up to "
        + Words.count(quartiles.get(2))
        + ", three quarters up to "
        + Words.count(quartiles.get(3));
  }
}
