package lockstep.nn.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lockstep.nn.data.sound.SoundReport;

/// What recordings are like.
final class SoundFacts {

  /// The longest against the usual one.
  private static final int MANY_TIMES = 10;

  private SoundFacts() {}

  static Facts of(Joined all) {
    SoundReport report = SoundReport.of(all);
    var facts = new ArrayList<Fact>();
    var findings = new ArrayList<Finding>();
    if (report.files() == 0) {
      return new Facts(facts, findings);
    }
    facts.add(
        new Fact(
            "length",
            seconds(report.shortest())
                + " to "
                + seconds(report.longest())
                + ", half of them up to "
                + seconds(report.median())
                + "; "
                + time(report.total())
                + " in all"));
    facts.add(new Fact("rates", counts(report.rates())));
    facts.add(new Fact("channels", counts(report.channels())));
    if (report.rates().size() > 1) {
      findings.add(
          Finding.of(
              Finding.Weight.NOTE,
              "Recordings have " + report.rates().size() + " different rates.",
              "Nothing has to be done: all are brought to one rate."));
    }
    if (report.longest() > MANY_TIMES * report.median()) {
      findings.add(
          Finding.of(
              Finding.Weight.NOTE,
              "The longest recording has "
                  + seconds(report.longest())
                  + ", the usual one "
                  + seconds(report.median())
                  + ".",
              "Cut out what is meant: of long ones the beginning is heard."));
    }
    some(
        Finding.Weight.DOUBT,
        report.silent(),
        "silent: nowhere louder than a thousandth of what can be.",
        "Remove them.",
        findings);
    some(
        Finding.Weight.NOTE,
        report.clipped(),
        "as loud as can be for a while: what was louder was cut off.",
        "Record them again with less gain where you can.",
        findings);
    return new Facts(facts, findings);
  }

  private static void some(
      Finding.Weight weight,
      List<String> names,
      String what,
      String remedy,
      List<Finding> findings) {
    if (!names.isEmpty()) {
      String are = names.size() == 1 ? " is " : " are ";
      findings.add(
          new Finding(weight, Words.count(names.size(), "recording") + are + what, remedy, names));
    }
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private static String time(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : seconds < 7_200
            ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
            : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  private static String counts(List<SoundReport.Count> counts) {
    return counts.size() == 1
        ? "all " + counts.getFirst().what()
        : counts.stream()
            .map(each -> each.what() + " (" + Words.count(each.count()) + ")")
            .collect(Collectors.joining(", "));
  }
}
